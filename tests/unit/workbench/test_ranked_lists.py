from __future__ import annotations

import pytest

from lantu import workbench
from lantu.errors import CallerError
from lantu.workbench.ranked_lists import RANKED, indifferent, stated_weights


@pytest.fixture(scope="module")
def demo() -> workbench.Workbench:
    return workbench.open_demo()


@pytest.mark.parametrize("key", RANKED)
def test_the_stated_weights_give_the_list_of_the_blueprint(
    demo: workbench.Workbench, key: str
) -> None:
    stated = stated_weights(demo.ranking, key)
    in_blueprint = next(each for each in demo.portrait.ledgers if each.key == key)
    assert demo.ranked(key) == in_blueprint
    assert demo.ranked(key, stated) == in_blueprint


def test_one_criterion_alone_orders_by_it(demo: workbench.Workbench) -> None:
    ledger = demo.ranked("gaps", {"criticality": 1.0})
    at = next(i for i, column in enumerate(ledger.columns) if column.key == "criticality")
    figures = [row.cells[at].value for row in ledger.rows]  # type: ignore[union-attr]
    assert figures == sorted(figures, reverse=True)


def test_under_any_weights_every_rank_is_wider(demo: workbench.Workbench) -> None:
    def widths(ledger: object) -> dict[str, float]:
        return {row.key: row.cells[0].interval.width for row in ledger.rows}  # type: ignore[attr-defined]

    stated, any_weights = widths(demo.ranked("gaps")), widths(indifferent(demo.survey, "gaps"))
    assert sum(any_weights.values()) > sum(stated.values())
    assert set(any_weights) == set(stated)


@pytest.mark.parametrize(
    ("key", "weights"),
    [("nothing", {}), ("gaps", {"beauty": 1.0}), ("gaps", {}), ("gaps", {"demand": -1.0})],
)
def test_weights_that_make_no_sense_are_refused(
    demo: workbench.Workbench, key: str, weights: dict[str, float]
) -> None:
    with pytest.raises(CallerError):
        demo.ranked(key, weights)
