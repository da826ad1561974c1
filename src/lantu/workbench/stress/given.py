"""A scenario told in a few words on the command line, in place of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.errors import CallerError
from lantu.model.scenario import Blow, Buffer, Engine, Hit, Return, Scenario, Target
from lantu.model.spread import Shape, Spread
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.model.spread import Amount

YEAR = 365
"""Days that are looked at, where the blow and its return do not take longer."""

RANGE = ".."
"""Between the ends of a number that is not known for sure: ``0.5..0.9``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a person says of a scenario; numbers as written: ``0.8``, ``80%`` or ``0.5..0.9``.

    Attributes:
        cut: What is hit at once, each as ``kind:code``.
        part: What of it is lost.
        lasting: For how many days.
        back: Over how many days it comes back; at once where empty.
        stock: Days for which stocks stand in; none where empty.
        days: How many days are looked at; a year or as long as it takes where 0.
        doubt: Whether evidence is in doubt too.
    """

    cut: tuple[str, ...]
    part: str = "1"
    lasting: str = "30"
    back: str = ""
    stock: str = ""
    days: int = 0
    doubt: bool = True


def scenario_of_words(words: Words) -> Scenario:
    """The scenario of chains that some words tell.

    Raises:
        CallerError: A target or a number that is none.
        DataError: Numbers out of their bounds, or a target that the engine does not know.
    """
    targets = tuple(target_of(each) for each in words.cut)
    lasting, back = amount_of("lasting", words.lasting), amount_of("back", words.back or "0")
    ends = (each.high if isinstance(each, Spread) else each for each in (lasting, back))
    said = ", ".join(map(str, targets))
    return Scenario(
        code="cut",
        name=Text(f"断供 {said}", f"Cut of {said}"),
        engine=Engine.CHAIN,
        days=words.days or max(YEAR, int(sum(ends)) + 1),
        blows=(
            Blow(
                targets=targets,
                part=amount_of("part", words.part),
                days=lasting,
                back=Return.LINEAR if words.back else Return.AT_ONCE,
                back_days=back,
            ),
        ),
        buffers=(Buffer(stock_days=amount_of("stock", words.stock)),) if words.stock else (),
        doubt=words.doubt,
    )


def target_of(said: str) -> Target:
    """``product:IC01`` as a target.

    Raises:
        CallerError: It is none.
    """
    kind, _, code = (each.strip() for each in said.replace("：", ":").partition(":"))
    if kind not in set(Hit) or not code:
        raise CallerError(
            f"{said!r} is nothing that can be cut",
            hint=f"write kind:code with a kind of {', '.join(Hit)}, such as product:IC01",
        )
    return Target(kind=Hit(kind), code=code)


def amount_of(noun: str, said: str) -> Amount:
    """``0.8``, ``80%`` or ``0.5..0.9`` as a number, or as what is known of it.

    Raises:
        CallerError: It is none.
    """
    ends = [_number(noun, each) for each in said.split(RANGE)]
    if len(ends) == 1:
        return ends[0]
    if len(ends) > 2 or ends[0] >= ends[1]:  # noqa: PLR2004 - a range has two ends
        raise _bad(noun, said)
    return Spread(shape=Shape.UNIFORM, low=ends[0], high=ends[1])


def _number(noun: str, said: str) -> float:
    plain = said.strip().removesuffix("%")
    try:
        value = float(plain)
    except ValueError:
        raise _bad(noun, said) from None
    return value / 100 if said.strip().endswith("%") else value


def _bad(noun: str, said: str) -> CallerError:
    return CallerError(
        f"{noun} {said!r} is no number", hint="write 0.8, 80% or, where it is not known, 0.5..0.9"
    )
