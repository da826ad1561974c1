"""Rows in, models out: schema, readers, checks, store, assembly."""
