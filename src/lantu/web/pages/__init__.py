"""The console's pages, in both languages."""

from lantu.web.pages.site import make_pages

__all__ = ["make_pages"]
