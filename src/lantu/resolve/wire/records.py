"""Records that stand in values: administrators, groups, sites, public keys (RFC 3651, §3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Self

from lantu.resolve.wire.limits import TYPES
from lantu.resolve.wire.octets import MalformedError, Octets, int2, int4, many, string, text
from lantu.resolve.wire.values import REFERENCE_LEAST, Reference

_ADDRESS = 16
_SERVER_LEAST = 28
_INTERFACE = 6
_PRIMARY, _MULTI = 0x80, 0x40
_V1 = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Admin:
    """HS_ADMIN: who may change a handle.

    Attributes:
        rights: Bits of :class:`~lantu.resolve.wire.codes.AdminRight`.
        who: The administrator's key, or a group of them.
        legacy: Two octets that old writers append, kept for signatures; empty otherwise.
    """

    rights: int
    who: Reference
    legacy: bytes = b""

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read a whole record.

        Raises:
            MalformedError: The octets are none.
        """
        it = Octets(octets)
        rights, who = it.int2(), Reference.parse(it)
        legacy = it.rest()
        if len(legacy) not in (0, 2):
            raise MalformedError(f"{len(legacy)} octets after an HS_ADMIN; 0 or 2 are known")
        return cls(rights=rights, who=who, legacy=legacy)

    def format(self) -> bytes:
        """Its octets."""
        return int2(self.rights) + self.who.format() + self.legacy


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """HS_VLIST: values that stand for each other, such as administrators.

    Attributes:
        members: The values.
    """

    members: tuple[Reference, ...]

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read a whole record.

        Raises:
            MalformedError: The octets are none.
        """
        it = Octets(octets)
        members = it.many(Reference.parse, REFERENCE_LEAST, TYPES)
        it.end()
        return cls(members=members)

    def format(self) -> bytes:
        """Its octets."""
        return many(each.format() for each in self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """One way to a server.

    Attributes:
        service: For administration, queries or both.
        transport: Over which protocol.
        port: At which port.
    """

    service: int
    transport: int
    port: int

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(service=it.int1(), transport=it.int1(), port=it.int4())

    def format(self) -> bytes:
        """Its octets."""
        return bytes((self.service, self.transport)) + int4(self.port)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One server of a site.

    Attributes:
        number: Its number in the site.
        address: Sixteen octets; an IPv4 address is the last four, after zeros.
        key: Its public key, as in HS_PUBKEY; may be empty.
        interfaces: Ways to it.
    """

    number: int
    address: bytes
    key: bytes
    interfaces: tuple[Interface, ...]

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(
            number=it.int4(),
            address=it.take(_ADDRESS),
            key=it.string(),
            interfaces=it.many(Interface.parse, _INTERFACE, TYPES),
        )

    def format(self) -> bytes:
        """Its octets."""
        ways = many(each.format() for each in self.interfaces)
        return int4(self.number) + self.address + string(self.key) + ways

    @property
    def host(self) -> str:
        """Its address as people write it."""
        if not any(self.address[: _ADDRESS - 4]):
            return str(IPv4Address(self.address[-4:]))
        return str(IPv6Address(self.address))


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """HS_SITE: servers that answer for the same handles.

    Attributes:
        protocol: Version that they speak.
        serial: Grows with every change.
        primary: Whether handles are changed here.
        several_primaries: Whether they are elsewhere too.
        spare: Bits of the same octet that mean nothing yet.
        hash_option: What decides which server has a handle: 0 prefix, 1 suffix, 2 all of it.
        hash_filter: Never used.
        attributes: Names and values, such as ``desc``.
        servers: The servers.
    """

    protocol: tuple[int, int]
    serial: int
    primary: bool
    several_primaries: bool
    hash_option: int
    attributes: tuple[tuple[str, str], ...]
    servers: tuple[Server, ...]
    hash_filter: bytes = b""
    spare: int = 0

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read a whole record.

        Raises:
            MalformedError: The octets are none, or of another format than 1.
        """
        it = Octets(octets)
        if (form := it.int2()) != _V1:
            raise MalformedError(f"an HS_SITE of format {form}; 1 is known")
        protocol, serial, kind = (it.int1(), it.int1()), it.int2(), it.int1()
        found = cls(
            protocol=protocol,
            serial=serial,
            primary=bool(kind & _PRIMARY),
            several_primaries=bool(kind & _MULTI),
            spare=kind & ~(_PRIMARY | _MULTI),
            hash_option=it.int1(),
            hash_filter=it.string(),
            attributes=it.many(_pair, 8, TYPES),
            servers=it.many(Server.parse, _SERVER_LEAST, TYPES),
        )
        it.end()
        return found

    def format(self) -> bytes:
        """Its octets."""
        kind = _PRIMARY * self.primary | _MULTI * self.several_primaries | self.spare
        first = int2(_V1) + bytes(self.protocol) + int2(self.serial)
        return b"".join(
            (
                first,
                bytes((kind, self.hash_option)),
                string(self.hash_filter),
                many(text(name) + text(value) for name, value in self.attributes),
                many(server.format() for server in self.servers),
            )
        )


def _pair(it: Octets) -> tuple[str, str]:
    return it.text(), it.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """HS_PUBKEY: a key and what it is for.

    Attributes:
        algorithm: ``RSA_PUB_KEY``, ``DSA_PUB_KEY``, ``DH_PUB_KEY``, ``SM2_PUB_KEY`` …
        flags: Two octets that mean nothing yet.
        parts: Its numbers: e, n of RSA; q, p, g, y of DSA; y, p, g of DH; a PEM of SM2.
        padding: Octets after the last part, which some writers append.
    """

    algorithm: str
    parts: tuple[bytes, ...]
    flags: int = 0
    padding: bytes = b""

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read a whole record.

        Raises:
            MalformedError: The octets are none, or the algorithm is unknown.
        """
        it = Octets(octets)
        algorithm, flags = it.text(), it.int2()
        if algorithm not in PARTS:
            raise MalformedError(
                f"a public key of algorithm {algorithm!r}", hint=f"known are {', '.join(PARTS)}"
            )
        parts = tuple(it.string() for _ in range(PARTS[algorithm]))
        return cls(algorithm=algorithm, flags=flags, parts=parts, padding=it.rest())

    def format(self) -> bytes:
        """Its octets."""
        named = text(self.algorithm) + int2(self.flags)
        return named + b"".join(map(string, self.parts)) + self.padding

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its parts as unsigned numbers."""
        return tuple(int.from_bytes(part) for part in self.parts)


PARTS = {"RSA_PUB_KEY": 2, "DSA_PUB_KEY": 4, "DH_PUB_KEY": 3, "SM2_PUB_KEY": 1, "SM9_PUB_KEY": 1}
"""How many parts a key of each algorithm has."""
