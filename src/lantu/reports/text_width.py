"""How wide a text will be, and where it may break, without opening a font.

Widths are the advances of Noto Sans CJK SC in thousandths of an em; whatever the table
does not hold is taken as one em, which is exact for Chinese. Other fonts of the picture's
font family differ by a few per cent, which the boxes' padding absorbs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_FULL = 1000
# fmt: off
_ASCII = (
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555,
    555, 555, 555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608,
    657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812, 723, 742, 633, 742, 635,
    596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510,
    620, 554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377,
    607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
)
# fmt: on
_ADVANCES = {
    **{chr(32 + place): advance for place, advance in enumerate(_ASCII)},
    **dict.fromkeys("\u00a0\u2009\u202f", 224),
    **dict.fromkeys("°²³", 411),
    **dict.fromkeys("–−µ", 580),
    "—": 894,
    "′": 278,
}
_CLOSING = ")]}\uff09\u3011\u300b\u300d\u300f"
_OPENING = "([{\uff08\u3010\u300a\u300c\u300e"
_NEVER_FIRST = frozenset(
    _CLOSING + ",.;:!?%/-~+\uff0c\u3002\u3001\uff1b\uff1a\uff01\uff1f\u2026\u00b7"
)
_NEVER_LAST = frozenset(_OPENING)
_GOOD_BEFORE = frozenset("(\uff08与和及")
_PAIRS = (
    "激光芯片材料设备装备系统面板模块模组器件组件电池晶圆光纤处理探测放大液晶尺寸封装加工复合综合连接密度高密半导导体掩膜膜版基板玻璃"
    "薄膜驱动传感音频功率大功面积有效采样波长选择开关数据交换中心卫星通信终端汽车磷酸锰铁亚铁硫酸硅酸衬底外延单晶光刻刻蚀沉积检测量测"
    "测试制造铸造软件平台网络服务工业互联智能控制电机电芯电子化学化工气体陶瓷金属合金纤维树脂涂料颗粒粉体机床机器机械轴承齿轮阀门油缸"
    "泵阀传动底盘车身疫苗试剂仪器中间间体制剂原料高端先进特种新型利用回收结构部件元件模拟数字存储逻辑计算光器光模构件能源基础化合合物设施终端市政算力"
)
_WORDS = frozenset(_PAIRS[at : at + 2] for at in range(0, len(_PAIRS), 2))
_GOOD, _BAD = -6.0, 5.0


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """Width of one line of ``text`` set at ``size``.

    ``w = size · Σ advance(character) / 1000``

    Args:
        text: One line.
        size: Font size; the answer has its unit.
    """
    return size * sum(_ADVANCES.get(character, _FULL) for character in text) / _FULL


@lru_cache(maxsize=4096)
def wrap(text: str, width: float, size: float) -> tuple[str, ...]:
    """``text`` in as few lines as fit ``width``, of lengths as even as its breaks allow.

    Nothing is ever cut: a text needs as many lines as it needs. Chinese breaks between any
    two characters but never before a closing or after an opening mark; other scripts break
    after spaces, hyphens and slashes, and inside a word only where the word alone is wider
    than the line.

    Args:
        text: What to set.
        width: Widest line allowed, in the unit of ``size``.
        size: Font size.
    """
    pieces = _pieces(text.strip(), width, size)
    held: list[_Broken | None] = [_Broken(0.0, ())] + [None] * len(pieces)
    while True:
        held = _one_line_more(pieces, held, width, size)
        whole = held[-1]
        if whole is not None:
            return whole.lines or ("",)


def longest_word(text: str, size: float) -> float:
    """Width of the widest run of ``text`` that may not be broken."""
    pieces = _pieces(text.strip(), float("inf"), size)
    return max((text_width(piece.rstrip(), size) for piece in pieces), default=0.0)


def _pieces(text: str, width: float, size: float) -> tuple[str, ...]:
    """The smallest runs that stay together."""
    pieces: list[str] = []
    for character in text:
        if pieces and _together(pieces[-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return tuple(part for piece in pieces for part in _chopped(piece, width, size))


def _together(piece: str, character: str) -> bool:
    """Whether no line may break between ``piece`` and ``character``."""
    last = piece[-1]
    if character in _NEVER_FIRST or character == " " or last in _NEVER_LAST:
        return True
    if last in " /-":
        return False
    return _is_latin(last) and _is_latin(character)


def _is_latin(character: str) -> bool:
    """Whether ``character`` belongs to a script written in words."""
    return character < "\u2e80"


def _chopped(piece: str, width: float, size: float) -> list[str]:
    """A run, or its parts where it alone is wider than a line."""
    parts = [""]
    for character in piece:
        if parts[-1] and text_width((parts[-1] + character).rstrip(), size) > width:
            parts.append("")
        parts[-1] += character
    return parts


@dataclass(frozen=True, slots=True)
class _Broken:
    """The best way found to set the first pieces on so many lines."""

    cost: float
    lines: tuple[str, ...]


def _one_line_more(
    pieces: tuple[str, ...], held: list[_Broken | None], width: float, size: float
) -> list[_Broken | None]:
    """The best ways to set the first pieces when one more line is used (dynamic programme)."""
    longer: list[_Broken | None] = [None] * len(held)
    for start, before in enumerate(held):
        if before is None:
            continue
        seam = _seam(pieces, start)
        for end in range(start, len(held)):
            line = "".join(pieces[start:end]).rstrip()
            if text_width(line, size) > width:
                break
            cost = before.cost + seam + _slack(line, width, size)
            kept = longer[end]
            if end > start and (kept is None or cost < kept.cost):
                longer[end] = _Broken(cost, (*before.lines, line))
    if len(held) == 1:
        return held
    return longer


def _slack(line: str, width: float, size: float) -> float:
    """How much room a line leaves, squared ems: even lines have the least sum."""
    return ((width - text_width(line, size)) / size) ** 2


def _seam(pieces: tuple[str, ...], start: int) -> float:
    """What a break before a piece costs: little before a bracket, much inside one or a word."""
    if start in (0, len(pieces)):
        return 0.0
    before, after = "".join(pieces[:start]), pieces[start]
    if sum(map(before.count, _OPENING)) > sum(map(before.count, _CLOSING)):
        return _BAD
    if after[0] in _GOOD_BEFORE:
        return _GOOD
    return _BAD if before[-1] + after[0] in _WORDS else 0.0
