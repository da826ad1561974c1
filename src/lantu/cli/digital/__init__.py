"""``lantu digital …``: digital levels of firms, and how digital an economy is."""

from lantu.cli.digital import files, levels, economy  # isort: skip - the order in `--help`
from lantu.cli.digital.door import app

__all__ = ["app", "economy", "files", "levels"]
