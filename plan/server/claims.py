"""Who signed in, read from a request itself: for requests that reach no page, such as uploads.

In: headers of a request. Out: the claims of the sign-in, as Streamlit gives them to pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import cookie_parser
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME


def signed_in(headers: Mapping[str, str], sent_back: str) -> Mapping[str, object]:
    """The claims in Streamlit's cookie, if it is of this dashboard; empty otherwise.

    Names of headers are in small letters. ``sent_back``: the address to which the provider sends
    back, whose origin the cookie holds. A request that changes something names its origin; that of
    another is taken to come from the host that it asks.
    """
    asked = f"{urlsplit(sent_back).scheme}://{headers.get('host', '')}"
    cookies = cookie_parser(headers.get("cookie", ""))
    try:
        # Streamlit has no public name for it.
        claims = starlette_websocket._get_signed_cookie_with_chunks(cookies, USER_COOKIE_NAME)
        if claims is None:
            return {}
        return starlette_websocket._parse_decoded_user_cookie(claims, headers.get("origin", asked))
    except Exception:  # as in Streamlit, a cookie that cannot be read signs nobody in
        return {}
