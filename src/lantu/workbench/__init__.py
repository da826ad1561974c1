"""The only wiring: opens facts, asks studies and analyses, hands on values.

Everything a door (command line, console, Python) may ask stands here as one function, or as
a method of :class:`Workbench`.
"""

from lantu.complexity import EntryTest, PresenceTest, Rules
from lantu.facts import FactsDiff, Fault, Quarantined, Report, Workspace
from lantu.workbench import node
from lantu.workbench.answers import Answer
from lantu.workbench.capability import (
    ActivityCheck,
    ActivityRequest,
    Capability,
    Counting,
    Learning,
    check_activities,
    convert_activities,
    open_activities,
    write_activity_template,
)
from lantu.workbench.changes import Changes, diff
from lantu.workbench.digital import (
    DigitalCheck,
    DigitalRequest,
    Digitals,
    check_answers,
    open_answers,
    open_economy,
    rubrics,
    write_form,
)
from lantu.workbench.drawing import write_picture
from lantu.workbench.economy import (
    Economy,
    TableCheck,
    TableRequest,
    check_table,
    convert_table,
    open_table,
    region_method,
    repair_table,
    write_template,
)
from lantu.workbench.settings import read_ranking, read_rules, spoken_settings
from lantu.workbench.workspaces import (
    Workbench,
    check,
    copy,
    new,
    open_demo,
    open_workspace,
    quarantine,
    snapshot,
)

__all__ = [
    "ActivityCheck",
    "ActivityRequest",
    "Answer",
    "Capability",
    "Changes",
    "Counting",
    "DigitalCheck",
    "DigitalRequest",
    "Digitals",
    "Economy",
    "EntryTest",
    "FactsDiff",
    "Fault",
    "Learning",
    "PresenceTest",
    "Quarantined",
    "Report",
    "Rules",
    "TableCheck",
    "TableRequest",
    "Workbench",
    "Workspace",
    "check",
    "check_activities",
    "check_answers",
    "check_table",
    "convert_activities",
    "convert_table",
    "copy",
    "diff",
    "new",
    "node",
    "open_activities",
    "open_answers",
    "open_demo",
    "open_economy",
    "open_table",
    "open_workspace",
    "quarantine",
    "read_ranking",
    "read_rules",
    "region_method",
    "repair_table",
    "rubrics",
    "snapshot",
    "spoken_settings",
    "write_activity_template",
    "write_form",
    "write_picture",
    "write_template",
]
