"""A node's folder, and what is made of it when the node is served."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lantu.errors import DataError, PlaceError
from lantu.resolve.engine.names import PREFIXES, folded
from lantu.resolve.engine.policy import Policy
from lantu.resolve.engine.records import Change
from lantu.resolve.founding.keys import public_part, secret, signer
from lantu.resolve.founding.settings import Settings
from lantu.resolve.wire.codes import Service, Transport
from lantu.resolve.wire.envelope import NEWEST
from lantu.resolve.wire.octets import MalformedError
from lantu.resolve.wire.records import Interface, Server, Site
from lantu.resolve.wire.values import HandleValue, Reference

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.resolve.engine.records import Record

SITE_INDEX: Final = 1
GROUP_INDEX: Final = 200
KEY_INDEX: Final = 300
SECRET_INDEX: Final = 301


@dataclass(frozen=True, slots=True)
class House:
    """A node's folder.

    Attributes:
        folder: Where it is.
    """

    folder: Path

    @property
    def store(self) -> Path:
        """Folder of its store."""
        return self.folder / "store"

    @property
    def site_key(self) -> Path:
        """File of the key that replies are signed with."""
        return self.folder / "keys" / "site.pem"

    @property
    def admin_key(self) -> Path:
        """File of the key that its operator answers challenges with."""
        return self.folder / "keys" / "admin.pem"

    @property
    def admin_secret(self) -> Path:
        """File of the operator's secret key, for clients that have none of the other kind."""
        return self.folder / "keys" / "admin.secret"

    def settings(self) -> Settings:
        """Its settings.

        Raises:
            PlaceError: There are none.
            DataError: They are wrong.
        """
        return Settings.read(self.folder)

    def policy(self, site: Site) -> Policy:
        """What the node is and allows.

        Raises:
            PlaceError: It would listen to strangers without a key to sign with.
            DataError: A setting or a key is wrong.
        """
        settings = self.settings()
        if not self.site_key.exists() and not loopback(settings.listen.address):
            raise PlaceError(
                f"{self.site_key} is not there, and {settings.listen.address} is open to others",
                hint="a node without keys listens at 127.0.0.1 only",
            )
        return Policy(
            site=site.format(),
            site_serial=site.serial,
            admins=(Reference(handle=handle_of(settings), index=GROUP_INDEX),),
            challenge_seconds=settings.limits.challenge_seconds,
            list_handles=settings.rules.list_handles,
            weak=settings.rules.weak_proofs,
            sign=signer(secret(self.site_key)) if self.site_key.exists() else None,
        )

    def site(self, serial: int = 1) -> Site:
        """What the node tells of itself.

        Raises:
            DataError: Its address is none.
        """
        settings = self.settings()
        port = settings.listen.port
        server = Server(
            number=1,
            address=_address(settings.listen.public or settings.listen.address),
            key=public_part(secret(self.site_key)) if self.site_key.exists() else b"",
            interfaces=tuple(
                Interface(service=Service.BOTH, transport=each, port=port)
                for each in (Transport.TCP, Transport.UDP)
            ),
        )
        return Site(
            protocol=NEWEST,
            serial=serial,
            primary=True,
            several_primaries=False,
            hash_option=2,
            attributes=(("desc", settings.prefix),),
            servers=(server,),
        )

    def brought_up_to_date(self, record: Record) -> tuple[Site, Change | None]:
        """The site as settings and keys are now, and the change of its record where they differ.

        Args:
            record: Of the node's prefix.
        """
        old = record.at(SITE_INDEX)
        try:
            told = None if old is None else Site.parse(old.data)
        except MalformedError:
            told = None
        serial = told.serial if told else 0
        site = self.site(serial)
        if told == site:
            return site, None
        site = replace(site, serial=serial % 0xFFFF + 1)
        value = HandleValue(index=SITE_INDEX, type="HS_SITE", data=site.format())
        others = tuple(each for each in record.values if each.index != SITE_INDEX)
        made = replace(record, values=(value, *others))
        return site, Change(key=folded(record.handle), record=made)


def handle_of(settings: Settings) -> str:
    """Handle of the node's prefix."""
    return PREFIXES + settings.prefix


def loopback(address: str) -> bool:
    """Whether nobody outside this machine reaches an address.

    Raises:
        DataError: It is none.
    """
    return _read(address).is_loopback


def _read(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return ipaddress.ip_address(address)
    except ValueError as error:
        raise DataError(
            f"listen: {address!r} is no address", hint="give numbers such as 192.0.2.7"
        ) from error


def _address(address: str) -> bytes:
    """Sixteen octets, as HS_SITE has them."""
    return _read(address).packed.rjust(16, b"\0")
