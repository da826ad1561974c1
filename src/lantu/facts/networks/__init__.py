"""Networks of firms from files: who sold how much to whom, and what the firms are.

A file is read whole or not at all; a fault names the file, row and column::

    from lantu.facts import networks

    network = networks.read_network("sales.parquet", "firms.csv").network
"""

from lantu.facts.networks.needs import read_needs
from lantu.facts.networks.reading import NetworkReading, read_network
from lantu.facts.networks.writing import write_network, write_network_template

__all__ = [
    "NetworkReading",
    "read_needs",
    "read_network",
    "write_network",
    "write_network_template",
]
