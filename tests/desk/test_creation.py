"""A new plan: its answers, the text of its file, what it takes from another plan, its creation."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_files import ROOT, SENEGAL
from random_yaml import WORDS

from plan.desk.access import Access, Forbidden
from plan.desk.change import Change
from plan.desk.commit import commit_new
from plan.desk.creation import Question, Unanswered, read_answers
from plan.desk.journal import journal_of, read_journal
from plan.desk.plan_text import plan_text, seeds_text
from plan.desk.records import NEW, locate, put_record
from plan.desk.saving import Unsaved, create
from plan.desk.template import Template, template_of
from plan.edition.edition import check, load
from plan.file.tree import compose
from plan.locale.translation import say_in
from plan.model.quantities import Period
from plan.suggestions.proposals import articles_to_read

ON = date(2026, 11, 30)
WHEN = datetime(2026, 11, 30, 9, tzinfo=UTC)
OFFICER = Access(True, True, "awa", "", False)
ANSWERS: dict[Question, str] = {
    "country": "BF",
    "title": "Plan national",
    "period": "2024/2028",
    "axes": "Prévention\nSoins",
}


def made(folder: Path, template: Template | None = None, **more: str) -> Path:
    new = read_answers({**ANSWERS, **more}, template)  # type: ignore[dict-item]
    create(folder / "indicators.yaml", plan_text(new), seeds_text(new.languages[0]))
    return folder / "indicators.yaml"


def keys(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        yield from tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from keys(each)


# --- The text ------------------------------------------------------------------------------------


@pytest.mark.parametrize("languages", ["fr", "fr,en", "en,fr"])
def test_a_new_plan_has_no_problem_and_says_only_what_was_answered(
    tmp_path: Path, languages: str
) -> None:
    bar = {"fr": "Santé", "fr,en": "Santé | Health", "en,fr": "Health | Santé"}[languages]
    path = made(tmp_path, languages=languages, title=bar, axes=bar)
    edition = load(path)
    assert check(edition, ON) == ()
    plan = edition.plan
    assert plan is not None
    english = "Health" if "en" in languages else None
    assert (plan.head.title.fr, plan.head.title.en) == ("Santé", english)
    assert (plan.head.country, plan.head.currency, plan.head.owner) == ("BF", None, None)
    assert plan.head.period == Period(date(2024, 1, 1), date(2028, 12, 31))
    assert [(axis.name.fr, axis.indicators) for axis in plan.axes] == [("Santé", ())]
    assert plan.sources == plan.head.units == plan.head.dimensions == ()


@pytest.mark.parametrize("languages", ["fr,en", "en,fr"])
def test_the_comments_are_in_the_first_language_and_above_what_they_explain(
    tmp_path: Path, languages: str
) -> None:
    path = made(tmp_path, languages=languages, title="A | B", axes="C | D")
    text = path.read_text("utf-8")
    english = languages == "en,fr"
    assert ("The strategic axes, each with its indicators" in text) is english
    assert ("Les axes stratégiques, chacun avec ses indicateurs" in text) is not english
    for key in ("plan", "sources", "bodies", "axes"):
        above = text[: re.search(rf"^{key}:", text, re.M).start()].splitlines()  # type: ignore[union-attr]
        assert above[-1].startswith("#")
    readme = (path.parent / "seeds" / "README.md").read_text("utf-8")
    assert readme.startswith("# The articles" if english else "# Les articles")
    assert not articles_to_read(load(path))


TEXTS = st.one_of(
    st.sampled_from([*WORDS, "مرحبا بالعالم", "\u202eRTL", "a | b", "x" * 300, "# titre : « a »"]),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
)


@settings(max_examples=150)
@given(TEXTS, TEXTS, st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_that_people_type_is_read_back_as_they_meant_it(
    title: str, owner: str, axes: list[str]
) -> None:
    def meant(text: str) -> str:
        return re.sub(r"[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+", " ", text).strip(" ")

    lines = [line for each in axes for line in each.split("\n")]
    answers = {**ANSWERS, "title": title, "owner": owner, "axes": "\n".join(lines)}
    wanted = [meant(each) for each in lines if meant(each)]
    if not meant(title) or not wanted or len(set(wanted)) < len(wanted):
        with pytest.raises(Unanswered):
            read_answers(answers)
        return
    tree = compose(plan_text(read_answers(answers)))[0]
    assert isinstance(tree, dict)
    head: Any = tree["plan"]
    held: Any = tree["axes"]
    assert head["title"] == {"fr": meant(title)}
    assert head.get("owner") == ({"fr": meant(owner)} if meant(owner) else None)
    assert [each["name"] for each in held] == [{"fr": each} for each in wanted]
    ids = [each["id"] for each in held]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9-]{1,44}", each) for each in ids)


def test_what_is_added_later_leaves_the_comments_where_they_are(tmp_path: Path) -> None:
    path = made(tmp_path)
    before = load(path)
    at = locate(before, "indicator", NEW, "prevention")
    record: dict[str, Any] = {"id": "1.1", "name": {"fr": "Séances"}, "nature": "flow",
                              "unit": "event"}  # fmt: skip
    revision = put_record(before, at, record, ())
    assert not revision.new_errors
    lines = revision.text.splitlines()
    assert [each for each in before.reading.text.splitlines() if each not in lines] == []
    assert '      - id: "1.1"' in lines


# --- The answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "typed", "field", "value"),
    [
        ("country", " bf ", "country", "BF"),
        ("country", "burkina faso", "country", "BF"),
        ("country", "Côte d'Ivoire", "country", "CI"),
        ("country", "Ivory Coast", "country", None),
        ("country", "ZZ", "country", None),
        ("country", "Mars", "country", None),
        ("currency", "xof", "currency", "XOF"),
        ("currency", "francs", "currency", None),
        ("period", "2024", "period", "2024-01-01/2024-12-31"),
        ("period", "2024–2028", "period", "2024-01-01/2028-12-31"),
        ("period", "01/07/2024 – 30/06/2028", "period", "2024-07-01/2028-06-30"),
        ("period", "1er juillet 2024 au 30 juin 2028", "period", "2024-07-01/2028-06-30"),
        ("period", "2028/2024", "period", None),
        ("period", "2024/..", "period", None),
        ("period", "../2028", "period", None),
        ("period", "bientôt", "period", None),
        ("languages", "FR, en", "languages", ("fr", "en")),
        ("languages", "en", "languages", None),
        ("languages", "de", "languages", None),
        ("axes", "A\n\nA", "axes", None),
    ],
)
def test_an_answer_is_read_as_people_write_it_or_refused_with_what_to_write(
    question: Question, typed: str, field: str, value: object
) -> None:
    answers: dict[Question, str] = {**ANSWERS, question: typed}
    if value is None:
        with pytest.raises(Unanswered) as refused:
            read_answers(answers)
        (fault,) = refused.value.faults.values()
        for language in ("fr", "en"):
            say = say_in("fr" if language == "fr" else "en")
            assert typed.strip() in say(fault.sentence, **fault.arguments) or question == "axes"
        return
    found = getattr(read_answers(answers), field)
    assert (found.iso() if isinstance(found, Period) else found) == value


def test_all_answers_that_are_missing_are_named_at_once() -> None:
    with pytest.raises(Unanswered) as refused:
        read_answers({})
    assert list(refused.value.faults) == ["country", "title", "period", "axes"]
    assert {each.code for each in refused.value.faults.values()} == {"missing"}


def test_french_is_needed_and_english_is_not() -> None:
    english: dict[Question, str] = {**ANSWERS, "languages": "en,fr", "axes": "Health | Santé"}
    with pytest.raises(Unanswered) as refused:
        read_answers({**english, "title": "Health"})
    assert refused.value.faults["title"].code == "french-missing"
    assert read_answers({**english, "title": "| Santé"}).title.en is None
    with pytest.raises(Unanswered) as refused:
        read_answers({**english, "title": "a | b | c"})
    assert refused.value.faults["title"].code == "languages-many"


# --- From another plan ---------------------------------------------------------------------------

NEVER_TAKEN = {
    "observations", "evidence", "sources", "baseline", "targets", "responsible", "verification",
    "assumptions", "quote", "source",
}  # fmt: skip


@pytest.mark.parametrize("other", [ROOT, SENEGAL], ids=["mali", "senegal"])
def test_axes_and_indicators_are_taken_without_their_values(tmp_path: Path, other: Path) -> None:
    edition = load(other / "indicators.yaml")
    old = edition.plan
    assert old is not None
    path = made(tmp_path, template_of(edition), languages="fr,en", axes="")
    found = load(path)
    assert check(found, ON) == ()
    new = found.plan
    assert new is not None
    tree: Any = compose(path.read_text("utf-8"))[0]
    assert not NEVER_TAKEN & set(keys([tree["axes"], tree["plan"]]))
    assert tree["sources"] == tree["bodies"] == []
    kept = ("id", "name", "definition", "level", "nature", "unit", "direction", "frequency",
            "disaggregation", "terms", "reversible")  # fmt: skip
    for axis, copy in zip(old.axes, new.axes, strict=True):
        assert (copy.id, copy.name, copy.short, copy.objective) == (
            axis.id, axis.name, axis.short, axis.objective,
        )  # fmt: skip
        for each, same in zip(axis.indicators, copy.indicators, strict=True):
            assert [getattr(same, name) for name in kept] == [getattr(each, name) for name in kept]
            assert [(s.id, s.name) for s in same.steps] == [(s.id, s.name) for s in each.steps]
    assert (new.head.units, new.head.dimensions) == (old.head.units, old.head.dimensions)
    assert (new.head.country, new.head.title.fr) == ("BF", "Plan national")


def test_axes_of_ones_own_follow_those_of_the_other_plan(tmp_path: Path) -> None:
    template = template_of(load(ROOT / "indicators.yaml"))
    old = [each["id"] for each in template.axes if isinstance(each, dict)]
    plan = load(made(tmp_path, template, axes=f"{old[0]}\nSoins")).plan
    assert plan is not None
    assert [axis.id for axis in plan.axes] == [*old, f"{old[0]}-2", "soins"]


def test_in_french_alone_the_english_of_the_other_plan_is_left(tmp_path: Path) -> None:
    path = made(tmp_path, template_of(load(ROOT / "indicators.yaml")), languages="fr")
    assert "en" not in set(keys(compose(path.read_text("utf-8"))[0]))


def test_copied_texts_that_name_the_other_country_or_a_year_are_listed(
    plan_file: Callable[..., Path],
) -> None:
    path = plan_file(
        textwrap.dedent(
            """\
            plan: {title: {fr: Plan 2023}, country: CI, period: 2023/2027}
            axes:
              - id: a
                name: {fr: "Côte : l’eau pour tous"}
                indicators:
                  - id: "1"
                    name: {fr: Villages ivoiriens raccordés, en: Villages connected}
                    definition: {fr: Comptés depuis 2019.}
                    nature: flow
                    unit: site
                    terms: [eau potable, code 20199]
              - {id: b, name: {fr: Rien à relire}}
            """
        )
    )
    found = template_of(load(path)).mentions()
    assert [(each.record, each.key) for each in found] == [("1", "name"), ("1", "definition")]
    assert found[0].text == "Villages ivoiriens raccordés"


# --- Creation ------------------------------------------------------------------------------------


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Unsaved) as fault:
        act()
    return fault.value.code


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "indicators.yaml"
    path.write_text("held", encoding="utf-8")
    assert refused(lambda: made(tmp_path)) == "taken"
    assert path.read_text("utf-8") == "held"
    assert not (tmp_path / "seeds").exists()
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    assert refused(lambda: made(tmp_path)) == "taken"
    path.unlink()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "README.md").write_text("mine", encoding="utf-8")
    made(tmp_path)
    assert (tmp_path / "seeds" / "README.md").read_text("utf-8") == "mine"


def test_folders_are_made_and_removed_again_where_the_plan_cannot_be_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a" / "b"

    def full(*_: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr("plan.desk.saving.put_new", full)
        assert refused(lambda: made(folder)) == "full"
    assert list(tmp_path.iterdir()) == []
    made(folder)
    assert sorted(each.name for each in folder.iterdir()) == ["indicators.yaml", "seeds"]


#: Creates a plan in a folder for each moment at which the process can be killed, in a process of
#: its own each time; prints how many moments there are.
KILLED = """
import os, sys
from pathlib import Path
from plan.desk.saving import create

