"""A client: asks a node over one connection, and proves who it is where it is asked to."""

from lantu.resolve.asking.client import Client, Proving

__all__ = ["Client", "Proving"]
