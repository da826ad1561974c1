"""Rubrics of digital maturity: the packaged ones, and a user's own from a folder of tables."""

from lantu.facts.maturity.reading import RUBRICS, packaged_rubric, read_rubric

__all__ = ["RUBRICS", "packaged_rubric", "read_rubric"]
