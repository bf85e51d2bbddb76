"""Who may read and edit: on this machine, elsewhere, signed in, not named, too long ago."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plan.desk.access import (
    WHY_NOT,
    Access,
    DenialReason,
    EditCookie,
    Forbidden,
    decide_access,
    digest_of,
    is_local,
    is_loopback,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OFFICER = "officer@example.org"
COOKIE = EditCookie("plan-edit-8501", digest_of("f00d"))
SENT = "plan-edit-8501=f00d"


def signed(
    email: object = OFFICER, verified: object = True, age: float = 60, left: float = 3600,
    **more: object,
) -> dict[str, object]:  # fmt: skip
    """The claims of a sign-in begun ``age`` seconds ago and valid for ``left`` more."""
    at = NOW.timestamp()
    claims = {"is_logged_in": True, "email": email, "email_verified": verified,
              "iat": at - age, "exp": at + left}  # fmt: skip
    return {name: value for name, value in {**claims, **more}.items() if value is not None}


def access(
    user: Mapping[str, object] | None = None,
    settings: Mapping[str, object] | None = None,
    **more: Any,
) -> Access:
    """A decision where signing in is set up, unless given otherwise."""
    given: dict[str, Any] = {
        "address": "127.0.0.1", "headers": {"Host": "localhost:8501"}, "sign_in": True,
        "user": user or {}, "settings": {"editors": [OFFICER]} if settings is None else settings,
        "account": "awa", "now": NOW, **more,
    }  # fmt: skip
    return decide_access(**given)


def local(address: str | None = "127.0.0.1", **headers: str) -> Access:
    """A decision where no signing in is set up."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return access(settings={}, sign_in=False, address=address, headers=named)


# --- Without signing in --------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.8.0.1"])
@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1", "[::1]:8501", "LOCALHOST."])
def test_a_local_user_edits_under_the_account_of_the_machine(address: str, host: str) -> None:
    assert local(address, Host=host) == Access(True, True, "awa", "", False)
    assert local(address, host=host, origin="http://localhost:8501").may_edit


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.168.1.5", "plan.example.org"])
def test_a_server_that_listens_elsewhere_is_read_only(address: str | None) -> None:
    found = local(address, Host="localhost:8501")
    assert found == Access(True, False, "", "elsewhere", False)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": ""},
        {"Host": "plan.example.org"},
        {"Host": "localhost.example.org"},
        {"Host": "127.0.0.1.example.org"},
        {"Host": "[::1"},
        {"Host": "localhost", "Origin": "https://plan.example.org"},
        {"Host": "localhost", "Origin": "null"},
        {"Host": "localhost", "X_Forwarded_For": "127.0.0.1"},
        {"Host": "localhost", "x_forwarded_host": "localhost"},
        {"Host": "localhost", "Forwarded": ""},
        {"Host": "localhost", "X_Real_IP": "127.0.0.1"},
        {"Host": "localhost", "Via": "1.1 proxy"},
    ],
    ids=str,
)
def test_with_a_proxy_or_another_name_in_front_it_is_read_only(headers: dict[str, str]) -> None:
    found = local("127.0.0.1", **headers)
    assert (found.may_read, found.may_edit, found.reason) == (True, False, "elsewhere")


@pytest.mark.parametrize(
    "sent",
    [SENT, f"_xsrf=1; {SENT}; b=2", f"plan-edit-8501=other; {SENT}", f"a;{SENT}", f" {SENT} ;"],
)
def test_where_the_server_gives_a_link_a_local_user_edits_with_its_cookie(sent: str) -> None:
    for name in ("cookie", "Cookie"):
        headers = {"Host": "localhost:8501", name: sent}
        found = access(settings={}, sign_in=False, headers=headers, cookie=COOKIE)
        assert found == Access(True, True, "awa", "", False)


