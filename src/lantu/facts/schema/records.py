"""The records the schema's files become."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.vocab.text import Text

SCHEMA_VERSION = "1"
"""Written into every snapshot; raised when a column changes its meaning."""

Kind = Literal[
    "id",
    "ref",
    "text",
    "code",
    "region",
    "industry",
    "credit_code",
    "hs",
    "country",
    "period",
    "date",
    "number",
    "unit",
    "word",
    "words",
    "flag",
    "grade",
    "url",
]
"""What a column's cells are.

``id`` names a row and ``ref`` names a row of another table; ``code`` is text whose leading
zeros matter; ``word`` is one word of a closed set and ``words`` several, joined by
semicolons; ``flag`` is 1 or 0.
"""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of one table.

    Attributes:
        table: The table's name.
        name: The column's name, as the header has it.
        kind: What its cells are.
        target: Table a ``ref`` points into, or set a ``word`` comes from; else ``""``.
        required: The column must exist.
        filled: Its cells must not be blank.
        unit: Unit of its numbers where all rows share one.
        minimum: Least number allowed; None where there is none.
        maximum: Greatest number allowed; None where there is none.
        label: What people call it; the Chinese label also serves as its header.
        about: One sentence on what to put there.
        example: A cell that is right.
    """

    table: str
    name: str
    kind: Kind
    target: str
    required: bool
    filled: bool
    unit: str
    minimum: float | None
    maximum: float | None
    label: Text
    about: Text
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table.

    Attributes:
        name: Its name, also that of its file or sheet.
        key: The column that names its rows.
        required: A workspace must have it.
        label: What people call it; the Chinese label also serves as a sheet's name.
        about: One sentence on what a row is.
        columns: In the order of the files.
    """

    name: str
    key: str
    required: bool
    label: Text
    about: Text
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)

    def has(self, name: str) -> bool:
        """Whether it has the column ``name``."""
        return name in self.names

    def column(self, name: str) -> Column:
        """The column ``name``.

        Raises:
            KeyError: There is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a closed set: what the tables carry, and what people read."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """What a figure says.

    Attributes:
        pattern: The metric's name; ``*`` stands for any text.
        kind: A kind of :data:`lantu.model.chain_graph.FIGURE_KINDS`, or ``firm_share``: the
            firm's share, local or outside by where the firm is.
        label: What people call it.
    """

    pattern: str
    kind: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting of ``lantu.toml``.

    Attributes:
        key: Its section and name, such as ``confidence.a``; ``*`` stands for any one name.
        type: text, number, integer, flag, region, encoding, list, or any.
        default: As ``lantu.toml`` would have it, without quotes; ``""`` where it must be set.
        minimum: Least number allowed; None where there is none.
        maximum: Greatest number allowed; None where there is none.
        label: What it does.
    """

    key: str
    type: str
    default: str
    minimum: float | None
    maximum: float | None
    label: Text

    @property
    def section(self) -> str:
        """The section it stands in."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """Its name inside its section."""
        return self.key.rpartition(".")[2]

    def covers(self, key: str) -> bool:
        """Whether ``key`` is this setting."""
        mine, theirs = self.key.split("."), key.split(".")
        return len(mine) == len(theirs) and all(
            a in ("*", b) for a, b in zip(mine, theirs, strict=True)
        )


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A word in a project's status; the first that occurs decides whether it produces."""

    word: str
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing the checker looks at.

    Attributes:
        key: Its short name.
        severity: An error stops a load; a warning does not.
        expected: What would be right; ``{names}`` are filled in where it is broken.
        hint: The way out.
    """

    key: str
    severity: Severity
    expected: Text
    hint: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Everything a workspace may hold.

    Attributes:
        tables: By name, in the order of a workspace.
        columns: Every column of every table, in order.
        words: Closed sets of words by name.
        metrics: First match counts.
        statuses: First match counts.
        settings: Every setting of ``lantu.toml``, in order.
        rules: Every rule by key.
    """

    tables: Mapping[str, Table]
    columns: tuple[Column, ...]
    words: Mapping[str, tuple[Word, ...]]
    metrics: tuple[Metric, ...]
    statuses: tuple[StatusWord, ...]
    settings: tuple[Setting, ...]
    rules: Mapping[str, Rule]
    _by_name: dict[str, Metric] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the metrics that are no patterns."""
        object.__setattr__(self, "_by_name", {m.pattern: m for m in self.metrics})

    def metric(self, name: str) -> Metric | None:
        """The metric called ``name``; None where it is unknown."""
        if name in self._by_name:
            return self._by_name[name]
        return next((m for m in self.metrics if fnmatchcase(name, m.pattern)), None)

    def finished(self, status: str) -> bool:
        """Whether a project's status says that it produces."""
        return next((s.finished for s in self.statuses if s.word in status), False)

    def setting(self, key: str) -> Setting | None:
        """The setting called ``key``; None where there is none."""
        return next((s for s in self.settings if s.covers(key)), None)
