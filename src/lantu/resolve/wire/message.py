"""A message after its envelope: header of twenty-four octets, body, credential."""

from __future__ import annotations

from dataclasses import dataclass

from lantu.resolve.wire.codes import Code, Flag
from lantu.resolve.wire.limits import MESSAGE
from lantu.resolve.wire.octets import MalformedError, Octets, int2, int4, string

NO_SITE = 0xFFFF
"""Site serial of a reply that no site stands behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One request or reply.

    Attributes:
        op: What is asked; a number that :class:`~lantu.resolve.wire.codes.Op` may not know.
        code: How it went; 0 in requests.
        flags: How it is asked.
        site_serial: Serial of the site information that the sender knows.
        recursion: How many servers have passed the request on.
        reserved: An octet that means nothing yet.
        expires: When the message is no longer to be heeded, seconds since 1970.
        body: What is asked of, or found.
        credential: Who stands for it, as octets; None where even its length is left out.
    """

    op: int
    code: int = Code.NONE
    flags: int = 0
    site_serial: int = 0
    recursion: int = 0
    reserved: int = 0
    expires: int = 0
    body: bytes = b""
    credential: bytes | None = b""

    @classmethod
    def parse(cls, octets: bytes) -> Message:
        """Read a whole message without its envelope.

        Raises:
            MalformedError: The octets are none.
        """
        it = Octets(octets)
        op, code, flags = it.int4(), it.int4(), it.int4()
        site_serial, recursion, reserved = it.int2(), it.int1(), it.int1()
        expires, body = it.int4(), it.string()
        found = cls(
            op=op,
            code=code,
            flags=flags,
            site_serial=site_serial,
            recursion=recursion,
            reserved=reserved,
            expires=expires,
            body=body,
            credential=it.string() if it.left else None,
        )
        it.end()
        return found

    def format(self) -> bytes:
        """Its octets.

        Raises:
            MalformedError: More of them than a message may have.
        """
        end = b"" if self.credential is None else string(self.credential)
        octets = self.signed_part + end
        if len(octets) > MESSAGE:
            raise MalformedError(
                f"a message of {len(octets)} octets; at most {MESSAGE} go out",
                hint="ask for fewer values at once",
            )
        return octets

    @property
    def signed_part(self) -> bytes:
        """Header and body: what digests and signatures are of."""
        header = int4(self.op) + int4(self.code) + int4(self.flags) + int2(self.site_serial)
        return b"".join(
            (header, bytes((self.recursion, self.reserved)), int4(self.expires), string(self.body))
        )

    def asks(self, flag: Flag) -> bool:
        """Whether a flag is set."""
        return bool(self.flags & flag)
