"""The forms of the desk, run by Streamlit's test harness."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from plan.desk import records
from plan.desk.access import Access
from plan.desk.journal import read_journal
from plan.desk.revisions import revise
from plan.desk.saving import Unsaved
from plan.edition.edition import load
from plan.file.edits import Set
from plan.ui import decisions, editing, review, signin

ROOT = Path(__file__).parents[2]
PLANS = {"mali": ROOT, "senegal": ROOT / "tests" / "plans" / "senegal"}
LOCAL = Access(True, True, "awa", "", False)
READER = Access(True, False, "", "elsewhere", False)

Open = Callable[..., AppTest]


@pytest.fixture
def plan(plan_file: Callable[..., Path], request: pytest.FixtureRequest) -> Path:
    return plan_file(PLANS[getattr(request, "param", "mali")])


@pytest.fixture
def desk(plan: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """A function that opens a page of the desk, by default as somebody who may edit."""
    monkeypatch.setenv("PLAN_FILE", str(plan))
    monkeypatch.setenv("PLAN_SERVER_NOTIFIES", str(plan.parent))

    def open_page(
        name: str, locale: str = "en-GB", access: Access = LOCAL, **address: str
    ) -> AppTest:
        monkeypatch.setattr(signin, "access", lambda: access)
        test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        test.context = {"locale": locale}
        for key, value in address.items():
            test.query_params[key] = value
        test.switch_page(f"plan/pages/{name}.py")
        return run(test)

    return open_page


def run(test: AppTest) -> AppTest:
    test.run()
    assert not test.exception, [each.value for each in test.exception]
    return test


def press(test: AppTest, label: str) -> AppTest:
    (button, *_) = [each for each in test.button if each.label == label]
    button.click()
    return run(test)


def labels(test: AppTest) -> list[str]:
    return [each.label for each in test.button]


def picked(test: AppTest, label: str) -> Any:
    return next(each for each in test.selectbox if each.label == label)


def rewrite(plan: Path, before: str, after: str) -> None:
    text = plan.read_text("utf-8")
    assert before in text
    plan.write_text(text.replace(before, after, 1), "utf-8")


def remove_record(plan: Path, indicator: str) -> None:
    edition = load(plan)
    at = records.indicator_address(edition, indicator)
    plan.write_text(records.remove_record(edition, at).text, "utf-8")


def spoil(plan: Path, indicator: str) -> None:
    """Put an error into an indicator, so that the plan is loaded without it."""
    text = plan.read_text("utf-8")
    at = text.index("nature: ", text.index(f'id: "{indicator}"'))
    plan.write_text(f"{text[:at]}nature: wrong-{text[at + 8 :]}", "utf-8")


def add_source(plan: Path, article: Path, published: str) -> None:
    shutil.copy(article, plan.parent / "seeds" / "added.txt")
    entry = f"\n  - {{id: added, file: added.txt, title: T, kind: press, published: {published}}}\n"
    rewrite(plan, "\naxes:", entry + "axes:")
    assert load(plan).plan is not None


def typed(test: AppTest, label: str, n: int = 0) -> Any:
    return [each for each in (*test.text_input, *test.text_area) if each.label == label][n]


def body(test: AppTest) -> str:
    return "\n".join(each.proto.body for each in test.get("html"))


def added(test: AppTest) -> list[str]:
    """The lines that the change under review would add to the file."""
    return [
        piece.split("</code>")[0].rpartition("</span>")[2].strip()
        for piece in body(test).split('<div class="added">')[1:]
    ]


def entries_of(folder: Path) -> list[dict[str, str]]:
    plan = load(folder / "indicators.yaml").plan
    assert plan is not None
    return [
        *({"what": "indicator", "indicator": each} for each in plan.indicator),
        *({"what": "axis", "axis": each.id} for each in plan.axes),
        *({"what": "source", "source": each.id} for each in plan.sources),
        *({"what": "body", "body": each.id} for each in plan.bodies),
        {"what": "plan"},
    ]


@pytest.mark.parametrize(
    ("plan", "entry"),
    [(name, each) for name, folder in PLANS.items() for each in entries_of(folder)],
    indirect=["plan"],
    ids=lambda each: each if isinstance(each, str) else " ".join(each.values()),
)
def test_an_untouched_form_changes_nothing(plan: Path, desk: Open, entry: dict[str, str]) -> None:
    test = press(desk("edit", **entry), "Review the change")
    assert "Nothing to save: there is no change." in body(test)
    assert not added(test)


def test_a_typed_change_is_reviewed_and_saved_with_its_reason(plan: Path, desk: Open) -> None:
    test = desk("edit", what="indicator", indicator="1.1")
    typed(test, "Number").set_value("120000")
    press(test, "Review the change")
    assert added(test) == ["at_least: 120000"]
    assert "Before: At least 100,000 persons" in body(test)
    assert "After: At least 120,000 persons" in body(test)
    assert "New problems in the file" in body(test)  # the passage says 100 000
    typed(test, "Reason (for the history)").set_value("Relu avec le ministère")
    press(test, "Save")
    assert "Saved." in body(test)
    (_, entry) = read_journal(plan).entries
    assert (entry.who, entry.why, entry.indicators) == ("awa", "Relu avec le ministère", ("1.1",))
    assert "at_least: 120000" in plan.read_text("utf-8")
    assert typed(run(test), "Number").value == "120000"


def test_a_change_that_is_not_saved_leaves_the_file_unchanged(plan: Path, desk: Open) -> None:
    first = plan.read_bytes()
    test = desk("edit", what="indicator", indicator="1.1")
    typed(test, "Number").set_value("120000")
    press(test, "Review the change")
    press(test, "Do not save")
    assert plan.read_bytes() == first
    assert typed(test, "Number").value == "120000"  # it is still in the form
    assert not added(test)


@pytest.mark.parametrize(
    ("label", "value", "words"),
    [
        ("Number", "100.000", "100000"),
        ("Period *", "03/04/2025", "Write 3 April 2025 or 4 March 2025."),
        ("Period *", "early 2024", "write the days"),
        ("Period *", "2024-12/2024-01", "2024-01/2024-12"),
        ("Identifier *", "deux mots", "identifier"),
        ("Name * · French", "", "This field is required."),
    ],
)
def test_an_invalid_value_is_reported_at_its_field_with_what_to_write(
    plan: Path, desk: Open, label: str, value: str, words: str
) -> None:
    first = plan.read_bytes()
    test = desk("edit", what="indicator", indicator="1.1")
    typed(test, label).set_value(value)
    press(test, "Review the change")
    faults = body(test).split('<p class="plan-fault"')[1:]
    assert any(words in each.split("</p>")[0] for each in faults)
    assert "Save" not in [each.label for each in test.button]
    assert plan.read_bytes() == first


def test_a_date_is_typed_as_people_write_it_and_shown_back_as_read(plan: Path, desk: Open) -> None:
    test = desk("edit", "fr-FR", what="indicator", indicator="3.1")
    assert typed(test, "Échéance *").value == "31 décembre 2027"
    typed(test, "Échéance *").set_value("30/06/2027")
    typed(test, "Période *").set_value("du 1er janvier 2022 au 30 juin 2024")
    press(test, "Vérifier la modification")
    assert "Lu\u00a0: 30 juin 2027" in body(test)
    assert "Lu\u00a0: de janvier 2022 à juin 2024" in body(test)
    assert added(test) == ["- by: 2027-06-30", "- period: 2022-01/2024-06"]


def test_records_are_added_and_removed_from_the_middle_of_a_list(plan: Path, desk: Open) -> None:
    test = desk("edit", what="indicator", indicator="4.1")
    labels = [each.label for each in test.button]
    steps = labels.count("Remove this step")
    assert steps >= 3
    [each for each in test.button if each.label == "Remove this step"][1].click()
    run(test)
    assert [each.label for each in test.button].count("Remove this step") == steps - 1
    press(test, "Add a step")
    last = [each for each in test.text_input if each.label == "Identifier *"][-1]
    last.set_value("autre")
    typed(test, "Name * · French", steps).set_value("Autre étape")
    press(test, "Review the change")
    assert any("autre" in line for line in added(test)) or "Step" in body(test)


def test_a_new_indicator_is_added_to_its_axis(plan: Path, desk: Open) -> None:
    test = desk("edit", what="indicator", indicator="new", **{"in": "prevention"})
    typed(test, "Identifier *").set_value("1.9")
    typed(test, "Name * · French").set_value("Radios communautaires partenaires")
    unit = next(each for each in test.selectbox if each.label == "Unit *")
    unit.set_value("partner")
    press(test, "Review the change")
    assert '- id: "1.9"' in "".join(added(test)).replace("&#34;", '"')
    press(test, "Save")
    changed = load(plan).plan
    assert changed is not None
    assert changed.axis_of["1.9"].id == "prevention"


def test_the_responsible_body_is_picked_from_the_bodies_or_named(plan: Path, desk: Open) -> None:
    def named() -> tuple[str | None, str | None]:
        made = load(plan).plan
        assert made is not None
        indicator = made.indicator["1.1"]
        body = made.responsible_body(indicator)
        return body and body.id, indicator.responsible and indicator.responsible.fr

    test = desk("edit", what="indicator", indicator="1.1")
    field = picked(test, "Responsible body")
    assert field.value == "committee"
    field.set_value("justice")
    press(test, "Review the change")
    press(test, "Save")
    assert named() == ("justice", "justice")
    picked(test, "Responsible body").set_value("")
    typed(test, "Another body, by its name · French").set_value("La mairie de Sikasso")
    press(test, "Review the change")
    press(test, "Save")
    assert named() == (None, "La mairie de Sikasso")
    assert picked(test, "Responsible body").value == ""
    typed(test, "Another body, by its name · French").set_value("")
    press(test, "Review the change")
    press(test, "Save")
    assert named() == (None, None)


def test_a_body_is_added_with_its_office(plan: Path, desk: Open) -> None:
    test = desk("edit", what="body", body="new")
    typed(test, "Identifier *").set_value("police")
    typed(test, "Name * · French").set_value("Police nationale")
    typed(test, "Contact office · French").set_value("Bureau du suivi")
    press(test, "Review the change")
    press(test, "Save")
    made = load(plan).plan
    assert made is not None
    office = made.body["police"].office
    assert office is not None
    assert office.fr == "Bureau du suivi"


def test_the_words_of_the_plan_and_of_an_axis_are_edited_with_their_passages(
    plan: Path, desk: Open
) -> None:
    test = desk("edit", what="axis", axis="prevention")
    typed(test, "Objective · French").set_value("Prévenir la traite.")
    press(test, "Add a passage")
    quote = "définir une stratégie claire et complète pour la période 2023-2027"
    typed(test, "Passage, word for word *", 1).set_value(quote)
    sources = [each for each in test.selectbox if each.label == "Article *"]
    sources[1].set_value("lessor-2023-10-24")
    press(test, "Review the change")
    press(test, "Save")
    edition = load(plan)
    assert [each.green for each in edition.axis_passages["prevention"]] == [True, True]
    assert edition.plan is not None
    assert edition.plan.axes[0].objective is not None


def test_renaming_a_source_updates_every_reference_to_it(plan: Path, desk: Open) -> None:
    test = desk("edit", what="source", source="lessor-2023-10-24")
    typed(test, "Identifier *").set_value("essor-lancement")
    press(test, "Review the change")
    assert "No new problem in the file." in body(test)
    press(test, "Save")
    assert "lessor-2023-10-24" not in plan.read_text("utf-8")
    assert load(plan).plan is not None


def test_an_indicator_can_be_removed_and_a_cited_source_cannot(plan: Path, desk: Open) -> None:
    test = press(desk("edit", what="indicator", indicator="1.5"), "Review the removal")
    press(test, "Save")
    left = load(plan).plan
    assert left is not None
    assert "1.5" not in left.indicator
    test = press(desk("edit", what="source", source="lessor-2023-10-24"), "Review the removal")
    assert "This cannot be saved yet:" in body(test)
    (save,) = [each for each in test.button if each.label == "Save"]
    assert save.disabled


def test_the_right_to_edit_is_checked_when_a_change_is_saved(
    plan: Path, desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = plan.read_bytes()
    test = desk("edit", what="indicator", indicator="1.1")
    typed(test, "Number").set_value("120000")
    press(test, "Review the change")
    granted = iter([LOCAL] * 50)

    def expires() -> Access:
        # Everything on the page is drawn for an editor; the sign-in expires before the save.
        import inspect

        saving = any(frame.function == "_save" for frame in inspect.stack())
        return READER if saving else next(granted)

    monkeypatch.setattr(signin, "access", expires)
    press(test, "Save")
    assert "Nothing was saved." in body(test)
    assert "read-only" in body(test)
    assert plan.read_bytes() == first


@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
@pytest.mark.parametrize("page", ["add", "edit", "problems", "history", "proposals"])
def test_a_reader_is_offered_no_editing_and_sees_why(
    plan: Path, desk: Open, page: str, locale: str
) -> None:
    test = desk(page, locale, READER)
    words = {"Save", "Enregistrer", "Accept", "Accepter", "Reject", "Rejeter", "Undo this change",
             "Review the change", "Vérifier la modification"}  # fmt: skip
    assert not words & {each.label for each in test.button}
    assert not test.get("file_uploader")
    if page in ("add", "edit"):
        assert "lecture seule" in body(test) or "read-only" in body(test)


@pytest.mark.parametrize("content", ["", "plan: [", "plan: {titel: x}", "\x00"])
@pytest.mark.parametrize("page", ["problems", "history", "add", "edit"])
def test_the_desk_does_not_fail_for_a_file_that_was_never_valid(
    plan: Path, desk: Open, page: str, content: str
) -> None:
    plan.write_text(content, "utf-8")
    test = desk(page)
    if page == "problems":
        assert 'class="plan-problem error"' in body(test)


def test_an_empty_plan_gets_its_first_axis_and_indicator(plan: Path, desk: Open) -> None:
    plan.write_text("plan: {title: {fr: Plan des puits}, period: 2024/2026}\n", "utf-8")
    test = desk("edit", what="axis", axis="new")
    typed(test, "Identifier *").set_value("eau")
    typed(test, "Name * · French").set_value("Eau")
    press(press(test, "Review the change"), "Save")
    test = desk("edit", what="indicator", indicator="new", **{"in": "eau"})
    typed(test, "Identifier *").set_value("1")
    typed(test, "Name * · French").set_value("Puits ouverts")
    next(each for each in test.selectbox if each.label == "Unit *").set_value("site")
    press(press(test, "Review the change"), "Save")
    made = load(plan).plan
    assert made is not None
    assert list(made.indicator) == ["1"]
    assert made.axis_of["1"].id == "eau"


def test_a_new_indicator_gets_the_nature_that_was_picked(plan: Path, desk: Open) -> None:
    test = desk("edit", what="indicator", indicator="new", **{"in": "prevention"})
    next(each for each in test.selectbox if each.label == "Type of measure").set_value("steps")
    run(test)
    assert next(each for each in test.selectbox if each.label == "Type of measure").value == "steps"
    assert "Add a step" in [each.label for each in test.button]
    typed(test, "Identifier *").set_value("1.8")
    typed(test, "Name * · French").set_value("Loi votée")
    press(test, "Add a step")
    typed(test, "Identifier *", 1).set_value("voted")
    typed(test, "Name * · French", 1).set_value("Votée")
    press(press(test, "Review the change"), "Save")
    made = load(plan).plan
    assert made is not None
    assert made.indicator["1.8"].nature == "steps"
    assert list(made.indicator["1.8"].ranks) == ["voted"]


def test_removing_a_step_and_adding_another_is_no_renaming(plan: Path, desk: Open) -> None:
    test = desk("edit", what="indicator", indicator="3.1")
    [each for each in test.button if each.label == "Remove this step"][-1].click()
    run(test)
    press(test, "Add a step")
    steps = [each for each in test.text_input if each.label == "Identifier *"]
    steps[-1].set_value("abandoned")
    typed(test, "Name * · French", 2).set_value("Abandonné")
    press(test, "Review the change")
    assert 'class="plan-fault"' in body(test)  # the target and the observation refer to the old one
    assert "step: abandoned" not in "".join(added(test))


def test_renaming_a_step_updates_every_reference_to_it(plan: Path, desk: Open) -> None:
    test = desk("edit", what="indicator", indicator="3.1")
    steps = [each for each in test.text_input if each.label == "Identifier *"]
    assert steps[-1].value == "in-force"
    steps[-1].set_value("constitutional")
    press(press(test, "Review the change"), "Save")
    made = load(plan).plan
    assert made is not None
    assert made.indicator["3.1"].observations[0].step == "constitutional"


def test_typed_values_survive_a_broken_file_and_are_saved_once_it_is_repaired(
    plan: Path, desk: Open
) -> None:
    good = plan.read_text("utf-8")
    test = desk("edit", what="indicator", indicator="1.1")
    typed(test, "Number").set_value("120000")
    press(test, "Review the change")
    plan.write_text(good + "axes: [", "utf-8")
    run(test)
    assert typed(test, "Number").value == "120000"
    press(test, "Save")
    assert "Nothing was saved" in body(test)
    assert plan.read_text("utf-8") == good + "axes: ["
    plan.write_text(good.replace("Campagnes de", "Grandes campagnes de"), "utf-8")
    press(test, "Apply my change to the new version")
    press(test, "Save")
    text = plan.read_text("utf-8")
    assert "at_least: 120000" in text
    assert "Grandes campagnes de" in text


@pytest.mark.parametrize("opened", [False, True])
def test_a_form_says_that_the_file_is_broken_and_where(
    plan: Path, desk: Open, opened: bool
) -> None:
    good = plan.read_text("utf-8")
    test = desk("edit", what="indicator", indicator="1.1")
    plan.write_text(good + "axes: [\n", "utf-8")
    test = run(test) if opened else desk("edit", what="indicator", indicator="1.1")
    assert re.search(r"The file has an error at line \d+, column \d+: ", body(test))
    assert "has changed since this form was opened" not in body(test)
    plan.write_text(good.replace("Campagnes de", "Grandes campagnes de"), "utf-8")
    run(test)
    assert "The file is broken" not in body(test)
    assert "has changed since this form was opened" in body(test)


def test_an_invalid_entry_can_be_edited_and_blocks_no_other_form(plan: Path, desk: Open) -> None:
    text = plan.read_text("utf-8")
    test = desk("edit", what="indicator", indicator="1.1")  # so that a valid version was shown
    plan.write_text(text.replace("nature: rate", "nature: taux", 1), "utf-8")
    assert load(plan).plan is None
    test = desk("edit", what="indicator", indicator="1.1")
    typed(test, "Number").set_value("120000")
    press(press(test, "Review the change"), "Save")
    assert "at_least: 120000" in plan.read_text("utf-8")
    test = press(desk("edit", what="indicator", indicator="1.4"), "Review the change")
    press(test, "Save")
    assert "nature: taux" not in plan.read_text("utf-8")


@pytest.mark.parametrize(
    ("said", "written"), [("1 250", "1250"), ("12\u202f500", "12500"), ("8,5", "8.5")]
)
def test_a_number_may_be_typed_in_french_notation(
    plan: Path, desk: Open, said: str, written: str
) -> None:
    test = desk("edit", what="indicator", indicator="1.1")
    typed(test, "Number").set_value(said)
    press(test, "Review the change")
    assert added(test) == [f"at_least: {written}"]


def test_a_second_number_without_between_is_reported(plan: Path, desk: Open) -> None:
    test = desk("edit", what="indicator", indicator="1.1")
    typed(test, "Second number, for “between”").set_value("120000")
    press(test, "Review the change")
    assert "Several values are given" in body(test)


def test_a_change_is_merged_with_one_that_somebody_else_saved_before_the_review(
    plan: Path, desk: Open
) -> None:
    test = desk("edit", what="indicator", indicator="1.1")
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("Campagnes de", "Grandes campagnes de"), "utf-8")
    typed(test, "Number").set_value("120000")
    press(test, "Review the change")
    assert added(test) == ["at_least: 120000"]
    press(test, "Save")
    assert "Saved." in body(test)
    assert plan.read_text("utf-8") == text.replace("Campagnes de", "Grandes campagnes de").replace(
        "at_least: 100000", "at_least: 120000"
    )


def test_proposals_stay_on_the_page_while_the_file_is_broken(plan: Path, desk: Open) -> None:
    add_source(plan, PRESS / "essor-rapport-annuel.txt", "2025-03-14")
    good = plan.read_text("utf-8")
    test = desk("proposals", file="added.txt")
    offered = [each.label for each in test.button].count("Correct")
    assert offered
    press(test, "Correct")
    plan.write_text(good + "axes: [", "utf-8")
    run(test)
    assert [each.label for each in test.button].count("Correct") == offered
    typed(test, "Number").set_value("7")
    press(test, "Review the change")
    assert plan.read_text("utf-8") == good + "axes: ["


def test_an_article_stays_in_the_form_when_another_window_adds_it(plan: Path, desk: Open) -> None:
    article = (ROOT / "tests" / "exhibits" / "gazette-inventee.txt").read_text("utf-8")
    test = desk("add", way="text")
    typed(test, "The text of the article, or the source of its page").set_value(article)
    run(test)
    (plan.parent / "seeds" / "same.txt").write_text(article, "utf-8")
    text = plan.read_text("utf-8")
    entry = "\n  - {id: same, file: same.txt, title: T, kind: press, published: 2026-03-14}\n"
    plan.write_text(text.replace("\naxes:", entry + "axes:", 1), "utf-8")
    assert load(plan).plan is not None
    run(test)
    assert "Entry of the article" in body(test)


def test_a_save_is_reported_even_if_its_run_is_stopped_right_after_it(
    plan: Path, desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This happens when the change of the file triggers a rerun of all pages."""
    article = (ROOT / "tests" / "exhibits" / "gazette-inventee.txt").read_text("utf-8")
    test = desk("add", way="text")
    typed(test, "The text of the article, or the source of its page").set_value(article)
    run(test)
    press(test, "Review the change")

    settle = review._settle

    def stopped(key: str, held: review.Waiting) -> None:
        monkeypatch.setattr(review, "_settle", settle)
        st.rerun()

    monkeypatch.setattr(review, "_settle", stopped)
    press(test, "Save")
    assert "Saved." in body(test)
    assert "Check before saving" not in body(test)
    (_, entry) = read_journal(plan).entries
    assert entry.kind == "article"


