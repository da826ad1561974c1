"""The invented province as a workspace; every figure in it can be checked by hand."""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parent
"""The workspace folder: ``lantu.toml``, ``facts/*.csv`` and ``outlines.geojson``."""
