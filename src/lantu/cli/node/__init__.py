"""``lantu node …``: a node of identifiers, begun, served, asked, looked after."""

from lantu.cli.node import running, asking, moving, tending  # isort: skip - the order in `--help`
from lantu.cli.node.door import app

__all__ = ["app", "asking", "moving", "running", "tending"]
