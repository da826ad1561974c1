"""Dates as Chinese reports write them, brought to the forms of the tables."""

from __future__ import annotations

import re

_YEAR = "(?P<year>[0-9]{4})年"
_DAY = re.compile(_YEAR + "(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
_MONTH = re.compile(_YEAR + "(?P<month>[0-9]{1,2})月")
_MONTHS = re.compile(_YEAR + "(?P<first>[0-9]{1,2})月?[-–—~至](?P<last>[0-9]{1,2})月")
_HALF = re.compile("(?P<year>[0-9]{4})年?(?P<half>[上下])半年")
_QUARTER = re.compile("(?P<year>[0-9]{4})年?第?(?P<quarter>[一二三四1-4])季度")
_QUARTERS = re.compile(_YEAR + "前(?P<count>[二两三23])季度")
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}


def from_chinese(text: str) -> str:
    """``text`` with Chinese dates in canonical writing; all else as it is.

    2025年1—8月 becomes ``2025-01/2025-08``, 2025年前三季度 ``2025-01/2025-09``, 2025年上半年
    ``2025H1``, 2020年以前 ``2020前``.
    """
    text = _MONTHS.sub(lambda m: _span(m["year"], m["first"], m["last"]), text)
    text = _QUARTERS.sub(lambda m: _span(m["year"], "1", str(3 * _number(m["count"]))), text)
    text = _QUARTER.sub(lambda m: f"{m['year']}Q{_number(m['quarter'])}", text)
    text = _HALF.sub(lambda m: f"{m['year']}H{1 if m['half'] == '上' else 2}", text)
    text = _DAY.sub(lambda m: f"{m['year']}-{m['month']:0>2}-{m['day']:0>2}", text)
    text = _MONTH.sub(lambda m: f"{m['year']}-{m['month']:0>2}", text)
    return re.sub("[以之]前$", "前", re.sub(_YEAR, r"\g<year>", text))


def _span(year: str, first: str, last: str) -> str:
    return f"{year}-{first:0>2}/{year}-{last:0>2}"


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)