@pytest.mark.parametrize(
    "sent",
    [
        None, "", ";", "=", "plan-edit-8501", "plan-edit-8501=", "plan-edit-8501=f00", "f00d",
        "plan-edit-8501=f00d0", "plan-edit-8502=f00d", "Plan-Edit-8501=f00d", f"x-{SENT}",
        f"plan-edit-8501={COOKIE.digest}", f"a={SENT}", f'"{SENT}"', f"{SENT},b=2",
        "plan-edit-8501=é", "plan-edit-8501=\udcff",
    ],
)  # fmt: skip
def test_without_the_cookie_of_the_link_a_local_user_only_reads(sent: str | None) -> None:
    headers = {"Host": "localhost:8501", **({} if sent is None else {"Cookie": sent})}
    found = access(settings={}, sign_in=False, headers=headers, cookie=COOKIE)
    assert found == Access(True, False, "", "no-link", False)


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (None, {"Host": "localhost"}),
        ("0.0.0.0", {"Host": "localhost"}),
        ("127.0.0.1", {"Host": "plan.example.org"}),
        ("127.0.0.1", {"Host": "localhost", "FORWARDED": "for=127.0.0.1"}),
        ("127.0.0.1", {"Host": "localhost", "Origin": "null"}),
    ],
)
def test_the_cookie_of_the_link_gives_no_rights_from_elsewhere(
    address: str | None, headers: dict[str, str]
) -> None:
    sent = {**headers, "Cookie": SENT}
    found = access(settings={}, sign_in=False, address=address, headers=sent, cookie=COOKIE)
    assert found == Access(True, False, "", "elsewhere", False)


def test_where_signing_in_is_set_up_the_cookie_of_the_link_plays_no_part() -> None:
    headers = {"Host": "localhost", "Cookie": SENT}
    assert access(headers=headers, cookie=COOKIE).reason == "signed-out"
    assert access(signed(), headers={"Host": "localhost"}, cookie=COOKIE).may_edit


def test_what_recognises_a_cookie_passes_as_text_and_reveals_no_value() -> None:
    assert EditCookie.parse(str(COOKIE)) == COOKIE
    assert EditCookie.parse("") is None
    assert "f00d" not in str(COOKIE)


def test_a_reader_list_without_sign_in_closes_the_dashboard_to_remote_users() -> None:
    settings = {"readers": [OFFICER]}
    outside = access(settings=settings, sign_in=False, address="0.0.0.0")
    assert outside == Access(False, False, "", "no-sign-in", False)
    assert access(settings=settings, sign_in=False).may_edit


@given(some.text(max_size=30))
def test_only_the_names_of_this_machine_are_its_own(name: str) -> None:
    assert not is_loopback(f"{name}.example.org")
    if is_loopback(name):
        assert re.fullmatch(r"(?i)localhost\.?|\[?(127\.[0-9.]+|[0:]*1|::ffff:127\..+)(%.*)?\]?",
                            name)  # fmt: skip


@given(some.text(max_size=40), some.text(max_size=40))
def test_any_host_and_origin_can_be_read(host: str, origin: str) -> None:
    assert is_local("127.0.0.1", {"Host": host, "Origin": origin}) in (True, False)


# --- Signed in -----------------------------------------------------------------------------------


def test_an_editor_who_is_signed_in_may_edit_in_their_own_name() -> None:
    assert access(signed()) == Access(True, True, OFFICER, "", True)


def test_with_sign_in_set_up_local_users_must_sign_in_too() -> None:
    assert access() == Access(True, False, "", "signed-out", False)


def test_a_signed_in_user_who_is_no_editor_may_only_read() -> None:
    found = access(signed("reader@example.org"))
    assert found == Access(True, False, "reader@example.org", "not-editor", True)


@pytest.mark.parametrize("settings", [{}, {"editors": []}, {"editors": 3}, {"editors": ["", "@"]}])
def test_without_editors_nobody_edits(settings: dict[str, object]) -> None:
    for user in (signed(), {}):
        found = access(user, settings)
        assert found.may_read
        assert not found.may_edit
        assert found.reason == "no-editors"


