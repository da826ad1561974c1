"""Input–output analysis of an invented world: n = regions × sectors, 20 stressors."""

from __future__ import annotations

from typing import Any

from benchmarks.registry import Case, Rival

SIZES = (120, 500, 2464)
"""6 × 20, 20 × 25 and 44 × 56; the last is the size of the world tables in use."""

SOLVED_AGAIN = 3
"""Sectors that the loop extracts; it takes as long for each of the others."""


def _world(size: int) -> Any:
    from benchmarks.generators.mrio import world  # noqa: PLC0415 - cases are listed without it

    return world(size)


def _table(size: int) -> Any:
    from lantu.flows import Satellite, input_output_table  # noqa: PLC0415 - as above
    from lantu.model.roster import roster  # noqa: PLC0415 - as above

    made = _world(size)
    stressors = [f"f{k:02}" for k in range(len(made.F))]
    return input_output_table(
        made.Z,
        made.Y,
        regions=made.regions,
        sectors=made.sectors,
        x=made.x,
        satellite=Satellite(
            stressors=roster("stressor", stressors), units=("1",) * len(stressors), F=made.F
        ),
    )


def _system(table: Any) -> object:
    from lantu.flows import system  # noqa: PLC0415 - as above

    return system(table, *table.satellite.stressors)


def _footprints(table: Any) -> object:
    from lantu.flows import footprints  # noqa: PLC0415 - as above

    return footprints(table, *table.satellite.stressors)


def _linkages(table: Any) -> object:
    from lantu.flows import linkages  # noqa: PLC0415 - as above

    return linkages(table, diagonal="cut")


def _extraction(table: Any) -> object:
    from lantu.flows import extraction  # noqa: PLC0415 - as above

    return extraction(table, "output")


def _replacement(table: Any) -> object:
    from lantu.flows import replaced_extraction  # noqa: PLC0415 - as above

    return replaced_extraction(table, "output")


def _inverse(table: Any) -> object:
    from lantu.flows import leontief  # noqa: PLC0415 - as above

    return leontief(table)


def _solve_again(table: Any) -> object:
    """Output lost without each of a few sectors, each from a system solved again."""
    import numpy as np  # noqa: PLC0415 - as above

    A, f = table.Z / table.x, table.final
    lost = []
    for k in range(SOLVED_AGAIN):
        M, d = np.eye(len(A)) - A, f.copy()
        M[k], M[:, k], d[k] = 0.0, 0.0, 0.0
        M[k, k] = 1.0
        lost.append(table.x.sum() - np.linalg.solve(M, d).sum())
    return lost


def _frames(size: int) -> Any:
    """The same world as pymrio and MARIO take it."""
    import pandas as pd  # noqa: PLC0415 - as above

    made = _world(size)
    rows = pd.MultiIndex.from_product([made.regions, made.sectors], names=["region", "sector"])
    uses = pd.MultiIndex.from_product(
        [made.regions, [f"c{k}" for k in range(5)]], names=["region", "category"]
    )
    stressors = pd.Index([f"f{k:02}" for k in range(len(made.F))], name="stressor")
    return {
        "Z": pd.DataFrame(made.Z, rows, rows),
        "Y": pd.DataFrame(made.Y, rows, uses),
        "F": pd.DataFrame(made.F, stressors, rows),
    }


def _calc_all(frames: Any) -> object:
    import pymrio  # noqa: PLC0415 - as above

    counted = {"name": "counted", "F": frames["F"]}
    return pymrio.IOSystem(Z=frames["Z"], Y=frames["Y"], counted=counted).calc_all()


def _mario(size: int) -> Any:
    import mario  # noqa: PLC0415 - as above
    import pandas as pd  # noqa: PLC0415 - as above
    import pymrio  # noqa: PLC0415 - as above

    mario.set_log_verbosity("critical")
    frames = _frames(size)
    added = frames["Z"].sum(axis=1) + frames["Y"].sum(axis=1) - frames["Z"].sum(axis=0)
    system = pymrio.IOSystem(Z=frames["Z"], Y=frames["Y"])
    for name, rows in (("added", added.to_frame("v").T), ("counted", frames["F"])):
        unit = pd.DataFrame({"unit": ["1"] * len(rows)}, index=rows.index)
        none = pd.DataFrame(0.0, rows.index, frames["Y"].columns)
        setattr(system, name, pymrio.Extension(name, F=rows, F_Y=none, unit=unit))
    system.unit = pd.DataFrame({"unit": ["1"] * len(frames["Z"])}, index=frames["Z"].index)
    return mario.parse_from_pymrio(
        system, value_added={"added": "all"}, satellite_account={"counted": "all"}
    )


def _calc_linkages(database: Any) -> object:
    return database.calc_linkages(multi_mode=True)


PYMRIO = Rival(name="pymrio", run=_calc_all, needs="pymrio", setup=_frames)

CASES = (
    Case(
        name="flows-system",
        about="L, S, M and all accounts of n sectors, 20 stressors; A is worked out when asked",
        sizes=SIZES,
        setup=_table,
        run=_system,
        rival=PYMRIO,
    ),
    Case(
        name="flows-footprints",
        about="multipliers and footprints without the inverse, beside all of pymrio's",
        sizes=SIZES,
        setup=_table,
        run=_footprints,
        rival=PYMRIO,
    ),
    Case(
        name="flows-linkages",
        about="direct and total linkages of n sectors, local and foreign",
        sizes=SIZES,
        setup=_table,
        run=_linkages,
        rival=Rival(
            name="MARIO",
            run=_calc_linkages,
            needs="mario",
            setup=_mario,
            environment="mario",
        ),
    ),
    Case(
        name="flows-extraction",
        about="each of n sectors extracted alone, beside one inverse",
        sizes=SIZES,
        setup=_table,
        run=_extraction,
        rival=Rival(name="inverse alone", run=_inverse, needs="numpy"),
    ),
    Case(
        name="flows-extraction-again",
        about=f"each of n sectors extracted, beside {SOLVED_AGAIN} of them by solving again",
        sizes=SIZES,
        setup=_table,
        run=_extraction,
        rival=Rival(name=f"loop over {SOLVED_AGAIN}", run=_solve_again, needs="numpy"),
    ),
    Case(
        name="flows-replacement",
        about="each of n sectors extracted, the same sector elsewhere stepping in",
        sizes=SIZES,
        setup=_table,
        run=_replacement,
    ),
)