def deadly(moment):
    count = 0
    def wrapped(call):
        def counted(*args, **kwargs):
            nonlocal count
            count += 1
            if count == moment:
                os._exit(9)
            return call(*args, **kwargs)
        return counted
    for name in ("open", "write", "fsync", "mkdir", "link", "unlink", "chmod"):
        setattr(os, name, wrapped(getattr(os, name)))

moment = 0
while True:
    moment += 1
    if (child := os.fork()) == 0:
        deadly(moment)
        create(Path(sys.argv[1], str(moment), "indicators.yaml"), "text" * 9999, "readme")
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
print(moment)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_killed_at_any_moment_the_file_is_whole_or_not_there_and_can_be_made(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    moments = int(done.stdout)
    assert moments > 10
    seen = set()
    for moment in range(1, moments + 1):
        path = tmp_path / str(moment) / "indicators.yaml"
        seen.add(path.exists())
        if not path.exists():
            create(path, "text" * 9999, "readme")
        assert path.read_text("utf-8") == "text" * 9999
        assert (path.parent / "seeds" / "README.md").read_text("utf-8") == "readme"
    assert seen == {True, False}


def test_of_two_who_create_at_once_one_wins_and_the_other_is_refused(tmp_path: Path) -> None:
    path, gate = tmp_path / "indicators.yaml", Barrier(2)
    outcome: dict[str, str] = {}

    def create_as(who: str) -> None:
        new = read_answers({**ANSWERS, "title": who})
        gate.wait()
        try:
            commit_new(path, new, Access(True, True, who, "", False), Change(WHEN, ""))
            outcome[who] = "won"
        except Unsaved as fault:
            outcome[who] = fault.code

    threads = [Thread(target=create_as, args=(who,)) for who in ("awa", "moussa")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcome.values()) == ["taken", "won"]
    (winner,) = [who for who, what in outcome.items() if what == "won"]
    plan = load(path).plan
    assert plan is not None
    assert plan.head.title.fr == winner
    (entry,) = read_journal(path).entries
    assert (entry.kind, entry.who, entry.text) == ("start", winner, path.read_text("utf-8"))


def test_a_plan_created_where_one_was_deleted_continues_its_journal(tmp_path: Path) -> None:
    path = tmp_path / "indicators.yaml"
    commit_new(path, read_answers(ANSWERS), OFFICER, Change(WHEN, ""))
    path.unlink()
    commit_new(path, read_answers({**ANSWERS, "title": "Autre"}), OFFICER, Change(WHEN, ""))
    journal = read_journal(path)
    assert [entry.who for entry in journal.entries] == ["awa", "awa"]
    assert journal.text_after(2) == path.read_text("utf-8")


def test_who_may_not_edit_creates_nothing(tmp_path: Path) -> None:
    reader = Access(True, False, "", "elsewhere", False)
    path = tmp_path / "indicators.yaml"
    with pytest.raises(Forbidden):
        commit_new(path, read_answers(ANSWERS), reader, Change(WHEN, ""))
    assert list(tmp_path.iterdir()) == []
    assert not journal_of(path).exists()
