"""Digital maturity: rubrics, packaged or a user's own, and the forms that firms fill in."""

from lantu.facts.maturity.answers import read_answers
from lantu.facts.maturity.example import example_rows
from lantu.facts.maturity.form import answer_form
from lantu.facts.maturity.reading import RUBRICS, packaged_rubric, read_rubric
from lantu.facts.maturity.shelf import Assessed, assessments

__all__ = [
    "RUBRICS",
    "Assessed",
    "answer_form",
    "assessments",
    "example_rows",
    "packaged_rubric",
    "read_answers",
    "read_rubric",
]
