"""The Handle protocol octet by octet, 2.10 and 2.11, without any input or output.

Records are read by ``parse`` and written by ``format``, which are each other's inverse on
everything that is well formed. RFC 3650 to 3652, and what deployed software really sends.
"""
