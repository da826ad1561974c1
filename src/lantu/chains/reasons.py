"""Why a product is in its state: one bit for each thing the rule met."""

from __future__ import annotations

from enum import IntFlag


class ReasonCode(IntFlag):
    """What the rule met on its way to a state; a product has several.

    Reasons of presence stand at present products, all others at products that are not.
    """

    MADE_HERE = 1 << 0
    """Its presence reaches θ."""
    STRONG_SHARE = 1 << 1
    """A market share on record makes it strong."""
    STRONG_STANDING = 1 << 2
    """The standing of a local maker makes it strong."""
    SINGLE_MAKER = 1 << 3
    """One local maker on record."""
    FAR_FROM_STRONG = 1 << 4
    """Strength below σ."""
    NEARLY_STRONG = 1 << 5
    """Strength from σ to below τ."""
    SOFT_EVIDENCE = 1 << 6
    """Class A and B evidence alone would not make it present."""
    OUTSIDE_LEADS = 1 << 7
    """Outside holds at least ``outside_at`` of the supply."""
    BUILDER = 1 << 8
    """A local firm builds, develops or plans it."""
    PROJECT = 1 << 9
    """An announced project, not producing yet."""
    NO_LOCAL_ROW = 1 << 10
    """No local making row."""
    LOCAL_LEAD = 1 << 11
    """Local making rows too weak to count, and not settled by a weightier confirmation."""
    USED_HERE = 1 << 12
    """Local products pull on it."""
    NOT_USED_HERE = 1 << 13
    """No local product pulls on it."""
    OUTSIDE_MAKER = 1 << 14
    """A firm outside the region makes it, on record."""
    OUTSIDE_STATED = 1 << 15
    """Its own row states an outside supplier."""
    OUTSIDE_FIGURE = 1 << 16
    """A figure or statement tells of supply from outside."""
    NO_OUTSIDE = 1 << 17
    """Nothing on record tells of supply from outside."""
    CONFIRMED = 1 << 18
    """A person confirmed that no local maker exists."""
    INPUTS_AT_HAND = 1 << 19
    """Feasibility reaches ``extend_feasibility``."""
    RELATED = 1 << 20
    """Relatedness density reaches ``extend_density``."""
    BESIDE_STRONG = 1 << 21
    """One link from a strong product."""
    CONTESTED = 1 << 22
    """Local making rows and a confirmation of absence contradict each other."""
    INPUTS_UNKNOWN = 1 << 23
    """No input that it needs is on record."""
