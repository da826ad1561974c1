"""Hot loops on bare arrays: how losses pass from firm to firm.

Plain Python that numba also compiles; :mod:`lantu.shocks.firms.compiled` decides. Losses pass
downstream (a customer lacks inputs) and upstream (a supplier lacks orders) by one rule. A
firm ``i`` that has lost the part ``d_i`` passes on ``e_i = σ_i d_i``; its losses reach each
partner in a *slot*, which adds up what can stand in for each other, and the fullest binds::

    loss_s = Σ_{i→s} w_is e_i          d_j = min(1, max(ψ_j, max_{s of j} loss_s))
    σ_i    = min(1, size_i / Σ_{j in i's market} size_j (1 - d_j))

All firms move at once, from the values before. Only firms whose losses moved pass anything
on, and only what they moved by.
"""
# ruff: noqa: PLR0913, PLR0917 - bare arrays without a record around them is what a kernel takes

from __future__ import annotations

from typing import Any, NamedTuple

EMPTY = 1e-10
"""A market with no more than this left has nobody to stand in."""

Numbers = Any  # arrays


class Web(NamedTuple):
    """Ways along which losses pass: ``n`` firms, ``m`` ways, ``s`` slots, ``q`` markets.

    Attributes:
        start: Where each firm's ways begin, with the end of the last; ``n + 1``.
        slot: Where each way leads; ``m``.
        weight: Part of the slot lost where the firm is lost whole; ``m``.
        slot_start: Where each firm's slots begin; ``n + 1``.
        owner: Whose slot; ``s``.
        size: Size of each firm in its market; ``n``.
        market: Market of each firm; ``n``.
        member_start: Where each market's members begin; ``q + 1``, and ``q = 0`` where
            nobody can stand in.
        member: Firms by market; ``n``.
    """

    start: Numbers
    slot: Numbers
    weight: Numbers
    slot_start: Numbers
    owner: Numbers
    size: Numbers
    market: Numbers
    member_start: Numbers
    member: Numbers


class Desk(NamedTuple):
    """What a run writes on; all zero before and after.

    Attributes:
        floor: ``ψ`` of each firm; ``n``.
        lost: ``d`` of each firm; ``n``.
        passed: ``e`` as it was last passed on; ``n``.
        loss: Of each slot; ``s``.
        left: What is left of each market; ``q``.
        moved: 1 where a firm's loss moved since it was last passed on; ``n``.
        stirred: 1 where a member of the market moved; ``q``.
        waits: 1 where a firm has to look at its slots; ``n``.
        queue: Firms that wait; ``n``.
        seen: 1 where a loss ever reached the firm; ``n``.
        reached: The firms so reached, in that order; ``n``.
    """

    floor: Numbers
    lost: Numbers
    passed: Numbers
    loss: Numbers
    left: Numbers
    moved: Numbers
    stirred: Numbers
    waits: Numbers
    queue: Numbers
    seen: Numbers
    reached: Numbers


def strike(
    firms: Numbers, psi: Numbers, market: Numbers, floor: Numbers, lost: Numbers,
    moved: Numbers, stirred: Numbers, seen: Numbers, reached: Numbers,
) -> int:  # fmt: skip
    """Let a shock fall on ``firms``, which lose ``psi``; how many losses have reached."""
    for at in range(len(firms)):
        i = firms[at]
        floor[i] = lost[i] = psi[at]
        moved[i] = seen[i] = 1
        reached[at] = i
        if len(stirred) > 0:
            stirred[market[i]] = 1
    return len(firms)


def weigh(
    lost: Numbers, left: Numbers, stirred: Numbers, size: Numbers, member_start: Numbers,
    member: Numbers,
) -> None:  # fmt: skip
    """What is left of every market whose members moved."""
    for q in range(len(stirred)):
        if stirred[q]:
            rest = 0.0
            for at in range(member_start[q], member_start[q + 1]):
                rest += size[member[at]] * (1.0 - lost[member[at]])
            left[q] = rest


def share_kept(size: float, left: float, alone: float) -> float:
    """``σ``: the part of a firm's loss that what is left of its market cannot make good.

    ``alone`` is what an empty market is taken to have left; 0 for the firm itself.
    """
    if left <= EMPTY:
        left = alone if alone > 0.0 else size
    return size / left if size < left else 1.0


def pass_on(
    reached_count: int, alone: float, start: Numbers, slot: Numbers, weight: Numbers,
    owner: Numbers, size: Numbers, market: Numbers, lost: Numbers, passed: Numbers,
    loss: Numbers, left: Numbers, moved: Numbers, stirred: Numbers, waits: Numbers,
    queue: Numbers, reached: Numbers,
) -> int:  # fmt: skip
    """Add what moved to the slots it leads to; how many firms then wait."""
    waiting = 0
    for at in range(reached_count):
        i = reached[at]
        if len(stirred) > 0:
            if moved[i] == 0 and stirred[market[i]] == 0:
                continue
            part = lost[i] * share_kept(size[i], left[market[i]], alone)
        elif moved[i]:
            part = lost[i]
        else:
            continue
        moved[i] = 0
        more = part - passed[i]
        if more == 0.0:
            continue
        passed[i] = part
        for way in range(start[i], start[i + 1]):
            s = slot[way]
            loss[s] += weight[way] * more
            j = owner[s]
            if waits[j] == 0:
                waits[j] = 1
                queue[waiting] = j
                waiting += 1
    return waiting


