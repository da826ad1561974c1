"""Chinese punctuation as GB/T 15834-2011 sets it, for text that was typed in haste.

Facts and messages often carry ``,`` ``;`` ``:`` and ``()`` between Chinese characters.
Pages and sheets show the full-width marks; data files keep what was written.
"""

from __future__ import annotations

import re
from functools import cache

_MARKS = str.maketrans(",;:!?", "，；：！？")
_CHINESE = "\u3400-\u9fff"
_AFTER = re.compile(rf"(?<=[{_CHINESE}”’）》%])([,;:!?])(?![\d/]) ?")
_AFTER_DIGIT = re.compile(rf"(?<=[{_CHINESE}”’）》])([,;:!?]) ?(?=\d)")
_BEFORE = re.compile(rf"(?<=\S)([,;:!?]) ?(?=[{_CHINESE}“‘（《])")
_BRACKETS = re.compile(r" ?\(([^()]*)\) ?")
_ANY = re.compile(rf"[{_CHINESE}]")
_OPENS = re.compile(rf"[{_CHINESE}”’)）》]")


@cache
def typeset(text: str) -> str:
    """``text`` with full-width marks wherever they stand beside Chinese characters.

    Text without a Chinese character, numbers, times and addresses stay as they are.
    """
    if not _ANY.search(text):
        return text
    text = _BRACKETS.sub(_bracket, text)
    for pattern in (_AFTER, _AFTER_DIGIT, _BEFORE):
        text = pattern.sub(lambda found: found[1].translate(_MARKS), text)
    return text


def _bracket(found: re.Match[str]) -> str:
    before = found.string[: found.start()][-1:]
    if _ANY.search(found[1]) or _OPENS.match(before):
        return f"（{found[1]}）"
    return found[0]
