"""The door for hands: ``lantu COMMAND``. Parse, call the workbench, say the outcome, exit.

Exit codes: 0 done · 1 faults found by a check · 2 the call is wrong · 3 the facts are
wrong · 4 the machine refuses · 5 another program fails · 70 lantu is wrong.
"""

from __future__ import annotations

import sys
import traceback

from lantu.errors import InternalError, LantuError


def main() -> None:
    """Run the command line and leave with its exit code."""
    from lantu.cli.app import app  # noqa: PLC0415 - keeps `import lantu.cli` light

    try:
        app()
    except LantuError as error:
        sys.stderr.write(f"lantu: {error}\n")
        sys.exit(error.exit_code)
    except Exception:  # noqa: BLE001 - the last door: whatever else comes out is lantu's fault
        sys.stderr.write(traceback.format_exc())
        sys.stderr.write(
            "lantu: this is lantu's fault, not yours. Please report the lines above.\n"
        )
        sys.exit(InternalError.exit_code)
