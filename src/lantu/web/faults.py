"""The one shape of an error, and the status that each kind of error answers with."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from lantu.errors import (
    CallerError,
    DataError,
    FactsError,
    InternalError,
    LantuError,
    PeerError,
    PlaceError,
)

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

    from lantu.workbench import Fault

KINDS: tuple[tuple[type[LantuError], str, HTTPStatus], ...] = (
    (CallerError, "caller", HTTPStatus.BAD_REQUEST),
    (DataError, "data", HTTPStatus.UNPROCESSABLE_ENTITY),
    (PlaceError, "place", HTTPStatus.INSUFFICIENT_STORAGE),
    (PeerError, "peer", HTTPStatus.BAD_GATEWAY),
    (InternalError, "internal", HTTPStatus.INTERNAL_SERVER_ERROR),
)
"""By whose fault, what it is called in JSON, and the status it answers with."""


SEE = "the calls are listed in /api/v1/openapi.json"
"""The way out of a call that is not one."""


class AbsentError(CallerError):
    """What is asked for is not there."""


def error_record(
    kind: str, message: str, hint: str = "", faults: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """An error as JSON values: ``{"error": {kind, message, hint, faults}}``."""
    return {"error": {"kind": kind, "message": message, "hint": hint, "faults": faults or []}}


def told(error: LantuError) -> dict[str, Any]:
    """An error of lantu as JSON values."""
    kind = next(name for known, name, _ in KINDS if isinstance(error, known))
    listed = [fault_record(fault) for fault in getattr(error, "faults", ())]
    return error_record(kind, error.args[0], error.hint, listed)


def fault_record(fault: Fault) -> dict[str, Any]:
    """A fault of the facts as JSON values, in both languages."""
    return {
        "rule": fault.rule,
        "severity": fault.severity,
        "file": fault.file,
        "table": fault.table,
        "row": fault.row,
        "column": fault.column,
        "cell": fault.cell,
        "found": fault.found,
        "zh": fault.say("zh"),
        "en": fault.say("en"),
    }


def status_of(error: LantuError) -> HTTPStatus:
    """The status that an error answers with."""
    if isinstance(error, AbsentError):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, FactsError):
        return HTTPStatus.CONFLICT
    return next(status for known, _, status in KINDS if isinstance(error, known))


def answer_errors(app: FastAPI) -> None:
    """Have every error of an application answered in the one shape."""
    app.add_exception_handler(LantuError, _of_lantu)
    app.add_exception_handler(RequestValidationError, _of_values)
    app.add_exception_handler(HTTPException, _of_http)


async def _of_lantu(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, LantuError):
        raise error
    return JSONResponse(told(error), status_of(error))


async def _of_values(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    record = error_record("caller", f"{place}: {first['msg']}", SEE)
    return JSONResponse(record, HTTPStatus.UNPROCESSABLE_ENTITY)


async def _of_http(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    record = error_record("caller", str(error.detail), SEE)
    return JSONResponse(record, error.status_code, error.headers)
