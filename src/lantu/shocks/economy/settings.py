"""The numbers of the dynamic input–output model that no table tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from lantu.errors import CallerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lantu.model.roster import Roster

    Floats = NDArray[np.float64]

BySector: TypeAlias = "float | Mapping[str, float]"
"""One number for all sectors, or one for each by its code; ``*`` names those left out."""

OTHERS = "*"
"""In a mapping, every sector that is not named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArioSettings:
    """What a run assumes beyond its table.

    Attributes:
        model: ``psi``: producers keep going until stocks fall below a part ``psi`` of what
            they aim at, and fill them up slowly; ``base``: any gap in stocks slows them at
            once, and is ordered whole the next day (Hallegatte 2008).
        orders: ``alt``: customers turn to suppliers that still can; ``noalt``: to each as ever.
        psi: Part of the aimed-at stock below which it binds, in (0, 1]. 0.8 is the peer's.
        tau_inv: Days over which a gap in stocks is ordered. 60 is the peer's; long ones, with
            short stocks, can bring an economy down: see :func:`~lantu.shocks.trace_collapse`.
        tau_alpha: Days over which overproduction comes and goes; a year in the literature.
        alpha_max: Most that is made with the capacity that is left; 1.25 in the literature.
        inventory_days: Days of use that a stock of each input covers; at least 1, ``inf`` for
            what never runs out. 90 in the literature; goods that do not keep have fewer.
        capital_ratio: Capital per unit of a year's value added. 4 is the peer's.
        least_input: Inputs that are a lesser part of output never bind. A ten-thousandth of a
            per cent: statistics are not better.
        import_room: What of each product can be imported at most, as a part of usual imports:
            1 where the world delivers as ever, more where it stands in, ``inf`` without bound.
        days_per_year: Days that a year's flows are spread over.
        rest: Greatest move in a day, as a part of usual output, that counts as rest, and ends
            the run early; 0 never ends it.
        like: ``boario``: with that program's rounding, late capacity losses and exceptions
            from its own rules, to compare with it figure by figure; see :func:`like_boario`.
        money: With ``boario``, its monetary factor, on which its rounding depends.
    """

    model: Literal["psi", "base"] = "psi"
    orders: Literal["alt", "noalt"] = "alt"
    psi: float = 0.8
    tau_inv: float = 60.0
    tau_alpha: float = 365.0
    alpha_max: float = 1.25
    inventory_days: BySector = 90.0
    capital_ratio: BySector = 4.0
    least_input: float = 1e-5
    import_room: BySector = 1.0
    days_per_year: float = 365.0
    rest: float = 1e-6
    like: Literal["", "boario"] = field(default="", repr=False)
    money: float = field(default=1e6, repr=False)

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing.

        Raises:
            CallerError: One of these, or a model or kind of orders that there is not.
        """
        if self.model not in {"psi", "base"} or self.orders not in {"alt", "noalt"}:
            raise CallerError(
                f"model {self.model!r} with orders {self.orders!r}",
                hint="models are 'psi' and 'base', orders 'alt' and 'noalt'",
            )
        bounds = {
            "psi": (0.0 < self.psi <= 1.0, "above 0 and at most 1"),
            "tau_inv": (self.tau_inv >= 1.0, "at least a day"),
            "tau_alpha": (self.tau_alpha >= 1.0, "at least a day"),
            "alpha_max": (self.alpha_max >= 1.0, "at least 1"),
            "least_input": (0.0 <= self.least_input < 1.0, "from 0, below 1"),
            "days_per_year": (self.days_per_year >= 1.0, "at least 1"),
            "rest": (self.rest >= 0.0, "at least 0"),
        }
        for name, (good, wanted) in bounds.items():
            value = getattr(self, name)
            if not (good and isfinite(value)):
                raise CallerError(f"{name} = {value}", hint=f"it is to be {wanted}")

    @property
    def binding(self) -> float:
        """The part of the aimed-at stock below which it binds, of either model."""
        return self.psi if self.model == "psi" else 1.0

    @property
    def restocking(self) -> float:
        """The days over which a gap in stocks is ordered, of either model."""
        return self.tau_inv if self.model == "psi" else 1.0


def like_boario(**changed: object) -> ArioSettings:
    """Settings under which a run gives the figures of BoARIO 0.7.2.

    Capacity losses strike a day late; what is lost stays whole a day longer; losses and
    rebuilding are rounded; stocks are left alone where all of them hardly move; inputs bind
    from a 365th of the stated part; nothing ends a run early.

    Args:
        **changed: Other fields of :class:`ArioSettings`.
    """
    given: dict[str, object] = {"like": "boario", "rest": 0.0, "least_input": 1e-5 / 365, **changed}
    return ArioSettings(**given)  # type: ignore[arg-type] # checked by the record itself


def by_sector(name: str, given: BySector, sectors: Roster, least: float) -> Floats:
    """A number for each sector, ``(S,)``.

    Raises:
        CallerError: A code that is no sector, a sector without a number, or one below ``least``.
    """
    if isinstance(given, (int, float)):
        values = np.full(len(sectors), float(given))
    else:
        for code in given:
            if code != OTHERS:
                sectors.at(code)
        missing = [code for code in sectors if code not in given and OTHERS not in given]
        if missing:
            raise CallerError(
                f"{name} leaves out {len(missing)} sectors, {missing[0]} first",
                hint=f"name every sector, or the rest as {OTHERS!r}",
            )
        values = np.array([float(given[code if code in given else OTHERS]) for code in sectors])
    if not (values >= least).all():
        at = int(np.flatnonzero(~(values >= least))[0])
        raise CallerError(
            f"{name} of {sectors.codes[at]} is {values[at]:g}", hint=f"at least {least:g} is needed"
        )
    return values
