"""A node of identifiers: begun, served, asked, looked after."""

from lantu.workbench.node.asking import Kept, Registering, Resolved, register, resolve
from lantu.workbench.node.moving import Importing, export_handles, import_handles
from lantu.workbench.node.running import begin, serve
from lantu.workbench.node.tending import (
    Standing,
    back_up_node,
    check_node,
    node_stats,
    restore_node,
)

__all__ = [
    "Importing",
    "Kept",
    "Registering",
    "Resolved",
    "Standing",
    "back_up_node",
    "begin",
    "check_node",
    "export_handles",
    "import_handles",
    "node_stats",
    "register",
    "resolve",
    "restore_node",
    "serve",
]
