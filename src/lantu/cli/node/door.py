"""What the commands of ``lantu node …`` share."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="标识解析节点：注册、解析、保管工业标识。 A node of industrial identifiers.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="节点的文件夹。 The node's folder.")]