PRESS = ROOT / "tests" / "labelled" / "held" / "mali-press"


def test_proposals_stay_on_the_page_when_their_indicator_becomes_invalid(
    plan: Path, desk: Open
) -> None:
    add_source(plan, PRESS / "essor-rapport-annuel.txt", "2025-03-14")
    test = desk("proposals", file="added.txt")
    offered = labels(test).count("Correct")
    spoil(plan, "2.1")  # one of the proposals for it has a part
    run(test)
    assert labels(test).count("Correct") == offered


def test_accepted_evidence_is_added_to_the_matching_observation_after_observations_moved(
    plan: Path, desk: Open
) -> None:
    add_source(plan, PRESS / "amap-sikasso-formation.txt", "2024-12-23")
    test = desk("proposals", file="added.txt")
    edition = load(plan)
    at = (*records.indicator_address(edition, "3.2"), "observations")
    quote = {"source": "added", "quote": "a rappelé la promulgation"}
    first = {"period": "2023-05-05", "statement": {"fr": "Débat ouvert"}, "evidence": [quote]}
    held = records.record_at(edition, at)
    assert isinstance(held, list)
    plan.write_text(revise(edition, [Set(at, [first, *held])]).text, "utf-8")
    assert load(plan).plan is not None
    spoil(plan, "1.4")  # so that the page keeps the earlier plan
    run(test)
    next(b for b in test.button if b.label == "Accept" and "-3.2-" in str(b.key)).click()
    press(run(test), "Save")
    now = load(plan).sound
    assert now is not None
    (reached,) = [
        each.step for each in now.indicator["3.2"].observations
        if any("nouveau Code pénal" in passage.quote and passage.source == "added"
               for passage in each.evidence)
    ]  # fmt: skip
    assert reached == "enacted"


