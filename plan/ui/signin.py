"""Signing in and out, and the access of the current reader.

In: the server's settings and the request. Out: an ``Access``. Streamlit signs readers in, with any
provider of OpenID Connect; ``plan.desk.access`` decides what they may do.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit import config

from plan.desk.access import WHY_NOT, Access, EditCookie, decide_access
from plan.locale.translation import Say
from plan.server.claims import signed_in
from plan.server.serve import EDIT_COOKIE, PLAN_FRONTED
from plan.ui import widgets
from plan.ui.text import html


def access() -> Access:
    """What the reader may do, decided anew at each call; call it again before a change."""
    user = st.user.to_dict() if _section("auth") else {}
    return _access_of(st.context.headers.to_dict(), user)


def anyone_may_read(headers: Mapping[str, str]) -> bool:
    """Whether whoever sends a request with these headers may read, without signing in."""
    return _access_of(headers, {}).may_read


def rights(headers: Mapping[str, str]) -> Access:
    """What whoever sends a request with these headers may do, signed in or not.

    Names of headers are in small letters. For requests that reach no page, such as uploads: there
    it is Streamlit that signs in, from the same cookie.
    """
    auth = _section("auth")
    return _access_of(headers, signed_in(headers, str(auth.get("redirect_uri"))) if auth else {})


def _access_of(headers: Mapping[str, str], user: Mapping[str, object]) -> Access:
    # With other host names there is a proxy, which may not identify itself by headers.
    fronted = os.environ.get(PLAN_FRONTED)
    return decide_access(
        address=None if fronted else st.get_option("server.address"),
        headers=headers,
        sign_in=bool(_section("auth")),
        user=user,
        settings=None if _broken() else _section("plan"),
        account=_account(),
        now=datetime.now(UTC),
        cookie=EditCookie.parse(os.environ.get(EDIT_COOKIE, "")),
    )


def why_not(granted: Access, say: Say) -> str:
    """A sentence with the reason why a reader may not edit; empty if they may."""
    return say(WHY_NOT[granted.reason]) if granted.reason else ""


def control(granted: Access, say: Say) -> None:
    """Draw who is signed in and the button to sign out, or the buttons to sign in, if any."""
    providers = _providers()
    if not providers:
        return
    if granted.who and granted.signed_in:
        words = say("Signed in as {who}", who=granted.who)
        html(Markup('<p class="plan-signed">{}</p>').format(words), width="content")
    if granted.signed_in and granted.reason != "expired":
        widgets.button(say("Sign out"), on_click=st.logout, key="sign-out", type="tertiary")
        return
    for name in providers:
        label = say("Sign in with {name}", name=name) if name else say("Sign in")
        widgets.button(
            label, on_click=st.login, args=(name,) if name else (), key=f"sign-in-{name}",
            type="tertiary",
        )  # fmt: skip


def _section(name: str) -> Mapping[str, object]:
    """A section of the server's secrets; empty if absent."""
    if not st.secrets.load_if_toml_exists():
        return {}
    found = st.secrets.get(name)
    return found if isinstance(found, Mapping) else {}


def _broken() -> bool:
    """Whether there are secrets that cannot be read, which Streamlit treats as none."""
    if st.secrets.load_if_toml_exists():
        return False
    named = config.is_manually_set("secrets.files")
    return named or any(Path(each).exists() for each in st.get_option("secrets.files"))


def _providers() -> list[str]:
    """The names of the providers; a single one has the empty name."""
    section = _section("auth")
    if "client_id" in section:
        return [""]
    return [
        name for name, inner in section.items()
        if isinstance(inner, Mapping) and "client_id" in inner
    ]  # fmt: skip


@cache
def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "local"  # an account without a name, as in some containers
