"""When something is lost, for how long, and how it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite, log

from lantu.errors import CallerError
from lantu.model.scenario import Return

GONE = 1e-6
"""Part still lost that counts as none: curves come near to nothing and never reach it."""

STEEP = 1e-6
"""Part of the time to return at which a concave return begins, as its formula has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The days of an event.

    ``left(t)`` is the part still lost on day ``t``: 0 before ``start``, 1 for ``days``, then,
    ``e`` days into a return over ``τ = back_days``::

        linear   1 - e/τ
        convex   (1 - 1/τ)^e                        fast at first; about a third left after τ
        concave  τ / (τ + c·e^p), half after τ/2    slow, fast, slow; c = 1e-6, p as needed

    Attributes:
        start: Day on which it begins; the first day is 0.
        days: Days for which it lasts in full, at least 1.
        back: How what was lost comes back then.
        back_days: Over how many days; at least 1 for a gradual return, above 2 for a concave one.
    """

    start: int = 0
    days: int = 30
    back: Return = Return.AT_ONCE
    back_days: float = 0.0

    def __post_init__(self) -> None:
        """Refuse times that run backward.

        Raises:
            CallerError: One of these.
        """
        if self.start < 0 or self.days < 1:
            raise CallerError(
                f"an event from day {self.start} for {self.days} days",
                hint="it begins on day 0 or later and lasts a day at least",
            )
        least = {Return.LINEAR: 1.0, Return.CONVEX: 1.0, Return.CONCAVE: 2.0}.get(self.back, 0.0)
        enough = self.back_days > least if self.back is Return.CONCAVE else self.back_days >= least
        if not (isfinite(self.back_days) and enough):
            raise CallerError(
                f"a {self.back} return over {self.back_days:g} days",
                hint=f"{'more than' if self.back is Return.CONCAVE else 'at least'} {least:g}",
            )

    @property
    def over(self) -> int:
        """The first day on which it no longer lasts in full."""
        return self.start + self.days

    @property
    def settled(self) -> int:
        """The first day from which nothing of it moves any more."""
        if self.back is Return.NEVER:
            return self.start
        return self.over + ceil(self._lasting()) - 1

    def _lasting(self) -> float:
        """Days into its return after which no more than :data:`GONE` is lost."""
        tau = self.back_days
        if self.back is Return.AT_ONCE or tau <= 1.0:
            return 1.0
        if self.back is Return.LINEAR:
            return tau
        if self.back is Return.CONVEX:
            return log(GONE) / log(1.0 - 1.0 / tau)
        return float((tau * (1.0 / GONE - 1.0) / STEEP) ** (1.0 / self._power))

    @property
    def _power(self) -> float:
        return log(self.back_days / STEEP) / log(self.back_days / 2.0)

    def left(self, day: int) -> float:
        """The part still lost on a day."""
        if day < self.start:
            return 0.0
        if day < self.over:
            return 1.0
        part = self.after(day - self.over + 1)
        return part if part > GONE else 0.0

    def after(self, e: int) -> float:
        """The part still lost ``e`` days into its return; the formula, down to 0."""
        tau = self.back_days
        if self.back is Return.NEVER:
            return 1.0
        if self.back is Return.AT_ONCE:
            return 0.0 if e else 1.0
        if self.back is Return.LINEAR:
            return max(1.0 - e / tau, 0.0)
        if self.back is Return.CONVEX:
            return float((1.0 - 1.0 / tau) ** e)
        return float(tau / (tau + STEEP * e**self._power))
