"""How much a row counts: confidence classes as weights, and the interval they leave."""

from __future__ import annotations

from dataclasses import dataclass

from lantu.vocab.words import Grade


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval ``[lower, upper]``."""

    lower: float
    upper: float

    def __post_init__(self) -> None:
        """Refuse an interval that is upside down or not a number.

        Raises:
            ValueError: ``lower > upper``, or either is NaN.
        """
        if not self.lower <= self.upper:
            message = f"an interval needs lower <= upper, got [{self.lower}, {self.upper}]"
            raise ValueError(message)

    @property
    def width(self) -> float:
        """``upper - lower``."""
        return self.upper - self.lower


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeWeights:
    """The probability that a row of each confidence class is right.

    Attributes:
        a: Official statistic or government page.
        b: Press, filing or research note that carries the figure or names the fact.
        c: Qualitative or second-hand.
        d: Common knowledge, no page.
        building: What a planned, developed or half-built maker counts of its class.
        use_d: False leaves class D rows out of everything.
    """

    a: float = 0.95
    b: float = 0.85
    c: float = 0.6
    d: float = 0.3
    building: float = 0.2
    use_d: bool = True

    def __post_init__(self) -> None:
        """Refuse weights that are not probabilities or not in order.

        Raises:
            ValueError: Not ``1 >= a >= b >= c >= d >= 0``, or ``building`` outside ``[0, 1]``.
        """
        if not 1 >= self.a >= self.b >= self.c >= self.d >= 0:
            message = f"weights need 1 >= A >= B >= C >= D >= 0, got {self.table()}"
            raise ValueError(message)
        if not 0 <= self.building <= 1:
            message = f"the weight of a planned maker must lie in [0, 1], got {self.building}"
            raise ValueError(message)

    def table(self) -> tuple[float, float, float, float]:
        """The weights of A, B, C, D; D is zero when it is switched off."""
        return (self.a, self.b, self.c, self.d if self.use_d else 0.0)

    def of(self, grade: Grade) -> float:
        """The weight of one class."""
        return self.table()[tuple(Grade).index(grade)]
