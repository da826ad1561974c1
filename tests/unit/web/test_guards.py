from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lantu.errors import CallerError
from lantu.web.api import BASE
from lantu.web.guards import is_loopback
from lantu.web.serving import Address

if TYPE_CHECKING:
    from starlette.testclient import TestClient


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8642", "", "[::2]"])
def test_no_other_name_is_answered_to(client: TestClient, host: str) -> None:
    answer = client.get(f"{BASE}/chains", headers={"host": host})
    assert answer.status_code == 421
    assert answer.json()["error"]["kind"] == "caller"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:9", "LOCALHOST", "[::1]:8642"])
def test_this_machine_is(client: TestClient, host: str) -> None:
    assert client.get(f"{BASE}/chains", headers={"host": host}).status_code == 200


def test_a_page_of_elsewhere_may_change_nothing(client: TestClient) -> None:
    foreign = {"origin": "http://evil.example"}
    assert client.post(f"{BASE}/reload", headers=foreign).status_code == 403
    assert client.post(f"{BASE}/runs", headers={"origin": "null"}, json={}).status_code == 403
    ours = {"origin": "http://127.0.0.1:8642"}
    assert client.post(f"{BASE}/lists/gaps/ranking", headers=ours, json={}).status_code == 422


def test_every_answer_carries_the_headers(client: TestClient) -> None:
    for path in ("/chains", "/nothing"):
        headers = client.get(BASE + path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/../../pyproject.toml", "/pictures/..%2f..%2fsecret.svg"])
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    assert client.get(BASE + path).status_code in (404, 422)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", "::"])  # noqa: S104 -- what is refused
def test_an_address_that_others_reach_is_refused(host: str) -> None:
    with pytest.raises(CallerError, match="no accounts"):
        Address(host=host)


def test_an_address_of_this_machine_is_not() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost"))
