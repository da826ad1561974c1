"""Capability: specialisation, complexity, relatedness, and what a place enters next."""

from lantu.model.activity_matrix import ActivityMatrix, activity_matrix

__all__ = ["ActivityMatrix", "activity_matrix"]
