"""Forms of self-assessment at the door: which file, which rubric, who answered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lantu.errors import CallerError
from lantu.facts.maturity import (
    RUBRICS,
    answer_form,
    example_rows,
    packaged_rubric,
    read_answers,
    read_rubric,
)
from lantu.facts.writing import whole_file
from lantu.model.assessment import Origin
from lantu.vocab.text import Text
from lantu.workbench.answers import Answer, Column, Label, Subject

if TYPE_CHECKING:
    from lantu.model.assessment import Assessment
    from lantu.model.rubric import Rubric

RUBRIC = "sme_2024"
"""What is asked where nothing is said."""

MOST_MADE_UP = 20_000
"""Made-up firms of one form: a sheet beyond it opens too slowly to be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalRequest:
    """Which filled form, and what it answers.

    Attributes:
        path: The file.
        rubric: Code of a packaged rubric, or the folder of one's own.
        audited: Whether auditors found it, and not firms said it.
    """

    path: Path
    rubric: str = RUBRIC
    audited: bool = False

    def read(self) -> Assessment:
        """What it says.

        Raises:
            CallerError: There is no such rubric.
            FactsError: The rubric or the form has faults; all are carried.
            PlaceError: There is no such file.
        """
        origin = Origin.AUDIT if self.audited else Origin.SELF
        return read_answers(self.path, rubric_of(self.rubric), origin=origin)


def rubric_of(said: str) -> Rubric:
    """A packaged rubric by its code, or one's own by its folder.

    Raises:
        CallerError: There is no such rubric.
        FactsError: The folder's tables have faults; all are carried.
    """
    if said in RUBRICS:
        return packaged_rubric(said)
    if Path(said).is_dir():
        return read_rubric(said)
    raise CallerError(
        f"there is no rubric {said!r}",
        hint=f"name one of {', '.join(RUBRICS)}, or the folder of your own",
    )


def write_form(
    target: Path,
    *,
    rubric: str = RUBRIC,
    example: int = 0,
    seed: int = 0,
    audited: bool = False,
) -> Path:
    """Write a form to be filled in, or one filled in by made-up firms.

    Args:
        target: An ``.xlsx`` file.
        rubric: What is asked.
        example: How many made-up firms answer it; their names say that they are made up.
        seed: Of their answers.
        audited: What auditors found of these firms, in place of what they say.

    Raises:
        CallerError: Another ending, no such rubric, or too many firms.
        PlaceError: The place cannot be written.
    """
    if target.suffix.lower() != ".xlsx":
        raise CallerError(f"cannot write {target.name}", hint="name a file that ends in .xlsx")
    if not 0 <= example <= MOST_MADE_UP:
        raise CallerError(f"{example} made-up firms", hint=f"from 0 to {MOST_MADE_UP}")
    asked = rubric_of(rubric)
    whole_file(answer_form(asked, example_rows(asked, example, seed=seed, audited=audited)), target)
    return target


def rubrics() -> Answer:
    """The packaged rubrics: what each asks, and how good the evidence for it is."""
    found = [packaged_rubric(code) for code in RUBRICS]
    return Answer(
        question="rubrics",
        about=Subject(
            said=[Text("随包的评测指标", "packaged rubrics")], record={"rubrics": len(found)}
        ),
        labels=[
            Label(key="code", name=Text("代码", "code"), values=[each.code for each in found]),
            Label(key="name", name=Text("名称", "name"), values=[each.name for each in found]),
            Label(
                key="grade",
                name=Text("最弱的证据", "weakest evidence"),
                values=[str(each.grade) for each in found],
            ),
        ],
        columns=[
            _counted("items", Text("指标", "items"), [len(each.items) for each in found]),
            _counted("scenes", Text("场景", "scenes"), [len(each.scenes) for each in found]),
            _counted("levels", Text("等级", "levels"), [len(each.levels) for each in found]),
        ],
        notes=[caveat for each in found for caveat in each.caveats],
    )


def _counted(key: str, name: Text, counts: list[int]) -> Column:
    return Column(key=key, name=name, values=[float(count) for count in counts])
