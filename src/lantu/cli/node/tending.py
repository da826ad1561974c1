"""``verify``, ``backup``, ``restore`` and ``stats``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lantu.cli.node.door import Folder, app
from lantu.cli.questions import Json, Lang, Tongue
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.resolve.store import Verified
    from lantu.vocab.text import Language


@app.command()
def verify(folder: Folder, json: Json = False, lang: Lang = Tongue.ZH) -> None:
    """核验存储与日志链。 Hold the store against its log."""
    from lantu import workbench  # noqa: PLC0415 - commands load what they need
    from lantu.cli import printing  # noqa: PLC0415

    found = workbench.node.check_node(folder)
    if json:
        printing.as_json(
            {
                "entries": found.entries,
                "faults": list(found.faults),
                "head": found.head.hex(),
                "records": found.records,
            }
        )
    else:
        _told(found, lang.value)
    if found.faults:
        raise typer.Exit(code=1)


@app.command()
def backup(
    folder: Folder,
    target: Annotated[
        Path, typer.Argument(metavar="COPY", help="备份到此文件夹。 Folder of the copy.")
    ],
    lang: Lang = Tongue.ZH,
) -> None:
    """在线备份存储，并核验备份。 Copy the store while it is served, and check the copy."""
    from lantu import workbench  # noqa: PLC0415

    _told(workbench.node.back_up_node(folder, target), lang.value)


@app.command()
def restore(
    folder: Folder,
    copy: Annotated[
        Path, typer.Argument(metavar="COPY", help="从此备份恢复。 Folder of the copy.")
    ],
    lang: Lang = Tongue.ZH,
) -> None:
    """用备份恢复存储。 Put a copy in the place of a store that is away."""
    from lantu import workbench  # noqa: PLC0415

    _told(workbench.node.restore_node(folder, copy), lang.value)


@app.command()
def stats(folder: Folder, json: Json = False, lang: Lang = Tongue.ZH) -> None:
    """各前缀的注册量与节点的计数。 Handles under each prefix, and what the node has counted."""
    from lantu import workbench  # noqa: PLC0415
    from lantu.cli import printing  # noqa: PLC0415

    found = workbench.node.node_stats(folder)
    if json:
        printing.as_json(found.record())
        return
    resolutions = found.tallies.get("resolutions", {})
    titles = (Text("前缀", "prefix"), Text("标识数", "handles"), Text("解析次数", "resolutions"))
    rows = [
        [printing.escaped(prefix), f"{count:,}", f"{resolutions.get(prefix, 0):,}"]
        for prefix, count in found.handles.items()
    ]
    printing.table([each.say(lang.value) for each in titles], rows, words=1)
    said = Text(
        f"记录 {found.records:,} · 日志 {found.entries:,} 条 · 存储 {found.octets / 1e6:,.1f} MB",
        f"{found.records:,} records · {found.entries:,} log entries · {found.octets / 1e6:,.1f} MB",
    )
    typer.echo(said.say(lang.value))


def _told(found: "Verified", language: "Language") -> None:
    for fault in found.faults:
        typer.echo(fault)
    said = Text(
        f"{found.records:,} 条记录，{found.entries:,} 条日志，链头 {found.head.hex()}",
        f"{found.records:,} records, {found.entries:,} log entries, head {found.head.hex()}",
    )
    typer.echo(said.say(language))
    sound = Text("完好", "sound"), Text("有误", "not sound")
    typer.echo(sound[bool(found.faults)].say(language))