def test_an_error_that_makes_the_plan_unreadable_is_fixed_or_undone_on_the_page(
    plan: Path, desk: Open
) -> None:
    press(press(edited_form(desk), "Review the change"), "Save")
    good = plan.read_text("utf-8")
    rewrite(plan, "plan:\n  title:", "plan:\n  titel:")
    assert load(plan).sound is None
    test = press(desk("problems"), "Rename the key “titel” to “title”")
    assert added(test) == ["title:"]
    press(test, "Save")
    assert plan.read_text("utf-8") == good

    rewrite(plan, "plan:\n  title:", "plan:\n  titel:")
    test = desk("history")
    press(test, "Undo this change")
    assert added(test) == ["title:"]
    press(test, "Save")
    assert plan.read_text("utf-8") == good


def edited_form(desk: Open) -> AppTest:
    """The form of an indicator with an edited number."""
    test = desk("edit", what="indicator", indicator="1.1")
    typed(test, "Number").set_value("120000")
    return test


def test_a_second_article_replaces_the_form_and_the_pending_review_of_the_first(
    plan: Path, desk: Open
) -> None:
    test = desk("add", way="text")
    words = "The text of the article, or the source of its page"
    gazette = ROOT / "tests" / "exhibits" / "gazette-inventee.txt"
    typed(test, words).set_value(gazette.read_text("utf-8"))
    press(run(test), "Review the change")
    assert typed(test, "Title · French").value.startswith("Plan contre la traite")
    other = (PRESS / "amap-sikasso-formation.txt").read_text("utf-8")
    typed(test, words).set_value(other)
    run(test)
    assert "Save" not in labels(test)
    assert typed(test, "Title · French").value.startswith("Sikasso")
    press(press(test, "Review the change"), "Save")
    assert (plan.parent / "seeds" / "article.txt").read_text("utf-8") == other