@pytest.mark.parametrize(
    ("entry", "address", "named"),
    [
        ("officer@example.org", "officer@example.org", True),
        ("Officer@Example.ORG", "oFFicer@examplE.org", True),
        (" officer@example.org ", "officer@example.org", True),
        ("example.org", "officer@example.org", True),
        ("@example.org", "officer@EXAMPLE.org", True),
        ("example.org", "officer@sub.example.org", False),
        ("sub.example.org", "officer@example.org", False),
        ("sub.example.org", "officer@sub.example.org", True),
        ("example.org", "officer@badexample.org", False),
        ("example.org", "officer@example.org.evil.example", False),
        ("example.org", "example.org", False),
        ("example.org", "officer@example.org@evil.example", False),
        ("example.org", "officer @example.org", False),
        ("officer@example.org", "officer@example.org\n", False),
        ("*", "officer@example.org", False),
        ("*@example.org", "officer@example.org", False),
        ("kelvin@example.org", "\u212aelvin@example.org", False),
        ("officer", "officer@example.org", False),
    ],
)
def test_an_entry_names_an_address_or_the_whole_of_a_domain(
    entry: str, address: str, named: bool
) -> None:
    assert access(signed(address), {"editors": [entry]}).may_edit is named
    closed = {"editors": ["nobody@example.net"], "readers": [entry]}
    assert access(signed(address), closed).may_read is named
    assert access(signed(address), {"editors": entry}).may_edit is named


@pytest.mark.parametrize("verified", [None, False, 0, 1, "true", "false", [True]])
def test_only_a_verified_address_counts(verified: object) -> None:
    found = access(signed(verified=verified))
    assert found == Access(True, False, "", "unverified", True)


def test_an_unstated_verification_can_be_trusted_a_denied_one_cannot() -> None:
    trusting = {"editors": [OFFICER], "trust_unverified": True}
    assert access(signed(verified=None), trusting).may_edit
    assert not access(signed(verified=False), trusting).may_edit
    assert not access(signed(verified=None), {**trusting, "trust_unverified": "true"}).may_edit


@pytest.mark.parametrize("email", [None, "", 5, "example.org", "@example.org", "a@", [OFFICER]])
def test_a_sign_in_without_an_address_gives_no_rights(email: object) -> None:
    found = access(signed(email), {"editors": ["example.org"]})
    assert (found.may_edit, found.who, found.reason) == (False, "", "unverified")


@pytest.mark.parametrize("claim", [None, False, "true", 1, "yes"])
def test_without_being_signed_in_no_claim_gives_rights(claim: object) -> None:
    found = access(signed(is_logged_in=claim))
    assert found == Access(True, False, "", "signed-out", False)


# --- Readers -------------------------------------------------------------------------------------

CLOSED = {"editors": [OFFICER], "readers": ["example.net"]}


def test_with_a_reader_list_others_may_not_read() -> None:
    assert access(signed(), CLOSED).may_edit
    assert access(signed("a@example.net"), CLOSED) == Access(
        True, False, "a@example.net", "not-editor", True
    )
    assert access(signed("a@example.com"), CLOSED) == Access(
        False, False, "a@example.com", "not-reader", True
    )
    assert access({}, CLOSED) == Access(False, False, "", "closed", False)


@pytest.mark.parametrize("readers", [[], "", None, 4, {"a": "b"}])
def test_a_list_of_readers_that_names_nobody_still_closes(readers: object) -> None:
    settings = {"editors": [OFFICER], "readers": readers}
    assert access(signed(), settings).may_edit
    assert not access(signed("a@example.net"), settings).may_read
    assert not access({}, settings).may_read


def test_an_expired_or_unverified_sign_in_reads_nothing_where_readers_are_named() -> None:
    assert access(signed(age=10**6), CLOSED) == Access(False, False, "", "expired", True)
    assert access(signed(verified=False), CLOSED) == Access(False, False, "", "unverified", True)


def test_settings_that_cannot_be_read_let_nobody_in() -> None:
    for sign_in in (True, False):
        found = decide_access(address="127.0.0.1", headers={"Host": "localhost"}, sign_in=sign_in,
                       user=signed(), settings=None, account="awa", now=NOW)  # fmt: skip
        assert found == Access(False, False, "", "unreadable", False)


