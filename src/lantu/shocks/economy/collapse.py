"""Why an economy that could recover does not: one assumption changed at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lantu.shocks.economy.ario import ario

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.shocks.economy.runs import EconomyRun
    from lantu.shocks.economy.settings import ArioSettings, BySector

FAR = {"psi": (0.7, 0.5, 0.3), "tau_inv": (30.0, 10.0, 3.0), "inventory_days": (2.0, 4.0, 9.0)}
"""Other values to try, the nearest first; of stocks, how many times what was assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Averted:
    """A setting that, changed alone, keeps an economy from collapsing.

    Attributes:
        setting: Its name.
        value: The value nearest to the assumed one, of those tried, that does; of
            ``inventory_days`` how many times what was assumed. None where none does.
        output: Output of the last day with it, as a part of a usual one.
    """

    setting: str
    value: float | None
    output: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Collapse:
    """An economy that collapsed, and what alone would have averted it.

    Attributes:
        output: Output of the last day, as a part of a usual one.
        tried: ``psi``, ``tau_inv`` and ``inventory_days``, each changed alone.
    """

    output: float
    tried: tuple[Averted, ...]

    @property
    def causes(self) -> tuple[str, ...]:
        """The settings that alone decide."""
        return tuple(each.setting for each in self.tried if each.value is not None)


def trace_collapse(run: EconomyRun) -> Collapse | None:
    """What brought an economy down; None where it did not collapse.

    Runs the same events again, with one setting at a time moved away step by step until
    the economy holds. At most nine runs. The base model has neither ``psi`` nor ``tau_inv``,
    so only stocks are tried there.
    """
    if not run.collapsed:
        return None
    names = FAR if run.settings.model == "psi" else ("inventory_days",)
    return Collapse(output=float(run.daily[-1]), tried=tuple(_averted(run, name) for name in names))


def _averted(run: EconomyRun, name: str) -> Averted:
    output = float(run.daily[-1])
    for value, settings in _others(run.settings, name):
        again = ario(run.table, run.events, days=len(run), settings=settings)
        output = float(again.daily[-1])
        if not again.collapsed:
            return Averted(setting=name, value=value, output=output)
    return Averted(setting=name, value=None, output=output)


def _others(settings: ArioSettings, name: str) -> Iterator[tuple[float, ArioSettings]]:
    for value in FAR[name]:
        if name == "inventory_days":
            yield value, replace(settings, inventory_days=_times(settings.inventory_days, value))
        elif value < getattr(settings, name):
            yield value, _changed(settings, name, value)


def _changed(settings: ArioSettings, name: str, value: float) -> ArioSettings:
    return replace(settings, psi=value) if name == "psi" else replace(settings, tau_inv=value)


def _times(days: BySector, factor: float) -> BySector:
    if isinstance(days, (int, float)):
        return days * factor
    return {code: each * factor for code, each in days.items()}
