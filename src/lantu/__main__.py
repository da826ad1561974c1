"""``python -m lantu``: the door for hands, where the command is not on the path."""

from __future__ import annotations

from lantu.cli import main

if __name__ == "__main__":
    main()
