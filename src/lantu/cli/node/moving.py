"""``import`` and ``export``."""

from pathlib import Path
from typing import Annotated

import typer

from lantu.cli.node.door import Folder, app
from lantu.cli.questions import Json, Lang, Tongue
from lantu.vocab.text import Text


@app.command("import")
def import_(
    folder: Folder,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=".jsonl 或 .csv，一行一个标识。 A handle a row."),
    ],
    failures: Annotated[
        Path | None,
        typer.Option(help="没有收下的行写到这里。 Where rows that were not taken in are written."),
    ] = None,
    *,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="替换值不同的记录。 Replace records that differ.")
    ] = False,
    json: Json = False,
    lang: Lang = Tongue.ZH,
) -> None:
    """成批注册；重跑不会重复。 Register many; to run it again changes nothing."""
    from dataclasses import asdict  # noqa: PLC0415

    from lantu import workbench  # noqa: PLC0415 - commands load what they need
    from lantu.cli import printing  # noqa: PLC0415

    with printing.progress() as progress:
        importing = workbench.node.Importing(
            path=file,
            failures=failures,
            overwrite=overwrite,
            progress=lambda part, moved: progress(f"{moved.rows:,}", part),
        )
        moved = workbench.node.import_handles(folder, importing)
    if json:
        printing.as_json(asdict(moved))
    else:
        said = Text(
            f"收下 {moved.taken:,} 行，原已在 {moved.unchanged:,} 行，没有收下 {moved.failed:,} 行",
            f"{moved.taken:,} rows taken in, {moved.unchanged:,} there already,"
            f" {moved.failed:,} not taken in",
        )
        typer.echo(said.say(lang.value))
    if moved.failed:
        raise typer.Exit(code=1)


@app.command()
def export(
    folder: Folder,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="写到这里。 Where to write.")],
    prefix: Annotated[
        str, typer.Option("--prefix", help="只要这个前缀下的。 Only those under this prefix.")
    ] = "",
    *,
    restricted: Annotated[
        bool,
        typer.Option("--restricted", help="连同不公开的值。 Values that are not public as well."),
    ] = False,
) -> None:
    """把全部标识写成 JSON 行。 Write all handles as lines of JSON."""
    from lantu import workbench  # noqa: PLC0415

    count = workbench.node.export_handles(folder, file, prefix=prefix, restricted=restricted)
    typer.echo(f"{file}: {count:,}")
