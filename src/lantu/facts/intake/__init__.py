"""Bytes in, tables of text out: one reader a format, each with its own traps."""
