"""Who may read and who may edit, decided from what the server knows of a request.

Nothing here reads the clock or the network. Code that makes a change calls ``decide_access`` again
at that moment, and ``demand_edit`` on the result.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from urllib.parse import urlsplit

#: Why someone may not edit, or not even read; empty where they may edit.
DenialReason = Literal[
    "", "elsewhere", "no-link", "signed-out", "expired", "unverified", "no-editors", "not-editor",
    "closed", "not-reader", "no-sign-in", "unreadable",
]  # fmt: skip

#: The sentence shown for each reason.
WHY_NOT: Final[dict[DenialReason, str]] = {
    "elsewhere": "This dashboard is read-only. It can be edited on the computer that runs it, "
    "or after signing in if its server allows it.",
    "no-link": "In this browser the dashboard is read-only. To edit, open the link that the "
    "terminal shows, where the dashboard was started.",
    "signed-out": "Sign in to edit.",
    "expired": "Your session has expired: sign in again.",
    "unverified": "Your account has no verified e-mail address: it gives no rights.",
    "no-editors": "Nobody can edit: the server names no editors.",
    "not-editor": "You are signed in, but you are not one of the editors.",
    "closed": "This dashboard is open only to the people named by its server: sign in to read it.",
    "not-reader": "This dashboard is open only to the people named by its server, and your "
    "address is not among them.",
    "no-sign-in": "This dashboard is open only to the people named by its server, but sign-in is "
    "not configured there.",
    "unreadable": "The sign-in settings of the server cannot be read: nobody is let in until "
    "this is corrected.",
}

#: The longest time a sign-in is valid, unless the server sets another.
HOURS: Final = 12.0
#: Clocks of two machines differ: a sign-in may be dated a little in the future.
_LEEWAY: Final = 300.0  # seconds
_ADDRESS: Final = re.compile(r"[^\s@]+@[^\s@.][^\s@]*")
_FORWARDED: Final = (
    "forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
    "x-forwarded-server", "x-forwarded-port", "x-real-ip",
)  # fmt: skip


class Forbidden(Exception):
    """A change was asked for by someone who may not make it; ``reason`` says why."""

    def __init__(self, reason: DenialReason) -> None:
        """Refuse for that reason."""
        super().__init__(reason)
        self.reason: Final = reason


@dataclass(frozen=True)
class EditCookie:
    """The cookie of a browser that has opened the server's link: its name, and the SHA-256 of it.

    The digest recognises the value and does not reveal it.
    """

    name: str
    digest: str

    @classmethod
    def parse(cls, text: str) -> EditCookie | None:
        """The cookie that ``str`` wrote; None for an empty text, where none is asked for."""
        name, _, digest = text.partition("=")
        return cls(name, digest) if text else None

    def __str__(self) -> str:
        """The text that ``parse`` reads."""
        return f"{self.name}={self.digest}"

    def is_in(self, headers: Mapping[str, str]) -> bool:
        """Whether a request with these headers, names in any case, carries the cookie."""
        given = ";".join(value for name, value in headers.items() if name.lower() == "cookie")
        # Another server on this machine can add a cookie of the same name: each is looked at.
        values = [value for name, _, value in map(_halves, given.split(";")) if name == self.name]
        return any(hmac.compare_digest(digest_of(value), self.digest) for value in values)


def digest_of(value: str) -> str:
    """The SHA-256 of a cookie's value, in hexadecimal."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def _halves(pair: str) -> tuple[str, str, str]:
    return pair.strip().partition("=")


@dataclass(frozen=True)
class Access:
    """What one person may do at one moment; changes are recorded under ``who``."""

    may_read: bool
    may_edit: bool
    who: str
    reason: DenialReason
    signed_in: bool

    def demand_edit(self) -> None:
        """Raise ``Forbidden`` unless editing is allowed."""
        if not (self.may_edit and self.may_read and self.who):
            raise Forbidden(self.reason)


