"""Which rows say who makes, builds, needs or uses a product: what findings cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.vocab.words import Essentiality

if TYPE_CHECKING:
    from lantu.studies.survey import Positions, Survey


def making_rows(survey: Survey, product: int, *, local: bool | None = None) -> list[int]:
    """Maker positions that say the product is made now.

    Args:
        survey: The facts.
        product: Product position.
        local: Only makers in the region, or only outside it; None for all.
    """
    at = survey.makers_of(product)
    kept = survey.making[at]
    if local is not None:
        kept &= survey.local_makers[at] == local
    return _listed(at[kept])


def building_rows(survey: Survey, product: int) -> list[int]:
    """Maker positions that say a local firm builds, develops or plans the product."""
    at = survey.makers_of(product)
    return _listed(at[survey.building[at] & survey.local_makers[at]])


def maker_rows(survey: Survey, product: int, *, local: bool) -> list[int]:
    """Maker positions of a product's local makers and builders, or of its outside makers."""
    making = making_rows(survey, product, local=local)
    return sorted(making + building_rows(survey, product)) if local else making


def firm_rows(survey: Survey, firm: int) -> list[int]:
    """Maker positions that say a firm makes something now, whatever it is."""
    return _listed(np.flatnonzero(survey.making & (survey.graph.makers.firm == firm)))


def user_links(survey: Survey, product: int) -> list[int]:
    """Forward links to what uses the product."""
    at = survey.outputs_of(product)
    return _listed(at[survey.walked[at]])


def local_user_links(survey: Survey, product: int) -> list[int]:
    """Forward links to what uses the product and is made in the region on any evidence."""
    targets, made = survey.graph.links.target, survey.diagnosis.presence.point
    return [link for link in user_links(survey, product) if made[int(targets[link])] > 0]


def input_links(survey: Survey, product: int) -> list[int]:
    """Forward links from what the product uses."""
    at = survey.inputs_of(product)
    return _listed(at[survey.walked[at]])


def needed_links(survey: Survey, product: int) -> list[int]:
    """Forward links to what the product cannot do without, alternatives among them."""
    return [
        link
        for link in input_links(survey, product)
        if survey.essentiality(link) is not Essentiality.OPTIONAL
    ]


def kindred_rows(survey: Survey, product: int) -> list[int]:
    """Maker positions of everything made by the firms that make the product."""
    makers = survey.graph.makers
    firms = np.unique(makers.firm[making_rows(survey, product)])
    return _listed(np.flatnonzero(survey.making & np.isin(makers.firm, firms)))


def _listed(positions: Positions) -> list[int]:
    return [int(at) for at in positions]