def test_typed_values_are_kept_when_somebody_else_removes_the_entry(plan: Path, desk: Open) -> None:
    test = desk("edit", what="indicator", indicator="1.5")
    typed(test, "Name * · French").set_value("Autre nom")
    press(test, "Review the change")
    remove_record(plan, "1.5")
    run(test)
    assert typed(test, "Name * · French").value == "Autre nom"
    press(test, "Review the change")
    assert "one removed what the other changed" in body(test)
    press(test, "Save")
    now = load(plan).plan
    assert now is not None
    assert now.indicator["1.5"].name.fr == "Autre nom"


def test_an_entry_picked_right_after_a_save_is_shown(plan: Path, desk: Open) -> None:
    test = press(press(edited_form(desk), "Review the change"), "Save")
    picked(test, "Which one").set_value("1.2")
    run(test)
    assert picked(test, "Which one").value == "1.2"


def test_a_pending_fix_follows_its_problem_when_the_lines_move(plan: Path, desk: Open) -> None:
    rewrite(plan, "at_least: 100000", "exactly: 100000")
    test = desk("problems")
    press(test, next(each for each in labels(test) if "Use what the passage" in each))
    rewrite(plan, "plan:\n", "# A remark\nplan:\n")
    press(test, "Save")
    assert "The file has been changed since you opened it" in body(test)
    press(press(test, "Apply my change to the new version"), "Save")
    assert "at_least: 100000" in plan.read_text("utf-8")


