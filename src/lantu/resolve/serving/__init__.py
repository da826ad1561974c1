"""A node on the network: datagrams and connections in, replies out, changes kept before them.

The engine decides, the store keeps; here octets come and go, and what is unbounded elsewhere
is bounded: sources, connections, pieces, patience.
"""

from lantu.resolve.serving.keeping import Keeper
from lantu.resolve.serving.limiting import Limiter
from lantu.resolve.serving.quick import Quick
from lantu.resolve.serving.running import Served, Terms, run, serve_until_told
from lantu.resolve.serving.tallies import Tallies

__all__ = ["Keeper", "Limiter", "Quick", "Served", "Tallies", "Terms", "run", "serve_until_told"]
