"""Planners' questions: models in, findings out."""
