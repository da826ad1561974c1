"""A file of activities and all that can be asked of it: reads, counts, asks, hands on."""

from lantu.workbench.capability.asked import (
    ActivityRequest,
    Counting,
    convert_activities,
    write_activity_template,
)
from lantu.workbench.capability.checking import ActivityCheck, check_activities
from lantu.workbench.capability.entering import Learning
from lantu.workbench.capability.opening import Capability, open_activities

__all__ = [
    "ActivityCheck",
    "ActivityRequest",
    "Capability",
    "Counting",
    "Learning",
    "check_activities",
    "convert_activities",
    "open_activities",
    "write_activity_template",
]
