"""Where a node's records last: LMDB, one writer, many readers, and a log that is the audit trail.

What has been acknowledged is on disk. Every change stands in the log, each entry of which is
chained to the one before by its hash and tells the state that the records are in after it.
"""

from lantu.resolve.store.copying import back_up, restore
from lantu.resolve.store.entries import Entry, Noted, Outcome
from lantu.resolve.store.opening import FullError, Store
from lantu.resolve.store.reading import Reader
from lantu.resolve.store.verifying import Verified, verify
from lantu.resolve.store.writing import Writer, Written

__all__ = [
    "Entry",
    "FullError",
    "Noted",
    "Outcome",
    "Reader",
    "Store",
    "Verified",
    "Writer",
    "Written",
    "back_up",
    "restore",
    "verify",
]