def decide_access(
    *,
    address: str | None,
    headers: Mapping[str, str],
    sign_in: bool,
    user: Mapping[str, object],
    settings: Mapping[str, object] | None,
    account: str,
    now: datetime,
    cookie: EditCookie | None = None,
) -> Access:
    """What the person of a request may do.

    ``address``: where the server listens, if known. ``headers``: those of the request, names in
    any case. ``sign_in``: whether signing in is set up. ``user``: the claims of the sign-in.
    ``settings``: the server's lists ``editors`` and ``readers``, ``session_hours`` and
    ``trust_unverified``, or None where they cannot be read. ``account``: the user of the server's
    own machine. ``now`` with its time zone. ``cookie``: what a request must carry to edit without
    signing in; None where it is enough to be on the server's own machine.
    """
    if settings is None:
        return Access(False, False, "", "unreadable", False)
    if not sign_in:
        here = is_local(address, headers)
        if here and (cookie is None or cookie.is_in(headers)):
            return Access(True, True, account, "", False)
        if "readers" in settings:
            return Access(False, False, "", "no-sign-in", False)
        return Access(True, False, "", "no-link" if here else "elsewhere", False)
    # Even on this machine: a proxy beside the server can make any request look like a local one.
    who, reason = _person(user, settings, now)
    signed_in = user.get("is_logged_in") is True
    editors = _listed(settings, "editors")
    if who and _named(who, editors):
        return Access(True, True, who, "", signed_in)
    if not reason:
        reason = "not-editor" if editors else "no-editors"
    if "readers" in settings and not (who and _named(who, _listed(settings, "readers"))):
        refused: dict[DenialReason, DenialReason] = {"signed-out": "closed"}
        return Access(
            False, False, who, "not-reader" if who else refused.get(reason, reason), signed_in
        )
    if not editors:
        reason = "no-editors"
    return Access(True, False, who, reason, signed_in)


def is_loopback(name: str | None) -> bool:
    """Whether a host's name or address, without a port, is this machine's own."""
    if not name:
        return False
    if name.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return False


def is_local(address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from the server's own machine, with nothing in between."""
    known = {name.lower(): value for name, value in headers.items()}
    if not is_loopback(address) or any(name in known for name in _FORWARDED):
        return False
    if not is_loopback(_host(f"//{known.get('host', '')}")):
        return False
    return "origin" not in known or is_loopback(_host(known["origin"]))


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _person(
    user: Mapping[str, object], settings: Mapping[str, object], now: datetime
) -> tuple[str, DenialReason]:
    """The e-mail address of the person who signed in, or why there is none."""
    if user.get("is_logged_in") is not True:
        return "", "signed-out"
    if not _is_valid(user, settings, now):
        return "", "expired"
    verified = user.get("email_verified")
    if verified is None:
        verified = settings.get("trust_unverified")
    address = user.get("email")
    if verified is not True or not isinstance(address, str) or not _ADDRESS.fullmatch(address):
        return "", "unverified"
    return address, ""


def _is_valid(user: Mapping[str, object], settings: Mapping[str, object], now: datetime) -> bool:
    """Whether a sign-in is still valid: neither too old nor expired for its provider.

    A length set by the server replaces the provider's expiry, which is often one hour.
    """
    issued, expires = _number(user.get("iat")), _number(user.get("exp"))
    hours = _number(settings.get("session_hours"))
    at = now.timestamp()
    if issued is None or at < issued - _LEEWAY:
        return False
    if hours is None and (expires is None or at >= expires):
        return False
    return at - issued < (HOURS if hours is None else hours) * 3600


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _listed(settings: Mapping[str, object], name: str) -> frozenset[str]:
    """The addresses and domains (with their ``@``) of a list; other values are ignored."""
    listed = settings.get(name)
    several = [listed] if isinstance(listed, str) else listed
    if not isinstance(several, list | tuple):
        return frozenset()
    addresses = (_plain(each) for each in several if isinstance(each, str))
    return frozenset(each if "@" in each else f"@{each}" for each in addresses if each.strip("@"))


def _named(who: str, addresses: frozenset[str]) -> bool:
    plain = _plain(who)
    return plain in addresses or f"@{plain.partition('@')[2]}" in addresses


def _plain(text: str) -> str:
    # Outside ASCII other letters fold into these, such as the Kelvin sign into a k.
    return text.strip().lower() if text.isascii() else text.strip()
