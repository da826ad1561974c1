"""Breaks of the chains: products that are not to be had, and what cannot be made without them."""
