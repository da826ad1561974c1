"""What people type after an option: changes such as ``06=20%``, groups such as ``光电=20,21``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.errors import CallerError

if TYPE_CHECKING:
    from collections.abc import Sequence


def changes_of(given: Sequence[str]) -> dict[str, float]:
    """``CODE=CHANGE`` each, as changes by code.

    Raises:
        CallerError: One has another form, or a code stands twice.
    """
    found: dict[str, float] = {}
    for each in given:
        code, sign, change = each.rpartition("=")
        if not sign or not code or code in found:
            raise CallerError(
                f"{each!r} is not CODE=CHANGE" if code not in found else f"{code} stands twice",
                hint="write such as 06=20% or VA001=0.1",
            )
        found[code] = _number(change, each)
    return found


def change_of(given: Sequence[str]) -> float | dict[str, float]:
    """One change of all, or ``CODE=CHANGE`` each.

    Raises:
        CallerError: One has another form, or both forms are mixed.
    """
    if len(given) == 1 and "=" not in given[0]:
        return _number(given[0], given[0])
    return changes_of(given)


def groups_of(given: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """``NAME=CODE,CODE`` each, as labels by name.

    Raises:
        CallerError: One has another form, or a name stands twice.
    """
    found: dict[str, tuple[str, ...]] = {}
    for each in given:
        name, sign, codes = each.partition("=")
        labels = tuple(code.strip() for code in codes.replace("，", ",").split(",") if code.strip())
        if not sign or not name or not labels or name in found:
            raise CallerError(
                f"{each!r} is not NAME=CODE,CODE" if name not in found else f"{name} stands twice",
                hint="write such as 光电=20,21",
            )
        found[name] = labels
    return found


def _number(text: str, whole: str) -> float:
    digits = text.strip().removesuffix("%")
    try:
        value = float(digits)
    except ValueError:
        raise CallerError(
            f"{whole!r} holds no change", hint="write such as 10% or 0.1; -5% is less"
        ) from None
    return value / 100 if text.strip().endswith("%") else value
