"""The JSON API, ``/api/v1``: the same findings as the pages, for programs."""

from lantu.web.api.routes import BASE, make_api

__all__ = ["BASE", "make_api"]
