"""Findings in, pages, sheets and pictures out."""
