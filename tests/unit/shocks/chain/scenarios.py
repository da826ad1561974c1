"""Scenarios in a line, and what they do to the graphs of the tests."""

from __future__ import annotations

from typing import Any

from lantu.model.scenario import Blow, Buffer, Engine, Hit, Scenario, Target
from lantu.vocab.text import Text


def target(said: str) -> Target:
    """``product:P01``."""
    kind, _, code = said.partition(":")
    return Target(kind=Hit(kind), code=code)


def blow(*said: str, **told: Any) -> Blow:
    return Blow(targets=tuple(target(each) for each in said), **told)


def buffer(said: str = "", **told: Any) -> Buffer:
    return Buffer(target=target(said) if said else None, **told)


def scenario(*blows: Blow, days: int = 60, **told: Any) -> Scenario:
    return Scenario(
        code="try", name=Text("试", "try"), engine=Engine.CHAIN, days=days, blows=blows, **told
    )


__all__ = ["Buffer", "blow", "buffer", "scenario", "target"]
