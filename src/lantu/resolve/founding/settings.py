"""Settings of a node: ``node.toml``, read strictly."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final, TypeVar

from lantu.errors import DataError, PlaceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE: Final = "node.toml"

Section = TypeVar("Section")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Where the node listens.

    Attributes:
        address: Of this machine; others than the loopback's need keys.
        port: Of datagrams and connections; 0 for one that is free.
        public: Address that clients are told; empty where it is the same.
    """

    address: str = "127.0.0.1"
    port: int = 2641
    public: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is bounded.

    Attributes:
        per_second: Questions in datagrams that a network may ask; 0 for any number.
        burst: Questions that it may ask at once.
        idle_seconds: After which a connection without a message is closed.
        connections: At a time.
        challenge_seconds: For which a challenge may be answered.
    """

    per_second: float = 20_000.0
    burst: float = 20_000.0
    idle_seconds: float = 600.0
    connections: int = 20_000
    challenge_seconds: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is allowed.

    Attributes:
        weak_proofs: Whether proofs by MD5 and SHA-1 count; no new client needs them.
        list_handles: Whether administrators of a prefix may list its handles.
    """

    weak_proofs: bool = False
    list_handles: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings.

    Attributes:
        prefix: The node's own prefix, such as ``88.118.8``.
        listen: Where it listens.
        limits: What is bounded.
        rules: What is allowed.
    """

    prefix: str
    listen: Listen = field(default_factory=Listen)
    limits: Limits = field(default_factory=Limits)
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        """Refuse what is no prefix, no port, or negative.

        Raises:
            DataError: A setting has no such value.
        """
        if not self.prefix or set(self.prefix) & set('/ \t\r\n"\\'):
            raise DataError(
                f"prefix is {self.prefix!r}", hint="give a prefix such as 88.118.8, without a slash"
            )
        if not 0 <= self.listen.port <= _MOST_PORT:
            raise DataError(f"listen.port is {self.listen.port}; ports go to {_MOST_PORT}")
        for each in fields(Limits):
            if getattr(self.limits, each.name) < 0:
                raise DataError(f"limits.{each.name} is negative")

    @classmethod
    def read(cls, folder: Path) -> Settings:
        """Read the settings of a node's folder.

        Raises:
            PlaceError: There are none.
            DataError: They cannot be read, or one is unknown or of the wrong kind.
        """
        path = folder / FILE
        try:
            told = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise PlaceError(
                f"{path} cannot be read: {error.strerror}", hint="make a node: lantu node init DIR"
            ) from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise DataError(f"{path}: {error}") from error
        node = _section(path, told, "node")
        _known(path, told, {"node", "listen", "limits", "rules"})
        _known(path, node, {"prefix"})
        return cls(
            prefix=str(node.get("prefix", "")),
            listen=_made(path, Listen, told, "listen"),
            limits=_made(path, Limits, told, "limits"),
            rules=_made(path, Rules, told, "rules"),
        )

    def format(self) -> str:
        """The settings as the file has them."""
        lines = ["# 标识解析节点的设置 Settings of a node of identifiers", "[node]"]
        lines.append(f'prefix = "{self.prefix}"')
        for name in ("listen", "limits", "rules"):
            section = getattr(self, name)
            lines += ["", f"[{name}]"]
            lines += [
                f"{each.name} = {_put(getattr(section, each.name))}" for each in fields(section)
            ]
        return "\n".join(lines) + "\n"


_MOST_PORT: Final = 65_535


def _put(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return (
        f'"{value}"'
        if isinstance(value, str)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )


def _section(path: Path, told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name, {})
    if not isinstance(found, dict):
        raise DataError(
            f"{path}: {name} is no section", hint=f"write [{name}] on a line of its own"
        )
    return found


def _known(path: Path, told: Mapping[str, Any], names: set[str]) -> None:
    unknown = sorted(set(told) - names)
    if unknown:
        raise DataError(
            f"{path}: {unknown[0]!r} is no setting", hint=f"known are {', '.join(sorted(names))}"
        )


def _made(path: Path, kind: type[Section], told: Mapping[str, Any], name: str) -> Section:
    given = _section(path, told, name)
    defaults = kind()
    known = {each.name: getattr(defaults, each.name) for each in fields(defaults)}  # type: ignore[arg-type] # all are dataclasses
    _known(path, given, set(known))
    return kind(**{each: _like(path, f"{name}.{each}", given[each], known[each]) for each in given})


def _like(path: Path, name: str, value: object, default: object) -> object:
    """A value of the kind that its default has."""
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(default):
        raise DataError(f"{path}: {name} is {value!r}", hint=f"give a value like {_put(default)}")
    return value
