from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantu.digital import digital_economy
from lantu.facts.digital_economy import digital_industries
from lantu.vocab.industry import known_industries

ALL = digital_industries()
CHILDREN: dict[str, list[str]] = {}
for _industry in known_industries().values():
    CHILDREN.setdefault(_industry.parent, []).append(_industry.code)
SPLIT = sorted(code for code in CHILDREN if code)


@given(st.sampled_from(SPLIT), st.data())
def test_finer_figures_never_widen(code: str, data: st.DataObject) -> None:
    below = CHILDREN[code]
    values = data.draw(
        st.lists(st.integers(1, 9).map(float), min_size=len(below), max_size=len(below))
    )
    fine = digital_economy(dict(zip(below, values, strict=True)), ALL)
    coarse = digital_economy({code: sum(values)}, ALL)
    for ours, theirs in ((fine.core, coarse.core), (fine.digitised, coarse.digitised)):
        assert ours.value[0] >= theirs.value[0] - 1e-9
        assert ours.value[1] <= theirs.value[1] + 1e-9


@given(st.sampled_from([c for c in known_industries() if len(c) == 4]))
def test_a_class_belongs_as_its_own_path_says(code: str) -> None:
    """The rule written out: any unstarred part above it, any part at all."""
    found = digital_economy({code: 1.0}, ALL).core.value
    path = {code, code[:3], code[:2]}
    while parent := known_industries()[min(path, key=len)].parent:
        path.add(parent)
    over = [part for part in ALL.under("01", "02", "03", "04") if part.industry in path]
    whole = any(not part.starred for part in over)
    assert found == (float(whole), float(bool(over)))
