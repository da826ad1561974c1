from __future__ import annotations

from lantu.evidence.source import Citation, Source
from lantu.vocab.words import Grade


def page(*, url: str = "https://gov.example/plan", safe: bool = True) -> Source:
    return Source(
        key="plan",
        url=url,
        date="2024-03",
        publisher="东山省政府:规划",
        host_type="official",
        safe_to_link=safe,
    )


def row(table: str, row_id: str, *, line: int = 2) -> Citation:
    return Citation(
        table=table, row_id=row_id, line=line, reading="", note="", grade=Grade.A, source=page()
    )


def test_a_safe_page_is_linked() -> None:
    assert page().link == "https://gov.example/plan"


def test_an_unsafe_page_keeps_its_address_and_is_never_linked() -> None:
    unsafe = page(safe=False)
    assert unsafe.link is None
    assert unsafe.url == "https://gov.example/plan"


def test_a_page_without_an_address_is_not_linked() -> None:
    assert page(url="").link is None


def test_two_citations_are_the_same_by_table_and_row() -> None:
    assert row("links", "K1").key == row("links", "K1", line=7).key
    assert row("links", "K1").key != row("firms", "K1").key
