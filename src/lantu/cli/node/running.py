"""``init`` and ``serve``."""

from typing import Annotated

import typer

from lantu.cli.node.door import Folder, app


@app.command()
def init(
    folder: Folder,
    prefix: Annotated[
        str, typer.Option("--prefix", help="本节点的前缀，如 88.118.8。 The node's prefix.")
    ],
    address: Annotated[
        str, typer.Option("--address", help="监听的地址。 Address to listen at.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="端口。 Port.")] = 2641,
    public: Annotated[
        str,
        typer.Option(
            "--public", help="告诉客户端的地址，如与监听的不同。 Address clients are told."
        ),
    ] = "",
) -> None:
    """新建节点：设置、密钥、存储。 Begin a node: settings, keys, store."""
    from lantu import workbench  # noqa: PLC0415 - commands load what they need

    for path in workbench.node.begin(folder, prefix, address=address, port=port, public=public):
        typer.echo(path)


@app.command()
def serve(folder: Folder) -> None:
    """运行节点，直到收到 SIGTERM。 Serve a node until SIGTERM; SIGHUP reads its settings again."""
    from lantu import workbench  # noqa: PLC0415

    workbench.node.serve(folder, lambda host, port: typer.echo(f"{host}:{port}"))
