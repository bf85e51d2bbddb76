"""Long readings are shared, bounded in number, stopped, ended when unwanted, and kept."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from plan.articles.extraction import Refused
from plan.articles.limits import Progress
from plan.edition.edition import load
from plan.server.readings import Readings
from plan.server.worker import Failed, Finished, Message, Steps, start_worker
from plan.suggestions.proposals import (
    ArticleRead,
    compare_with_record,
    examine,
    published_by_text,
    reading,
    without_record,
)

ROOT = Path(__file__).parents[2]
PAGE = "tests/labelled/held/mali-press/maliweb-tgi-commune4.html"
Report = Callable[[Message], None]


class Workers:
    """Workers that do nothing by themselves, and a clock that a test moves."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.killed: list[int] = []
        self.now = 0.0
        self.repeated: list[Callable[[], bool]] = []
        self.readings = Readings(self.start, lambda: self.now, self.repeated.append)

    def start(self, steps: Steps, report: Report) -> Killed:
        self.reports.append(report)
        return Killed(self, len(self.reports) - 1)

    def look(self, key: str, size: int = 1) -> str:
        return self.readings.look(key, steps, size).phase


class Killed:
    def __init__(self, workers: Workers, number: int) -> None:
        self.workers, self.number = workers, number

    def kill(self) -> None:
        self.workers.killed.append(self.number)


def steps() -> Generator[Progress, None, object]:
    yield Progress("sentences", 0, 1)
    return "read"


def refuse() -> Generator[Progress, None, object]:
    yield Progress("pages", 0, 1)
    raise Refused("empty")


@pytest.fixture
def workers() -> Workers:
    return Workers()


def test_two_pages_share_one_reading_and_its_result(workers: Workers) -> None:
    assert [workers.look("a"), workers.look("a")] == ["underway"] * 2
    assert len(workers.reports) == 1
    workers.reports[0](Progress("sentences", 3, 9))
    state = workers.readings.state("a")
    assert state is not None
    assert state.progress == Progress("sentences", 3, 9)
    workers.reports[0](Finished("read"))
    assert workers.readings.look("a", steps, 1).result == "read"
    assert len(workers.reports) == 1


def test_a_third_reading_waits_until_another_has_ended(workers: Workers) -> None:
    assert [workers.look(key) for key in "abc"] == ["underway", "underway", "waiting"]
    workers.readings.stop("a")
    assert (workers.killed, workers.look("a"), workers.look("c")) == ([0], "stopped", "underway")


def test_a_stopped_reading_begins_again_and_hears_nothing_of_the_former(workers: Workers) -> None:
    workers.look("a")
    workers.readings.stop("a")
    workers.readings.forget("a")
    assert workers.look("a") == "underway"
    workers.reports[0](Failed("killed"))
    assert workers.look("a") == "underway"


def test_a_failure_is_a_state_of_its_own(workers: Workers) -> None:
    workers.look("a")
    workers.reports[0](Failed("out of memory"))
    assert workers.look("a") == "failed"


def test_a_reading_that_no_page_wants_is_ended(workers: Workers) -> None:
    workers.look("a")
    (end_unwanted,) = workers.repeated
    workers.now = 500.0
    workers.reports[0](Progress("sentences", 1, 9))
    assert end_unwanted()
    workers.now = 601.0
    assert not end_unwanted()
    assert (workers.killed, workers.readings.state("a")) == ([0], None)


def test_a_reading_that_says_nothing_for_long_has_failed(workers: Workers) -> None:
    workers.look("a")
    workers.now = 301.0
    workers.look("a")
    assert not workers.repeated[0]()
    assert workers.look("a") == "failed"


def test_results_are_kept_up_to_a_number_of_bytes(workers: Workers) -> None:
    for number, key in enumerate("ab"):
        workers.now += 1
        workers.look(key, 30 * 2**20)
        workers.reports[number](Finished(key))
    assert workers.readings.state("a") is None
    assert workers.look("b") == "finished"


@pytest.mark.parametrize(("work", "last"), [(steps, "read"), (refuse, "empty")])
def test_a_process_of_its_own_reports_the_result_or_the_refusal(
    work: Steps, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    said, ended = _said(work)
    assert ended.wait(60)
    assert isinstance(said[-1], Finished)
    assert last in (said[-1].result, getattr(said[-1].result, "code", None))


def test_a_process_that_takes_too_much_memory_fails_by_itself() -> None:
    said, ended = _said(functools.partial(bytes, 2**42))
    assert ended.wait(60)
    assert isinstance(said[-1], Failed)


def _said(work: Callable[[], object]) -> tuple[list[Message], threading.Event]:
    said: list[Message] = []
    ended = threading.Event()

    def report(message: Message) -> None:
        said.append(message)
        if not isinstance(message, Progress):
            ended.set()

    start_worker(work, report)  # type: ignore[arg-type]
    return said, ended


@pytest.mark.parametrize("file", ["seeds/001_e715472801c2af51.txt", PAGE])
def test_a_process_reads_what_the_server_would_read_itself(file: str) -> None:
    edition, data = load(ROOT / "indicators.yaml"), (ROOT / file).read_bytes()
    assert edition.sound is not None
    words, dated = without_record(edition.sound), published_by_text(edition, file)
    said, ended = _said(functools.partial(reading, words, file, data, None, dated))
    assert ended.wait(60)
    assert isinstance(said[-1], Finished)
    there = said[-1].result
    assert isinstance(there, ArticleRead)
    assert compare_with_record(edition, file, there) == examine(edition, file, data)


def test_readings_that_are_stopped_are_kept_in_bounds_like_any_other() -> None:
    class Idle:
        def kill(self) -> None:
            pass

    readings = Readings(lambda steps, report: Idle(), repeat=lambda act: None)
    for n in range(100):
        readings.look(str(n), lambda: iter(()), 1)  # type: ignore[arg-type,return-value]
        readings.stop(str(n))
    assert readings.state("0") is None
    assert readings.state("99") is not None
