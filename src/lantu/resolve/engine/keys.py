"""Whether somebody who answers a challenge holds the key they say they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.resolve.engine.names import folded, key_of
from lantu.resolve.engine.proofs import secret_proves
from lantu.resolve.engine.refusals import RefusedError
from lantu.resolve.engine.signatures import signature_proves
from lantu.resolve.wire.codes import Code

if TYPE_CHECKING:
    from lantu.resolve.engine.policy import Policy
    from lantu.resolve.engine.records import Records
    from lantu.resolve.wire.requests import Answer

SECRET, PUBLIC = "HS_SECKEY", "HS_PUBKEY"


def key_proves(records: Records, policy: Policy, answer: Answer, data: bytes) -> bool:
    """Whether an answer was made with the key that the user's record holds.

    Args:
        records: Where the key is looked up.
        policy: Which proofs count.
        answer: The answer.
        data: What was to be proved on.

    Raises:
        RefusedError: A kind of key that nobody knows, or a proof that cannot be read.
    """
    if folded(answer.kind) not in (SECRET, PUBLIC):
        raise RefusedError(Code.NO_CREDENTIAL)
    record = records.get(key_of(answer.handle))
    for value in () if record is None else record.of_type(answer.kind):
        if value.index == answer.index or not answer.index:
            return _proves(value.data, answer, data, policy)
    return False


def _proves(key: bytes, answer: Answer, data: bytes, policy: Policy) -> bool:
    if folded(answer.kind) == SECRET:
        return secret_proves(key, data, answer.proof, weak=policy.weak)
    return signature_proves(key, data, answer.proof, user=answer.handle, weak=policy.weak)
