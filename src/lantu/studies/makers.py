"""Which rows say who makes, builds, needs or uses a product: what findings cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.vocab.words import Essentiality

if TYPE_CHECKING:
    from lantu.studies.survey import Survey


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
    return at[kept].tolist()


def building_rows(survey: Survey, product: int) -> list[int]:
    """Maker positions that say a local firm builds, develops or plans the product."""
    at = survey.makers_of(product)
    return at[survey.building[at] & survey.local_makers[at]].tolist()


def maker_rows(survey: Survey, product: int, *, local: bool) -> list[int]:
    """Maker positions of a product's local makers and builders, or of its outside makers."""
    making = making_rows(survey, product, local=local)
    return sorted(making + building_rows(survey, product)) if local else making


def firm_rows(survey: Survey, firm: int) -> list[int]:
    """Maker positions that say a firm makes something now, whatever it is."""
    return np.flatnonzero(survey.making & (survey.graph.makers.firm == firm)).tolist()


def user_links(survey: Survey, product: int) -> list[int]:
    """Forward links to what uses the product."""
    at = survey.outputs_of(product)
    return at[~survey.graph.links.returning[at]].tolist()


def local_user_links(survey: Survey, product: int) -> list[int]:
    """Forward links to what uses the product and is made in the region on any evidence."""
    targets, made = survey.graph.links.target, survey.diagnosis.presence.point
    return [link for link in user_links(survey, product) if made[int(targets[link])] > 0]


def needed_links(survey: Survey, product: int) -> list[int]:
    """Forward links to what the product cannot do without, alternatives among them."""
    links, optional = survey.graph.links, list(Essentiality).index(Essentiality.OPTIONAL)
    at = survey.inputs_of(product)
    return at[~links.returning[at] & (links.essentiality[at] != optional)].tolist()


def kindred_rows(survey: Survey, product: int) -> list[int]:
    """Maker positions of everything made by the firms that make the product."""
    makers = survey.graph.makers
    firms = np.unique(makers.firm[making_rows(survey, product)])
    return np.flatnonzero(survey.making & np.isin(makers.firm, firms)).tolist()
