"""What keeps facts: snapshots that never change, copies, and what differs between two."""
