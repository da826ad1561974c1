from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINNED = re.compile(
    r"[a-z0-9][a-z0-9._-]*(\[[a-z,-]+\])?==[^ ;]+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+"
)


RIVALS = [f"benchmarks/rivals/{path.name}" for path in (ROOT / "benchmarks/rivals").glob("*.lock")]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", *RIVALS])
def test_every_line_is_a_pinned_package_with_hashes_and_nothing_else(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry for entry in entries if not PINNED.fullmatch(entry)] == []
    assert "://" not in text


def test_what_checks_use_is_what_running_uses() -> None:
    def pins(name: str) -> set[str]:
        return set(
            re.findall(r"^\S+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        )

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