# --- How long a sign-in lasts --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "left", "hours", "lasts"),
    [
        (60, 3600, None, True),
        (3600, 0, None, False),  # its provider says that it is over
        (3600, -1, None, False),
        (3600, 1, None, True),
        (12 * 3600 - 1, 10**6, None, True),
        (12 * 3600, 10**6, None, False),  # it is too old, whatever its provider says
        (3600, -1, 8, True),  # the server sets its own length
        (8 * 3600 - 1, -1, 8, True),
        (8 * 3600, 10**6, 8, False),
        (60, 3600, 0, False),
        (60, 3600, -1, False),
        (1800, 3600, 0.5, False),
        (1799, 3600, 0.5, True),
        (3600, -1, "8", False),  # no length at all
        (3600, -1, True, False),
        (3600, -1, float("nan"), False),
        (-200, 3600, None, True),  # two clocks differ a little
        (-400, 3600, None, False),
        (-400, 3600, 8, False),
    ],
)
def test_a_sign_in_lasts_as_long_as_its_provider_or_the_server_says(
    age: float, left: float, hours: object, lasts: bool
) -> None:
    settings: dict[str, object] = {"editors": [OFFICER]}
    if hours is not None:
        settings["session_hours"] = hours
    found = access(signed(age=age, left=left), settings)
    assert found.may_edit is lasts
    assert found.reason == ("" if lasts else "expired")


@pytest.mark.parametrize("name", ["iat", "exp"])
@pytest.mark.parametrize("value", [None, "1772442000", True, float("nan"), float("inf"), [1]])
def test_a_sign_in_without_valid_times_is_expired(name: str, value: object) -> None:
    assert access(signed(**{name: value})).reason == "expired"


@pytest.mark.parametrize("value", [10**400, -(10**400), 1e300, -1e300])
def test_absurd_times_give_no_rights(value: float) -> None:
    assert not access(signed(iat=value)).may_edit


def test_rights_end_while_a_page_stays_open() -> None:
    user, settings = signed(age=0), {"editors": [OFFICER], "session_hours": 1}
    assert access(user, settings, now=NOW + timedelta(minutes=59)).may_edit
    assert access(user, settings, now=NOW + timedelta(minutes=60)).reason == "expired"


# --- What always holds ---------------------------------------------------------------------------

VALUES = some.one_of(
    some.none(), some.booleans(), some.integers(), some.floats(), some.text(max_size=8),
    some.sampled_from([OFFICER, "example.org", NOW.timestamp()]),
    some.lists(some.sampled_from([OFFICER, "example.org", "", "@", 3]), max_size=3),
)  # fmt: skip
CLAIMS = some.dictionaries(
    some.sampled_from(["is_logged_in", "email", "email_verified", "iat", "exp"]), VALUES
)
SETTINGS = some.none() | some.dictionaries(
    some.sampled_from(["editors", "readers", "session_hours", "trust_unverified"]), VALUES
)


HEADERS = some.dictionaries(
    some.sampled_from(["Host", "Origin", "Forwarded", "Cookie"]),
    some.sampled_from(["localhost", "http://localhost", "evil.example", SENT]),
)


@given(CLAIMS, SETTINGS, some.booleans(), some.sampled_from([None, "127.0.0.1", "::"]), HEADERS,
       some.sampled_from([None, COOKIE]))  # fmt: skip
def test_every_access_decision_is_consistent(
    user: dict[str, object], settings: dict[str, object] | None, sign_in: bool,
    address: str | None, headers: dict[str, str], cookie: EditCookie | None,
) -> None:  # fmt: skip
    found = decide_access(address=address, headers=headers, sign_in=sign_in, user=user,
                   settings=settings, account="awa", now=NOW, cookie=cookie)  # fmt: skip
    assert found.may_edit is (found.reason == "")
    assert found.may_read or not found.may_edit
    if found.may_edit:
        assert found.who
        found.demand_edit()
        assert sign_in or (address == "127.0.0.1" and found.who == "awa")
        assert sign_in or cookie is None or headers["Cookie"] == SENT
        assert not sign_in or (user["is_logged_in"] is True and found.who == user["email"])
    else:
        with pytest.raises(Forbidden) as refused:
            found.demand_edit()
        assert refused.value.reason == found.reason
        assert WHY_NOT[found.reason]


def test_a_change_by_someone_without_rights_or_a_name_is_refused() -> None:
    access(signed()).demand_edit()
    for forbidden in (
        access(),
        Access(True, True, "", "", True),
        Access(False, True, "a", "", True),
    ):
        with pytest.raises(Forbidden):
            forbidden.demand_edit()


def test_every_reason_has_its_sentence() -> None:
    assert set(WHY_NOT) == set(get_args(DenialReason)) - {""}
