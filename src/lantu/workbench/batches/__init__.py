"""Batches: thousands of scenarios, many draws of each, several workers, one answer."""

from lantu.workbench.batches.answers import bands_answer, failures_told, matters_answer
from lantu.workbench.batches.chains import ChainTrial
from lantu.workbench.batches.firms import FirmTrial
from lantu.workbench.batches.requests import BatchRequest, Sensitivity
from lantu.workbench.batches.results import BatchResult, Failure, Tried
from lantu.workbench.batches.running import run_batch
from lantu.workbench.batches.trials import Lot, OneByOne, Record, Trial

__all__ = [
    "BatchRequest",
    "BatchResult",
    "ChainTrial",
    "Failure",
    "FirmTrial",
    "Lot",
    "OneByOne",
    "Record",
    "Sensitivity",
    "Trial",
    "Tried",
    "bands_answer",
    "failures_told",
    "matters_answer",
    "run_batch",
]
