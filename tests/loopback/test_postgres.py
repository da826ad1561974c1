"""A workspace to a real PostgreSQL server and back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from lantu.errors import CallerError, FactsError, PeerError, PlaceError
from lantu.facts import check, copy_workspace, demo_path, diff, open_workspace, save_snapshot
from lantu.facts.database.connecting import parse_address
from loopback.postgres_server import Server, find_programs, running_server
from town import workspace as town

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    programs = find_programs()
    if programs is None:
        said = "no PostgreSQL server is installed on this machine"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    with running_server(programs) as running:
        yield running


def ask(server: Server, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(parse_address(server.address("public")).conninfo) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


def test_the_town_comes_back_as_it_went(server: Server, tmp_path: Path) -> None:
    shown = copy_workspace(town.PATH, server.address("town"))
    workspace, back = open_workspace(town.PATH), open_workspace(server.address("town"))

    assert "open-sesame" not in shown
    assert back.content_hash == workspace.content_hash
    assert back.outlines is not None
    assert back.directory().places == workspace.directory().places
    assert [p.id for p in back.directory().projects] == ["J1", "J2", "J3"]
    copy_workspace(server.address("town"), tmp_path / "again")
    assert open_workspace(tmp_path / "again").content_hash == workspace.content_hash


def test_the_demo_comes_back_as_it_went(server: Server) -> None:
    copy_workspace(demo_path(), server.address("hubei"))
    back = open_workspace(server.address("hubei"))
    assert back.content_hash == open_workspace(demo_path()).content_hash
    assert diff(demo_path(), back).changes == ()
    assert check(server.address("hubei")).faults == ()


def test_rows_of_a_database_have_no_line(server: Server) -> None:
    copy_workspace(town.PATH, server.address("lines"))
    makers = open_workspace(server.address("lines")).graph().makers
    assert {makers.book.cite(at).line for at in range(len(makers.book))} == {0}


def test_columns_are_typed_keyed_and_explained(server: Server) -> None:
    copy_workspace(town.PATH, server.address("typed"))
    types = dict(
        ask(
            server,
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'typed' AND table_name IN ('firm_products', 'products')",
        )
    )
    assert types["value"] == "double precision"
    assert types["outside_supplier"] == "boolean"
    assert types["product_id"] == "text"
    comment = ask(server, "SELECT obj_description('typed.links'::regclass)")[0][0]
    assert str(comment).startswith("投入关系 Inputs:")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        ask(server, "UPDATE typed.links SET input_product = 'P99' WHERE link_id = 'K01'")
    with pytest.raises(psycopg.errors.UniqueViolation):
        ask(server, "UPDATE typed.links SET link_id = 'K02' WHERE link_id = 'K01'")


def test_a_fault_made_in_the_database_is_found(server: Server) -> None:
    copy_workspace(town.PATH, server.address("mended"))
    ask(server, "UPDATE mended.links SET role = 'magic' WHERE link_id = 'K03'")
    with pytest.raises(FactsError) as caught:
        open_workspace(server.address("mended"))
    assert [f.rule for f in check(server.address("mended")).errors] == ["cell.word"]
    assert "mended.links" in str(caught.value)


def test_what_lantu_wrote_is_replaced_whole(server: Server, tmp_path: Path) -> None:
    copy_workspace(town.PATH, server.address("twice"))
    path = town.copy_to(tmp_path / "town")
    town.put(path, "projects", 2, status="已投产")
    copy_workspace(path, server.address("twice"))
    back = open_workspace(server.address("twice"))
    assert back.directory().projects[0].status == "已投产"
    assert len(back.tables()["projects"]) == 3


def test_a_schema_of_somebody_else_is_left_alone(server: Server) -> None:
    ask(server, "CREATE SCHEMA theirs")
    ask(server, "CREATE TABLE theirs.links (a integer)")
    with pytest.raises(PeerError, match="did not write"):
        copy_workspace(town.PATH, server.address("theirs"))
    assert ask(server, "SELECT count(*) FROM theirs.links") == [(0,)]


def test_a_write_that_fails_changes_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_workspace(town.PATH, server.address("whole"))
    before = open_workspace(server.address("whole")).content_hash

    def failing(*_args: object) -> None:
        raise psycopg.OperationalError("the connection was lost")

    monkeypatch.setattr("lantu.facts.database.writing._write_files", failing)
    with pytest.raises(PeerError, match="the connection was lost"):
        copy_workspace(demo_path(), server.address("whole"))
    assert open_workspace(server.address("whole")).content_hash == before


def test_a_wrong_password_is_said_without_the_password(server: Server) -> None:
    with pytest.raises(PeerError, match="cannot be reached") as caught:
        open_workspace(server.address("town", password="guess-1234"))  # noqa: S106 - a wrong one
    assert "password" in str(caught.value)
    assert "guess-1234" not in str(caught.value)


def test_a_schema_without_a_workspace_is_said(server: Server) -> None:
    with pytest.raises(PeerError, match=r"schema nowhere of .* holds no workspace"):
        open_workspace(server.address("nowhere"))


def test_a_database_keeps_no_snapshots(server: Server) -> None:
    copy_workspace(town.PATH, server.address("kept"))
    with pytest.raises(CallerError, match="no snapshots"):
        save_snapshot(open_workspace(server.address("kept")))


def test_a_table_of_words_that_look_like_csv_survives(server: Server, tmp_path: Path) -> None:
    path = town.copy_to(tmp_path / "town")
    odd = 'a "quoted", note\nwith a line; \\N and \\. and NULL'
    town.put(path, "indicators", 2, note=odd)
    copy_workspace(path, server.address("odd"))
    back = open_workspace(server.address("odd"))
    assert back.content_hash == open_workspace(path).content_hash
    assert back.directory().observations[0].citation.note == odd


def test_a_copy_does_not_overwrite_a_folder(server: Server, tmp_path: Path) -> None:
    copy_workspace(town.PATH, server.address("copied"))
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(PlaceError, match="not empty"):
        copy_workspace(server.address("copied"), tmp_path)
