"""The door for eyes: the console's pages and the JSON API, one process, all files local."""

from lantu.web.serving import Address, serve

__all__ = ["Address", "serve"]
