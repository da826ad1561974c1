"""Signs, scales and diagonals: ours, and those of other packages by name.

The measures of complexity are defined up to a sign and a scale, and packages differ. Here is
every choice in one place; no other module of this room makes one.

===================  ===========  ============  ============  ==================
choice               lantu        ecomplexity   econcomplex   economic-complexity
===================  ===========  ============  ============  ==================
ECI by               eigenvector  eigenvector   eigenvector   18/19 reflections
sign of ECI          diversity    diversity     diversity     as it comes out
sign of PCI          with ECI     with ECI      −ubiquity     as it comes out
scale of PCI         that of ECI  that of ECI   its own       its own
standard deviation   population   population    population    sample
``φ_pp``             0            1             0             0
density              0…1          0…1           0…100         0…1
COI of               PCI          raw PCI       PCI           PCI (has none)
COI is               a sum        standardised  a sum         a sum (has none)
COG divides by       ``S_q``      ``S_q``       ``S_p``       ``S_p``
COG less ``ω·PCI``   yes          no            no            yes
COG where present    0            0             0             given
``Q`` from ``F``     before       (has none)    just found    (has none)
===================  ===========  ============  ============  ==================

Why ours: PCI on the scale of ECI makes ``ECI_c`` the mean PCI of what ``c`` does. ``φ_pp = 0``
keeps an activity from being evidence for itself, so densities of what a place does and does
not do can be set side by side. ``COG_cp`` as defined by the Atlas is then exactly what COI
rises by if ``c`` takes up ``p`` and nothing else changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from lantu.errors import CallerError

Named = Literal["lantu", "ecomplexity", "econcomplex", "economic-complexity"]
Method = Literal["eigenvector", "reflections"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """Choices that change no finding but every figure.

    Attributes:
        method: How ECI and PCI are found.
        reflections: ``(n, m)``: ECI from ``k_{c,n}`` and PCI from ``k_{p,m}``, where
            ``method`` is ``"reflections"``. With even ``n`` and ``m = n − 1`` both grow out
            of diversity, and ECI is the mean PCI of what a place does.
        sign: ``"diversity"``: ECI rises with diversity and PCI follows it; ``"each"``: and
            PCI falls with ubiquity; ``"none"``: as it comes out.
        pci_scale: ``"eci"``: PCI takes the mean and deviation of ECI; ``"own"``: its own.
        lost: Degrees of freedom taken off in standard deviations.
        diagonal: ``φ_pp``.
        density_unit: What a density of all that is related is written as.
        held_by: What density adds up where proximity is taken between advantages:
            ``"presence"`` (0 or 1) or ``"advantage"``, which may exceed the unit.
        nearest: Density over the nearest: ``"share"`` of their proximity, or their ``"count"``.
        outlook_pci: ``"scaled"``: COI and COG add up PCI; ``"raw"``: PCI before its mean
            was taken off.
        coi_standardised: Whether COI is standardised over places.
        gain_share: COG divides by the ``"source"``'s closeness ``S_q``, or the ``"target"``'s.
        gain_net: Whether COG takes off what COI loses when the activity is no longer ahead.
        gain_everywhere: Whether COG is given for what a place does already.
        fitness_update: Whether an iteration takes ``Q`` from the ``F`` before it
            (``"together"``, as published) or from the ``F`` it has just found.
    """

    method: Method = "eigenvector"
    reflections: tuple[int, int] = (20, 19)
    sign: Literal["diversity", "each", "none"] = "diversity"
    pci_scale: Literal["eci", "own"] = "eci"
    lost: Literal[0, 1] = 0
    diagonal: Literal[0, 1] = 0
    density_unit: float = 1.0
    held_by: Literal["presence", "advantage"] = "presence"
    nearest: Literal["share", "count"] = "share"
    outlook_pci: Literal["scaled", "raw"] = "scaled"
    coi_standardised: bool = False
    gain_share: Literal["source", "target"] = "source"
    gain_net: bool = True
    gain_everywhere: bool = False
    fitness_update: Literal["together", "in-turn"] = "together"

    def __post_init__(self) -> None:
        """Refuse what has no meaning.

        Raises:
            CallerError: An unknown method, or no reflection.
        """
        if self.method not in get_args(Method):
            raise CallerError(
                f"ECI is not found by {self.method!r}",
                hint=f"choose {' or '.join(get_args(Method))}",
            )
        if min(self.reflections) < 1:
            raise CallerError("reflections are counted from 1")


CONVENTIONS: dict[Named, Convention] = {
    "lantu": Convention(),
    "ecomplexity": Convention(
        diagonal=1,
        held_by="advantage",
        nearest="count",
        outlook_pci="raw",
        coi_standardised=True,
        gain_net=False,
    ),
    "econcomplex": Convention(
        reflections=(20, 20),
        sign="each",
        pci_scale="own",
        density_unit=100.0,
        gain_share="target",
        gain_net=False,
        fitness_update="in-turn",
    ),
    "economic-complexity": Convention(
        method="reflections",
        reflections=(18, 19),
        sign="none",
        pci_scale="own",
        lost=1,
        gain_share="target",
        gain_everywhere=True,
    ),
}
"""The conventions of three packages as they are, faults included, beside ours.

ecomplexity 0.5.3, econcomplex 1.0.1, economic-complexity 0.3.0."""


def convention_of(given: Named | Convention) -> Convention:
    """A convention as it is given, or by the name of its package.

    Raises:
        CallerError: No such name.
    """
    if isinstance(given, Convention):
        return given
    if given not in CONVENTIONS:
        raise CallerError(
            f"there is no convention {given!r}", hint=f"choose one of {', '.join(CONVENTIONS)}"
        )
    return CONVENTIONS[given]
