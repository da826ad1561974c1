"""``resolve`` and ``register``."""

from typing import Annotated

import typer

from lantu.cli.node.door import Folder, app
from lantu.cli.questions import Json, Lang, Tongue
from lantu.vocab.text import Text

Handle = Annotated[str, typer.Argument(metavar="HANDLE", help="标识。 The handle.")]


@app.command()
def resolve(
    handle: Handle,
    *,
    at: Annotated[
        str, typer.Option("--at", metavar="HOST:PORT", help="向哪个节点问。 The node to ask.")
    ] = "127.0.0.1:2641",
    kind: Annotated[
        list[str] | None,
        typer.Option("--type", help="只要这些类型的值。 Only values of this type."),
    ] = None,
    index: Annotated[
        list[int] | None, typer.Option("--index", help="只要这些序号的值。 Only this index.")
    ] = None,
    json: Json = False,
    lang: Lang = Tongue.ZH,
) -> None:
    """解析一个标识。 Resolve a handle."""
    from dataclasses import asdict  # noqa: PLC0415

    from lantu import workbench  # noqa: PLC0415 - commands load what they need
    from lantu.cli import printing  # noqa: PLC0415

    found = workbench.node.resolve(handle, at, types=kind or (), indexes=index or ())
    if json:
        printing.as_json(asdict(found))
        return
    titles = (Text("序号", "index"), Text("类型", "type"), Text("数据", "data"))
    rows = [
        [str(each.index), printing.escaped(each.type), printing.escaped(each.data)]
        for each in found.values
    ]
    printing.table([each.say(lang.value) for each in titles], rows, words=3)


@app.command()
def register(
    folder: Folder,
    handle: Handle,
    value: Annotated[
        list[str],
        typer.Option(
            "--value",
            metavar="TYPE=DATA",
            help="一个值，可多次；可写序号，如 2000:NAME=镜头。 A value; may be numbered.",
        ),
    ],
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="替换已有的标识。 Replace one that is there.")
    ] = False,
) -> None:
    """注册一个标识。 Register a handle."""
    from lantu import workbench  # noqa: PLC0415

    registering = workbench.node.Registering(handle=handle, values=value, overwrite=overwrite)
    typer.echo(workbench.node.register(folder, registering))
