"""``lantu complexity …``: the questions of capability, each asked of one file of activities."""

from lantu.cli.complexity import files, standing, nearby, entering, placing  # isort: skip - the order in `--help`
from lantu.cli.complexity.door import app

__all__ = ["app", "entering", "files", "nearby", "placing", "standing"]
