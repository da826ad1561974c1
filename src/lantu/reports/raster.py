"""Pictures as PNG, equal to the byte on every machine.

resvg draws with the packaged Noto Sans CJK only and never asks the system for a font.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_FONT_PACKAGE = "noto_cjk_sans_otc"
_FONT_FILE = "NotoSansCJK-Regular.ttc"


def png(svg: str, width: int) -> bytes:
    """``svg`` as a PNG image ``width`` pixels wide, its height in proportion.

    Args:
        svg: A picture of this package.
        width: Width in pixels; 2480 prints A3 landscape at 150 dpi.
    """
    import resvg_py  # noqa: PLC0415 - the renderer is heavy and only PNGs need it

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            skip_system_fonts=True,
            font_files=[_font()],
            font_family="Noto Sans CJK SC",
        )
    )


@cache
def _font() -> str:
    """Path of the packaged font; the wheel is unpacked on install, so it is a real file."""
    return str(files(_FONT_PACKAGE) / _FONT_FILE)
