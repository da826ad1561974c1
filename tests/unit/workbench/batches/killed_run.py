"""A batch that kills its own process on the way: ``killed_run.py FOLDER CHECKPOINT WORKERS``."""

from __future__ import annotations

import sys
from pathlib import Path

from lantu.workbench.batches import BatchRequest, run_batch
from unit.workbench.batches.made_trials import Killing, scenario

if __name__ == "__main__":
    folder, checkpoint, workers = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    trial = Killing(folder=folder, draw=120, whom="worker" if workers == 1 else "parent")
    run_batch(
        BatchRequest(
            scenarios=(scenario(draws=200),), trial=trial, checkpoint=checkpoint, workers=workers
        )
    )