def test_a_rejection_that_cannot_be_saved_does_not_ask_for_its_reason_again(
    plan: Path, desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Unsaved("busy")

    monkeypatch.setattr(decisions, "reject", busy)
    test = desk("proposals", file="001_e715472801c2af51.txt")
    typed(test, "Why").set_value("Déjà dit")
    press(test, "Reject this proposal")
    assert "Nothing was saved." in body(test)
    assert "Give a reason: it is kept in the history." not in body(test)


def test_an_edit_conflict_names_the_right_entry_after_it_moved(plan: Path, desk: Open) -> None:
    test = desk("edit", what="indicator", indicator="1.3")
    typed(test, "Name * · French").set_value("Nom d’Awa")
    edition = load(plan)
    name = (*records.indicator_address(edition, "1.3"), "name")
    plan.write_text(revise(edition, [Set(name, {"fr": "Nom de Bakary"})]).text, "utf-8")
    remove_record(plan, "1.1")
    press(test, "Review the change")
    conflict = body(test).split("changed the same thing")[1].split("</ul>")[0]
    assert "1.3" in conflict


def test_an_invalid_value_is_reported_at_its_field_after_the_entry_moved(
    plan: Path, desk: Open
) -> None:
    test = desk("edit", what="indicator", indicator="1.3")
    remove_record(plan, "1.1")
    typed(test, "Identifier *").set_value("deux mots")
    press(test, "Review the change")
    assert '<p class="plan-fault"' in body(test)
    assert "Save" not in labels(test)


def test_a_change_that_somebody_else_already_saved_is_not_saved_again(
    plan: Path, desk: Open
) -> None:
    test = edited_form(desk)
    rewrite(plan, "at_least: 100000", "at_least: 120000")
    press(test, "Review the change")
    assert "Nothing to save: there is no change." in body(test)
    assert "Save" not in labels(test)


def test_a_refused_save_is_not_repeated_when_the_page_is_opened_again(
    plan: Path, desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = plan.read_bytes()
    test = press(edited_form(desk), "Review the change")
    monkeypatch.setattr(signin, "access", lambda: READER)
    press(test, "Save")
    monkeypatch.setattr(signin, "access", lambda: LOCAL)
    for page in ("overview", "edit"):
        test.query_params["what"], test.query_params["indicator"] = "indicator", "1.1"
        run(test.switch_page(f"plan/pages/{page}.py"))
    assert "Save" in labels(test)
    assert plan.read_bytes() == first


def test_leaving_a_form_discards_it_even_if_the_run_is_stopped(
    plan: Path, desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = desk("edit", what="indicator", indicator="4.1")
    steps = labels(test).count("Remove this step")
    press(test, "Remove this step")
    form_key = editing.form_key

    def stopped(key: str) -> str:
        monkeypatch.setattr(editing, "form_key", form_key)
        st.rerun()

    monkeypatch.setattr(editing, "form_key", stopped)
    for indicator in ("1.1", "4.1"):
        test.query_params["indicator"] = indicator
        run(test)
    assert labels(test).count("Remove this step") == steps


def test_the_keys_of_controls_depend_on_the_version_of_the_file(plan: Path, desk: Open) -> None:
    """Otherwise a lost session would restore values of an earlier version from the browser."""
    first, same = (str(typed(desk("edit"), "Number").key) for _ in range(2))
    rewrite(plan, "at_least: 100000", "at_least: 150000")
    other = str(typed(desk("edit"), "Number").key)
    assert first == same != other


def test_a_publication_date_given_for_one_article_does_not_apply_to_the_next(
    plan: Path, desk: Open
) -> None:
    first, second = "001_e715472801c2af51.txt", "003_7ffee6f7e0d0e4fb.txt"
    test = desk("proposals", file=first, published="2024-08-01")
    assert "published" in test.query_params
    (article,) = [each for each in test.selectbox if each.label == "Read an article"]
    article.select(second)
    run(test)
    assert "published" not in test.query_params
    assert typed(test, "Published").value == ""


def test_the_day_of_publication_is_typed_and_kept_in_the_address_as_it_is_read(
    plan: Path, desk: Open
) -> None:
    test = desk("proposals", "fr-FR", file="001_e715472801c2af51.txt")
    typed(test, "Publication").set_value("01/08/2024")
    run(test)
    assert test.query_params["published"] in ("2024-08-01", ["2024-08-01"])
    assert typed(test, "Publication").value == "1er août 2024"
    typed(test, "Publication").set_value("hier")
    run(test)
    assert 'class="plan-fault"' in body(test)
    assert typed(test, "Publication").value == "hier"


@pytest.mark.parametrize("page", ["axis", "indicator", "edit"])
def test_buttons_lead_to_a_new_indicator_of_the_axis_and_to_a_new_axis(
    plan: Path, desk: Open, page: str
) -> None:
    asked = {"axis": {"axis": "protection"}, "indicator": {"indicator": "2.1"},
             "edit": {"what": "indicator", "indicator": "2.1"}}  # fmt: skip
    links = re.findall(r'class="plan-button" href="([^"]+)"', body(desk(page, **asked[page])))
    axes = ["edit?what=axis&amp;axis=new"] if page != "indicator" else []
    assert [each.partition("&amp;lang")[0] for each in links if "=new" in each] == [
        "edit?what=indicator&amp;indicator=new&amp;in=protection", *axes,
    ]  # fmt: skip
    assert (
        "plan-button" not in body(desk(page, access=READER, **asked[page])).partition("</style>")[2]
    )


def test_a_passage_added_to_a_form_brings_its_number_and_its_own_period(
    plan: Path, desk: Open
) -> None:
    test = desk("edit", what="indicator", indicator="2.1")
    for label in ("Add an observed value", "Add a passage"):
        [each for each in test.button if each.label == label][-1].click()
        run(test)
    article = "En 2024, 31 victimes ont été identifiées à Kayes."
    (plan.parent / "seeds" / "added.txt").write_text(article, "utf-8")
    [each for each in test.text_area if each.label == "Passage, word for word *"][-1].set_value(
        article
    )
    [each for each in test.button if each.label.startswith("Take number")][-1].click()
    run(test)
    assert [each for each in test.text_input if each.label == "Number"][-1].value == "31"
    assert [each for each in test.text_input if each.label == "Period *"][-1].value == "2024"
    kinds = [each for each in test.selectbox if each.label == "Precision"]
    assert kinds[-1].value == "exactly"


def test_keys_and_text_for_the_file_are_for_those_who_may_edit(plan: Path, desk: Open) -> None:
    file = "003_7ffee6f7e0d0e4fb.txt"
    editor, other = desk("proposals", file=file), desk("proposals", file=file, access=READER)
    assert "<kbd>j</kbd>" in body(editor)
    assert any("evidence:" in each.value for each in editor.code)
    assert "<kbd>" not in body(other)
    assert not other.code


def test_a_corrected_value_takes_its_ticked_parts_with_it(plan: Path, desk: Open) -> None:
    add_source(plan, PRESS / "essor-rapport-annuel.txt", "2025-03-14")
    test = desk("proposals", file="added.txt", indicator="2.1")
    press(test, "Correct")
    typed(test, "Period *").set_value("2023")
    press(test, "Review the change")
    written = "\n".join(added(test))
    assert "exactly: 742" in written
    assert written.count("period: 2023") == 2
    press(test, "Do not save")
    (part,) = test.checkbox
    part.uncheck()
    run(test)
    press(test, "Review the change")
    assert "exactly: 742" not in "\n".join(added(test))


# --- Files of seeds without an entry -------------------------------------------------------------


@pytest.mark.parametrize("page", ["articles", "add", "problems"])
def test_a_file_without_an_entry_can_be_entered_or_moved_away(
    plan: Path, desk: Open, page: str
) -> None:
    """Such as one whose saving was cut off."""
    waiting = plan.parent / "seeds" / "cut-off.txt"
    waiting.write_text("À Ségou, 12 victimes ont été accueillies en mai 2025.\n", encoding="utf-8")
    test = desk(page)
    html = "".join(each.proto.body for each in test.main if each.type == "html")
    assert "1 file of the folder seeds awaits its entry" in html
    assert "way=folder" in html
    assert "file=cut-off.txt" in html
    press(test, "Move cut-off.txt to the folder removed")
    assert not waiting.exists()
    assert (plan.parent / "removed" / "cut-off.txt").read_text("utf-8").startswith("À Ségou")
    html = "".join(each.proto.body for each in test.main if each.type == "html")
    assert "awaits its entry" not in html


def test_readers_are_not_asked_about_files_without_an_entry(plan: Path, desk: Open) -> None:
    (plan.parent / "seeds" / "cut-off.txt").write_text("Un texte.\n", encoding="utf-8")
    test = desk("articles", access=READER)
    assert "Move cut-off.txt to the folder removed" not in labels(test)


# --- A file that cannot be opened ----------------------------------------------------------------


@pytest.mark.parametrize("page", ["overview", "problems"])
def test_a_plan_that_is_a_loop_of_links_is_a_problem_and_no_failure(
    plan: Path, desk: Open, page: str
) -> None:
    plan.unlink()
    plan.symlink_to(plan.name)
    test = desk(page)
    html = "".join(each.proto.body for each in test.main if each.type == "html")
    assert "indicators.yaml" in html
