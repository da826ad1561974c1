"""Checked tables in, models out; every row keeps the page it quotes."""
