"""A workspace in PostgreSQL: one schema, typed columns, keys, comments in two languages."""