def settle(
    waiting: int, reached_count: int, slot_start: Numbers, market: Numbers, floor: Numbers,
    lost: Numbers, loss: Numbers, moved: Numbers, stirred: Numbers, waits: Numbers,
    queue: Numbers, seen: Numbers, reached: Numbers,
) -> tuple[int, float]:  # fmt: skip
    """Move the firms that wait; how many were ever reached, and the most any lost more."""
    most = 0.0
    for q in range(len(stirred)):
        stirred[q] = 0
    for at in range(waiting):
        j = queue[at]
        waits[j] = 0
        if seen[j] == 0:
            seen[j] = 1
            reached[reached_count] = j
            reached_count += 1
        worst = floor[j]
        for s in range(slot_start[j], slot_start[j + 1]):
            worst = max(worst, loss[s])
        worst = min(worst, 1.0)
        if worst != lost[j]:
            most = max(most, worst - lost[j])
            lost[j] = worst
            moved[j] = 1
            if len(stirred) > 0:
                stirred[market[j]] = 1
    return reached_count, most


def advance(web: Web, desk: Desk, reached_count: int, alone: float) -> tuple[int, float]:
    """One step of all firms along a web; as :func:`settle`."""
    start, slot, weight, slot_start, owner, size, market, member_start, member = web
    floor, lost, passed, loss, left, moved, stirred, waits, queue, seen, reached = desk
    weigh(lost, left, stirred, size, member_start, member)
    waiting = pass_on(
        reached_count, alone, start, slot, weight, owner, size, market, lost, passed, loss,
        left, moved, stirred, waits, queue, reached,
    )  # fmt: skip
    return settle(
        waiting, reached_count, slot_start, market, floor, lost, loss, moved, stirred, waits,
        queue, seen, reached,
    )  # fmt: skip


def total(down: Desk, up: Desk, reached: tuple[int, int], weights: Numbers, index: Numbers) -> None:
    """``Σ_i w_i max(d_i, u_i)``, ``Σ_i w_i d_i``, ``Σ_i w_i u_i``: rows of ``index``, ``(3, k)``."""
    index[:] = 0.0
    for at in range(reached[0]):
        i = down.reached[at]
        for k in range(weights.shape[1]):
            index[0, k] += weights[i, k] * max(down.lost[i], up.lost[i])
            index[1, k] += weights[i, k] * down.lost[i]
    for at in range(reached[1]):
        i = up.reached[at]
        for k in range(weights.shape[1]):
            index[2, k] += weights[i, k] * up.lost[i]
            if down.seen[i] == 0:
                index[0, k] += weights[i, k] * up.lost[i]


def clear(web: Web, desk: Desk, reached_count: int) -> None:
    """Make the desk zero again where it was written on."""
    for at in range(reached_count):
        i = desk.reached[at]
        desk.floor[i] = desk.lost[i] = desk.passed[i] = 0.0
        desk.seen[i] = desk.moved[i] = 0
        for s in range(web.slot_start[i], web.slot_start[i + 1]):
            desk.loss[s] = 0.0
    for q in range(len(desk.stirred)):
        desk.stirred[q] = 0


def cascade(
    webs: tuple[Web, Web], desks: tuple[Desk, Desk], firms: Numbers, psi: tuple[Numbers, Numbers],
    alone: float, stop: tuple[float, float, int], weights: Numbers, index: Numbers,
    before: Numbers,
) -> tuple[int, int, int, float]:  # fmt: skip
    """Let one shock run until it comes to rest; the desks are left as it leaves them.

    Args:
        webs: Downstream and upstream.
        desks: Likewise.
        firms: The firms that are hit.
        psi: What each of them loses itself, downstream and upstream.
        alone: See :func:`share_kept`.
        stop: Greatest move that is rest; greatest growth of the first index that is rest,
            looked at where not negative; most steps.
        weights: Weight of each firm, ``(n, k)``.
        index: What to leave the indices in, ``(3, k)``.
        before: The same a step earlier.

    Returns:
        How many losses have reached downstream and upstream, steps, and the last move.
    """
    market = webs[0].market
    a = strike(firms, psi[0], market, desks[0].floor, desks[0].lost, desks[0].moved,
               desks[0].stirred, desks[0].seen, desks[0].reached)  # fmt: skip
    b = strike(firms, psi[1], market, desks[1].floor, desks[1].lost, desks[1].moved,
               desks[1].stirred, desks[1].seen, desks[1].reached)  # fmt: skip
    steps, most = 0, 1.0
    while steps < stop[2]:
        if stop[1] >= 0.0:
            total(desks[0], desks[1], (a, b), weights, before)
        a, down = advance(webs[0], desks[0], a, alone)
        b, up = advance(webs[1], desks[1], b, alone)
        steps, most = steps + 1, max(down, up)
        if stop[1] >= 0.0:
            total(desks[0], desks[1], (a, b), weights, index)
            if index[0, 0] <= (1.0 + stop[1]) * before[0, 0]:
                break
        elif most <= stop[0]:
            break
    total(desks[0], desks[1], (a, b), weights, index)
    return a, b, steps, most


HELPERS = (strike, weigh, share_kept, pass_on, settle, advance, total, clear)
"""What the kernels call; numba has to be told of them."""
