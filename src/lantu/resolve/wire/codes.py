"""Numbers of the protocol and what they mean (RFC 3652, §2.2.2; IDIS for 603 to 605 and 2001)."""

from __future__ import annotations

from enum import IntEnum, IntFlag


class Op(IntEnum):
    """What is asked."""

    RESOLUTION = 1
    SITE_INFO = 2
    CREATE_HANDLE = 100
    DELETE_HANDLE = 101
    ADD_VALUE = 102
    REMOVE_VALUE = 103
    MODIFY_VALUE = 104
    LIST_HANDLES = 105
    CHALLENGE_RESPONSE = 200
    VERIFY_CHALLENGE = 201
    HOME_PREFIX = 300
    UNHOME_PREFIX = 301
    LIST_HOMED_PREFIXES = 302
    SESSION_SETUP = 400
    SESSION_TERMINATE = 401
    SESSION_KEY_EXCHANGE = 402
    LOGIN = 2001


class Code(IntEnum):
    """How it went."""

    NONE = 0
    SUCCESS = 1
    ERROR = 2
    BUSY = 3
    PROTOCOL_ERROR = 4
    NOT_SUPPORTED = 5
    RECURSION_LIMIT = 6
    READ_ONLY = 7
    HANDLE_NOT_FOUND = 100
    HANDLE_EXISTS = 101
    INVALID_HANDLE = 102
    VALUES_NOT_FOUND = 200
    VALUE_EXISTS = 201
    INVALID_VALUE = 202
    STALE_SITE_INFO = 300
    NOT_RESPONSIBLE = 301
    SERVICE_REFERRAL = 302
    PREFIX_REFERRAL = 303
    NO_ADMIN = 400
    NOT_PERMITTED = 401
    CHALLENGE = 402
    PROOF_FAILED = 403
    NO_CREDENTIAL = 404
    CHALLENGE_EXPIRED = 405
    PROOF_UNREADABLE = 406
    SESSION_EXPIRED = 500
    SESSION_FAILED = 501
    SESSION_KEY_INVALID = 502
    SESSION_NEEDS_KEY = 503
    SESSION_SETUP_INVALID = 504
    SESSION_REPLAY = 505
    DAILY_LIMIT = 603
    REGISTRATION_LIMIT = 604
    PREFIX_LIMIT = 605


class Flag(IntFlag):
    """How it is asked."""

    AUTHORITATIVE = 0x8000_0000
    CERTIFY = 0x4000_0000
    ENCRYPT = 0x2000_0000
    RECURSE = 0x1000_0000
    CACHE_CERTIFIED = 0x0800_0000
    MORE_FOLLOWS = 0x0400_0000
    KEEP_ALIVE = 0x0200_0000
    PUBLIC_ONLY = 0x0100_0000
    RETURN_DIGEST = 0x0080_0000
    OVERWRITE = 0x0040_0000
    MINT = 0x0020_0000
    NO_REFERRAL = 0x0010_0000


class EnvelopeFlag(IntFlag):
    """What the envelope says of its message; the low two bits are of a version."""

    COMPRESSED = 0x80
    ENCRYPTED = 0x40
    TRUNCATED = 0x20


class Permission(IntFlag):
    """Who may do what with a value."""

    ADMIN_READ = 8
    ADMIN_WRITE = 4
    PUBLIC_READ = 2
    PUBLIC_WRITE = 1


class AdminRight(IntFlag):
    """What an administrator may do (HS_ADMIN)."""

    ADD_HANDLE = 0x0001
    DELETE_HANDLE = 0x0002
    ADD_PREFIX = 0x0004
    DELETE_PREFIX = 0x0008
    MODIFY_VALUE = 0x0010
    REMOVE_VALUE = 0x0020
    ADD_VALUE = 0x0040
    MODIFY_ADMIN = 0x0080
    REMOVE_ADMIN = 0x0100
    ADD_ADMIN = 0x0200
    READ_VALUE = 0x0400
    LIST_HANDLES = 0x0800


class SessionMode(IntEnum):
    """Where a session's key comes from."""

    CLIENT_KEY = 1
    SERVER_KEY = 2
    HANDLE_KEY = 3
    DIFFIE_HELLMAN = 4


class Transport(IntEnum):
    """Which protocol an interface of a server speaks (HS_SITE)."""

    UDP = 0
    TCP = 1
    HTTP = 2
    HTTPS = 3


class Service(IntEnum):
    """What an interface of a server is for (HS_SITE)."""

    ADMIN = 1
    QUERY = 2
    BOTH = 3
