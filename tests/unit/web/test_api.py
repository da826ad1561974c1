from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from lantu import workbench
from lantu.reports.panorama import panorama_svg
from lantu.web.api import BASE
from lantu.workbench.stress import StressRequest

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

SHAPE = {"kind", "message", "hint", "faults"}


def got(client: TestClient, path: str, **asked: Any) -> Any:
    answer = client.get(BASE + path, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def walked(client: TestClient, path: str, size: int) -> list[Any]:
    found: list[Any] = []
    for page in range(1, 1000):
        told = got(client, path, page=page, size=size)
        found += told["items"]
        if len(found) >= told["total"]:
            return found
    raise AssertionError(path)


def test_a_workspace_says_what_it_is(client: TestClient) -> None:
    told = got(client, "/workspace")
    demo = workbench.open_demo()
    assert told["open"]
    assert told["facts"]["hash"] == demo.workspace.content_hash
    assert [each["chain"] for each in told["summaries"]] == list(demo.graph.chain_names)


def test_what_is_known_already_is_not_sent_again(client: TestClient) -> None:
    first = client.get(f"{BASE}/chains")
    tag = first.headers["etag"]
    again = client.get(f"{BASE}/chains", headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{BASE}/products").headers["etag"] != tag


def test_pages_hold_every_item_once(client: TestClient) -> None:
    every = [each["product"] for each in walked(client, "/products", 37)]
    assert every == list(workbench.open_demo().graph.products.ids.labels)
    assert got(client, "/products", page=99)["items"] == []


def test_products_are_narrowed_by_chain_and_state(client: TestClient) -> None:
    gaps = got(client, "/products", chain="OPTO", state="gap", size=500)
    assert gaps["total"] == 35
    assert {(each["chain"], each["state"]) for each in gaps["items"]} == {("OPTO", "gap")}


def test_a_product_brings_every_row_that_it_names(client: TestClient) -> None:
    told = got(client, "/products/OC19")
    (card,) = told["cards"]
    rows = {row for finding in [card["state"], *card["figures"]] for row in finding["citations"]}
    assert rows
    assert rows <= set(told["citations"])


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/products/NO", "/chains/NO", "/pictures/no.svg", "/lists/no", "/runs/no"],
)
def test_what_is_not_there_is_told_in_the_one_shape(client: TestClient, path: str) -> None:
    answer = client.get(BASE + path)
    assert answer.status_code == 404
    assert set(answer.json()["error"]) == SHAPE


@pytest.mark.parametrize(
    "asked", [{"page": 0}, {"size": 501}, {"size": "many"}, {"state": "lost"}, {"chain": "x" * 99}]
)
def test_a_bad_call_is_told_in_the_one_shape(client: TestClient, asked: dict[str, Any]) -> None:
    answer = client.get(f"{BASE}/products", params=asked)
    assert answer.status_code == 422
    assert next(iter(asked)) in answer.json()["error"]["message"]


def test_a_picture_is_the_one_of_the_blueprint(client: TestClient) -> None:
    demo = workbench.open_demo()
    drawn = next(each for each in demo.portrait.panoramas if each.key == "panorama-OPTO")
    answer = client.get(f"{BASE}/pictures/panorama-OPTO.svg", params={"lang": "en"})
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text == panorama_svg(drawn, "en")
    bitmap = client.get(f"{BASE}/pictures/dependence.png", params={"width": 300})
    assert bitmap.content.startswith(b"\x89PNG")


def test_a_list_is_paged_with_its_evidence(client: TestClient) -> None:
    told = got(client, "/lists/gaps", page=2, size=10)
    assert (told["total"], len(told["items"])) == (35, 10)
    assert "rows" not in told["list"]
    keys = [row["key"] for row in walked(client, "/lists/gaps", 8)]
    assert keys == [row.key for row in workbench.open_demo().ranked("gaps").rows]


def test_other_weights_rank_a_list_again(client: TestClient) -> None:
    weights = {"feasibility": 1.0}
    answer = client.post(f"{BASE}/lists/gaps/ranking", json={"weights": weights})
    keys = [row["key"] for row in answer.json()["items"]]
    expected = [row.key for row in workbench.open_demo().ranked("gaps", weights).rows]
    assert keys == expected
    assert keys != [row["key"] for row in got(client, "/lists/gaps")["items"]]


@pytest.mark.parametrize(
    ("key", "weights", "status"),
    [
        ("gaps", {"criticality": 0}, 400),
        ("gaps", {"beauty": 1}, 400),
        ("gaps", {"criticality": -1}, 422),
        ("projects", {"size": 1}, 400),
        ("no", {"size": 1}, 404),
    ],
)
def test_weights_that_make_no_sense_are_refused(
    client: TestClient, key: str, weights: dict[str, float], status: int
) -> None:
    answer = client.post(f"{BASE}/lists/{key}/ranking", json={"weights": weights})
    assert answer.status_code == status
    assert set(answer.json()["error"]) == SHAPE


def test_a_list_is_handed_over_as_a_workbook(client: TestClient) -> None:
    answer = client.get(f"{BASE}/lists/gaps.xlsx")
    book = load_workbook(BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.values for cell in row if cell]
    assert "薄膜沉积设备" in cells


def test_search_finds_in_both_languages_and_by_id(client: TestClient) -> None:
    by_name = got(client, "/search", q="刻蚀设备")["items"]
    assert by_name[0]["kind"] == "product"
    assert by_name[0] == got(client, "/search", q="etching equipment")["items"][0]
    assert got(client, "/search", q="oc19")["items"][0]["key"] == "OC19"
    assert got(client, "/search", q="no such thing at all")["items"] == []


def over(client: TestClient, key: str) -> Any:
    for _ in range(3000):
        told = got(client, f"/runs/{key}")
        if told["stage"] not in ("waiting", "running"):
            return told
        time.sleep(0.02)
    raise AssertionError(key)


def test_a_run_ends_with_what_the_workbench_says(client: TestClient) -> None:
    asked = {"scenario": "leading-firm-down", "draws": 0}
    begun = client.post(f"{BASE}/runs", json=asked)
    assert begun.status_code == 202
    told = over(client, begun.json()["run"])
    expected = workbench.open_demo().stress(StressRequest(scenario="leading-firm-down", draws=0))
    assert (told["stage"], told["part"]) == ("done", 1.0)
    assert told["answer"]["headline"] == expected.record()["headline"]


def test_a_run_of_a_few_words(client: TestClient) -> None:
    asked = {"cut": ["product:IC01"], "part": "0.5", "lasting": "60", "draws": 0}
    told = over(client, client.post(f"{BASE}/runs", json=asked).json()["run"])
    assert told["about"]["cut"] == ["product:IC01"]
    assert told["answer"]["course"] is not None


def test_a_run_that_is_stopped_says_so(client: TestClient) -> None:
    asked = {"scenario": "lithography-cut", "draws": 2000}
    key = client.post(f"{BASE}/runs", json=asked).json()["run"]
    client.delete(f"{BASE}/runs/{key}")
    assert over(client, key)["stage"] == "cancelled"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422),
        ({"scenario": "eda-cut", "cut": ["product:IC01"]}, 422),
        ({"scenario": "no-such"}, 404),
        ({"scenario": "../../etc/passwd"}, 422),
        ({"cut": ["nonsense"]}, 400),
        ({"cut": ["product:IC01"], "draws": 10**9}, 422),
    ],
)
def test_a_run_that_cannot_be_is_refused(
    client: TestClient, asked: dict[str, Any], status: int
) -> None:
    answer = client.post(f"{BASE}/runs", json=asked)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == SHAPE


def test_faulty_facts_show_their_faults_until_they_are_mended(
    own: tuple[Path, TestClient],
) -> None:
    folder, client = own
    table = folder / "facts" / "products.csv"
    right = table.read_text(encoding="utf-8")
    table.write_text(right.replace("OC19,", "OC19 wrong,", 1), encoding="utf-8")
    assert not client.post(f"{BASE}/reload").json()["open"]
    assert client.get(f"{BASE}/chains").status_code == 409
    (first, *_) = got(client, "/check")["items"]
    assert first["file"].endswith(".csv")
    assert first["zh"]
    table.write_text(right, encoding="utf-8")
    assert client.post(f"{BASE}/reload").json()["open"]
    assert got(client, "/check")["total"] == 0


def test_every_call_is_described(client: TestClient) -> None:
    described = got(client, "/openapi.json")
    assert all(
        call["summary"] and call["tags"]
        for calls in described["paths"].values()
        for call in calls.values()
    )
