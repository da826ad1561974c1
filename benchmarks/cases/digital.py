"""Digital maturity: the whole questionnaire of 2024 put to many firms, three answers in ten absent."""

from __future__ import annotations

from typing import Any

from benchmarks.registry import Case, Rival

ABSENT = 0.3


def _answers(firms: int) -> Any:
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    from lantu.facts.maturity import packaged_rubric  # noqa: PLC0415 - as above
    from lantu.model.assessment import assessment  # noqa: PLC0415 - as above
    from lantu.model.roster import Roster  # noqa: PLC0415 - as above
    from lantu.vocab.text import Text  # noqa: PLC0415 - as above

    rng = np.random.default_rng(1)
    rubric = packaged_rubric("sme_2024")
    shares = np.column_stack([rng.choice(node.rungs, firms) for node in rubric.items])
    shares[rng.random(shares.shape) < ABSENT] = np.nan
    codes = tuple(f"f{at:06}" for at in range(firms))
    return assessment(
        rubric,
        Roster("firm", codes, tuple(Text(code, code) for code in codes)),
        shares,
        scenes=rng.integers(-1, 5, (firms, len(rubric.scenes))),
        segments=tuple(f"s{at % 40}" for at in range(firms)),
    )


def _assess(answers: Any) -> object:
    from lantu.digital import (  # noqa: PLC0415 - cases are listed without it
        action_view,
        contradictions,
        heat_map,
        next_level,
        standing,
    )

    found = standing(answers)
    return (next_level(found), heat_map(found), action_view(answers), contradictions(answers))


def _firm_by_firm(answers: Any) -> object:
    """Score and level alone, one firm after another."""
    rubric = answers.rubric
    found = []
    for shares, scenes in zip(answers.shares.tolist(), answers.scenes.tolist(), strict=True):
        score = sum(
            rubric.scale * weight * share
            for weight, share in zip(rubric.weights, shares, strict=True)
        )
        level = 0
        for at, asked in enumerate(rubric.levels, start=1):
            reached = [
                scene.constrained
                for scene, stands in zip(rubric.scenes, scenes, strict=True)
                if stands >= at
            ]
            if (
                score >= asked.score
                and len(reached) >= asked.scenes
                and sum(reached) >= asked.constrained
            ):
                level = at
        found.append((score, level))
    return found


CASES = (
    Case(
        name="digital-levels",
        about="levels, limits, heat map, actions and contradictions of n firms, 2024 questionnaire",
        sizes=(1_000, 10_000, 100_000),
        setup=_answers,
        run=_assess,
        rival=Rival(name="score and level alone, firm by firm", run=_firm_by_firm, needs="numpy"),
    ),
)
