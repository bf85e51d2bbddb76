"""The bounds of a server: read, fitted to the open files allowed, and rates."""

import sys

import pytest

from plan.server.bounds import Bounds, Rate, raise_file_limit, read_bounds


def test_bounds_are_given_by_name_and_the_others_stay() -> None:
    assert read_bounds([]) == Bounds()
    assert read_bounds(["sessions=20", "megabytes=64"]) == Bounds(sessions=20, megabytes=64)


@pytest.mark.parametrize(
    "given", ["sessions", "sessions=", "sessions=0", "sessions=-1", "sessions=1.5", "seats=3", "=3"]
)
def test_what_is_no_bound_is_refused_with_its_words(given: str) -> None:
    with pytest.raises(ValueError, match=f"^{given}$"):
        read_bounds(["sessions=20", given])


def test_sessions_and_connections_fit_into_the_files_that_may_be_open() -> None:
    assert Bounds().within(None) == Bounds()
    assert Bounds().within(20_000) == Bounds()
    few = Bounds().within(1024)
    assert (few.sessions, few.connections) == (120, 360)
    # Four files a session, and one for each connection that is none.
    assert 4 * few.sessions + (few.connections - few.sessions) < 1024
    assert Bounds().within(0).sessions >= 1


def test_what_comes_in_a_burst_is_spread_after_it() -> None:
    now = [100.0]
    rate = Rate(2, burst=3, clock=lambda: now[0])
    assert [rate.wait() for _ in range(5)] == [0, 0, 0, 0.5, 1]
    now[0] += 1.5
    assert [rate.wait() for _ in range(2)] == [0, 0.5]
    now[0] += 60
    assert [rate.wait() for _ in range(4)] == [0, 0, 0, 0.5]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_the_limit_of_open_files_is_raised_to_what_the_system_allows() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, before[1]))
    try:
        assert raise_file_limit() == before[1]
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == before[1]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
