"""``lantu serve``: the console in a browser."""

from typing import Annotated

import typer

Address = Annotated[
    str,
    typer.Argument(
        metavar="DIR",
        help="工作区文件夹、postgresql:// 地址，或 demo（自带的湖北）。 A workspace, or demo.",
    ),
]
Host = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS", help="监听的地址，只限本机。 Where to listen: this machine only."
    ),
]
Port = Annotated[
    int, typer.Option(min=0, max=65535, help="端口；0 取空闲的。 The port; 0 takes a free one.")
]


def serve(address: Address = "demo", *, host: Host = "127.0.0.1", port: Port = 8642) -> None:
    """在浏览器里打开工作区。 Open the workspace in a browser."""
    from lantu import web  # noqa: PLC0415 - only this command needs a server

    web.serve(address, web.Address(host=host, port=port), ready=_told)


def _told(address: str) -> None:
    typer.echo(f"lantu: {address}")
