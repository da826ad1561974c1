"""Firms that fail and take others with them."""
