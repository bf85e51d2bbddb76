"""Who signed in, read from the headers of a request."""

import json

import pytest
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from plan.server.claims import signed_in

OWN = "https://plan.example.org"
SECRET = "a secret of these tests, and of nothing else"


def cookie(secret: str = SECRET) -> str:
    claims = {"origin": OWN, "is_logged_in": True, "email": "awa@example.org"}
    signed = create_signed_value(secret, USER_COOKIE_NAME, json.dumps(claims))
    return f"other=1; {USER_COOKIE_NAME}={signed.decode()}"


@pytest.mark.parametrize(
    ("headers", "known"),
    [
        ({"cookie": cookie(), "host": "plan.example.org", "origin": OWN}, True),
        ({"cookie": cookie(), "host": "plan.example.org"}, True),
        ({"cookie": cookie(), "host": "plan.example.org", "origin": "https://evil.example"}, False),
        ({"cookie": cookie(), "host": "evil.example"}, False),
        ({"cookie": cookie("another"), "host": "plan.example.org", "origin": OWN}, False),
        ({"cookie": f"{USER_COOKIE_NAME}=\xff|||", "origin": OWN}, False),
        ({"origin": OWN}, False),
    ],
)
def test_a_cookie_signs_in_only_where_it_was_given(
    headers: dict[str, str], known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: SECRET)
    claims = signed_in(headers, f"{OWN}/oauth2callback")
    assert claims == ({"is_logged_in": True, "email": "awa@example.org"} if known else {})
