"""``lantu flows …``: the questions of input–output analysis, each asked of one table."""

from lantu.cli.flows import files, structure, borders  # isort: skip - the order in `--help`
from lantu.cli.flows.door import app

__all__ = ["app", "borders", "files", "structure"]
