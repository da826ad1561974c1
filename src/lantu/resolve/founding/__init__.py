"""A node's folder: its settings, its keys, its store, and how all of it begins."""

from lantu.resolve.founding.beginning import Founded, found
from lantu.resolve.founding.house import House
from lantu.resolve.founding.keys import proof, public_part, signer
from lantu.resolve.founding.settings import Settings

__all__ = ["Founded", "House", "Settings", "found", "proof", "public_part", "signer"]
