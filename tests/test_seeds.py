"""The real plan: every value rests on exact words of its articles; statuses are as expected."""

from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from plan.cli.status import status_as_json
from plan.edition.edition import Edition, check, load
from plan.edition.view import View
from plan.evidence.dossier import Passage
from plan.model.records import Indicator

ROOT = Path(__file__).parent.parent
#: The articles as they were published, by their SHA-256.
ARTICLES = {
    "000_48c8e42f5bcd276a.txt": "8b002af2123d90e5fe05b48fe7ec7c97218ec90fce53d57fc43b1b242ace5b02",
    "001_e715472801c2af51.txt": "3a2ccabe4d95b3970bd59acbb783a9096af15cdf34f52e723d7ffe9fc8077697",
    "003_7ffee6f7e0d0e4fb.txt": "4407370a8c380ed11cd19192d7d2d7f1ed484fc53d97f1fce188771664858ac4",
}
#: The first words that do not belong to the article any more: teasers, other articles.
AFTER = {
    "000_48c8e42f5bcd276a.txt": "Les Forces armées maliennes (FAMa)",
    "001_e715472801c2af51.txt": "Lire aussi : #Mali",
    "003_7ffee6f7e0d0e4fb.txt": "Le ministre de la Sécurité et de la Protection civile",
}
#: Every number that the file gives as a value, and the words of its passage that state it.
FIGURES: dict[tuple[str, int], tuple[dict[str, Any], tuple[str, ...]]] = {
    ("1.1", 0): ({"at_least": 100_000}, ("plus de", "(100.000) personnes")),
    ("2.2", 0): ({"at_least": 20_000}, ("plus de", "(20.000) victimes")),
    ("4.2", 0): ({"exactly": 1}, ("la remise du rapport annuel 2022",)),
    ("4.2", 1): ({"at_least": 2}, ("les rapports annuels 2022, 2023 et 2024",)),
    ("4.6", 0): ({"at_least": 3}, ("l’OIM", "l’Onudc", "Pays-Bas")),
}
#: Every step that the file says was reached, by when, and the words that say so.
STEPS = {
    ("3.1", 0): ("in-force", "2023-07-22", "interdit dans la Constitution du 22 juillet 2023"),
    ("3.2", 0): ("cabinet", "2023-10-11", "adopté par le conseil des ministres du 11 octobre 2023"),
    ("3.2", 1): ("enacted", "../2025-07-30", "dans le nouveau Code pénal"),
    ("3.3", 0): ("created", "../2025-07-30", "la création de la Brigade"),
    ("4.1", 0): ("drafting", "../2023-07-05", "l’élaboration d’un nouveau plan"),
    ("4.1", 3): ("launch", "2023-10-19", "jeudi dernier"),
    ("4.8", 0): ("tier-3", "../2023-05-31", "(cathégorie III)"),
    ("4.8", 1): ("tier-2", "2023-06-01/2023-06-30", "catégorie II dans le rapport 2023"),
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(ROOT / "indicators.yaml")


def view(edition: Edition, on: str, known: str | None = None) -> View:
    return View(edition, date.fromisoformat(on), date.fromisoformat(known or on), "fr")


def indicators(edition: Edition) -> dict[str, Indicator]:
    assert edition.plan is not None
    return edition.plan.indicator


def passages(edition: Edition) -> list[tuple[str, Passage]]:
    found = [("plan", each) for each in edition.plan_passages]
    for axis, several in edition.axis_passages.items():
        found += [(axis, each) for each in several]
    for name, dossier in edition.dossiers.items():
        for several in (*dossier.observations, *dossier.targets, dossier.baseline):
            found += [(name, each) for each in several]
    return found


# --- The articles and their passages -------------------------------------------------------------


def test_the_articles_are_as_published_byte_for_byte() -> None:
    held = {path.name: path.read_bytes() for path in (ROOT / "seeds").glob("*.txt")}
    assert {name: sha256(content).hexdigest() for name, content in held.items()} == ARTICLES


def test_the_file_loads_without_error_or_warning(edition: Edition) -> None:
    assert edition.problems == ()
    for day in (date(2023, 6, 30), date(2024, 12, 31), date(2026, 11, 21)):
        assert {problem.severity for problem in check(edition, day)} <= {"notice"}


def test_every_value_rests_on_a_passage_found_word_for_word_in_its_article(
    edition: Edition,
) -> None:
    for indicator in indicators(edition).values():
        for observation in indicator.observations:
            assert any(each.stance == "supports" for each in observation.evidence)
    found = passages(edition)
    assert len(found) >= 30
    for name, passage in found:
        text = (ROOT / "seeds" / passage.source.file).read_bytes().decode()
        quote = passage.evidence.quote
        assert passage.match.state == "exact", name
        assert text[passage.match.start : passage.match.end] == quote
        assert text.count(quote) == 1


def test_nothing_is_evidenced_from_outside_the_article_itself(edition: Edition) -> None:
    assert {passage.source.file for _, passage in passages(edition)} == set(ARTICLES)
    for name, passage in passages(edition):
        text = (ROOT / "seeds" / passage.source.file).read_bytes().decode()
        assert passage.inside, name
        assert passage.match.end is not None
        assert passage.match.end <= text.index(AFTER[passage.source.file])


def test_every_value_of_the_file_is_stated_by_its_passages(edition: Edition) -> None:
    numbers, steps = {}, {}
    for name, indicator in indicators(edition).items():
        assert indicator.baseline is None  # nobody published one
        for i, observation in enumerate(indicator.observations):
            quotes = " ".join(each.quote for each in observation.evidence)
            if observation.stated is not None:
                assert observation.stated.qualifier != "between"
                numbers[name, i] = dict([observation.stated])
                for words in FIGURES[name, i][1]:
                    assert words in quotes
            elif observation.step is not None:
                step, period, words = STEPS[name, i]
                steps[name, i] = observation.step, observation.period.iso()
                assert steps[name, i] == (step, period)
                assert words in quotes
            else:
                assert observation.statement is not None
                assert observation.statement.en
                assert observation.note is None or observation.note.en
    assert numbers == {place: said for place, (said, _) in FIGURES.items()}
    assert steps.keys() == STEPS.keys()


def test_values_counted_by_hand_have_a_note(edition: Edition) -> None:
    for name, i in (("4.2", 0), ("4.2", 1), ("4.6", 0)):
        note = indicators(edition)[name].observations[i].note
        assert note is not None
        assert note.fr.startswith("Compté sur le passage")


def test_last_thursday_is_the_thursday_before_publication(edition: Edition) -> None:
    assert edition.plan is not None
    source = edition.plan.source["lessor-2023-10-24"]
    text = (ROOT / "seeds" / source.file).read_text(encoding="utf-8")
    assert "Publié mardi 24 octobre 2023" in text
    assert source.dating == "printed"
    assert source.known.weekday() == 1
    launch = indicators(edition)["4.1"].observations[3].period.end
    assert launch.weekday() == 3
    assert timedelta(0) < source.known - launch < timedelta(7)


def test_inferred_publication_days_are_explained(edition: Edition) -> None:
    assert edition.plan is not None
    dating = {source.id: source for source in edition.plan.sources}
    assert {name: (each.known.isoformat(), each.dating) for name, each in dating.items()} == {
        "lessor-2023-07-05": ("2023-07-05", "inferred"),
        "lessor-2023-10-24": ("2023-10-24", "printed"),
        "lessor-2025-07-30": ("2025-07-30", "inferred"),
    }
    for each in dating.values():
        assert (each.dating_note is not None) == (each.dating == "inferred")
    assert dating["lessor-2025-07-30"].kind == "opinion"


# --- The frame -----------------------------------------------------------------------------------


def test_four_axes_as_the_plan_names_them_with_24_to_32_indicators(edition: Edition) -> None:
    assert edition.plan is not None
    assert [axis.name.fr for axis in edition.plan.axes] == [
        "Prévention de la traite des personnes",
        "Protection et assistance aux victimes de la traite des personnes",
        "Application de la loi relative à la lutte contre la traite des personnes à tous les "
        "niveaux de la chaîne pénale",
        "Promotion de la coordination et de la coopération en matière de lutte contre la traite "
        "des personnes",
    ]
    assert 24 <= len(indicators(edition)) <= 32
    assert all(axis.indicators for axis in edition.plan.axes)


def test_the_plan_and_its_axes_rest_on_the_article_of_the_launch(edition: Edition) -> None:
    assert edition.plan is not None
    assert "la cérémonie de lancement" in edition.plan.head.evidence[0].quote
    quotes = [axis.evidence[0].quote for axis in edition.plan.axes]
    for quote, words in zip(
        quotes, ("prévention", "protection", "loi", "coordination"), strict=True
    ):
        assert words in quote
    several = [each for name, each in passages(edition) if name not in indicators(edition)]
    assert {each.source.id for each in several} == {"lessor-2023-10-24"}
    assert all(axis.objective is None for axis in edition.plan.axes)  # no article gives one


def test_bodies_answer_only_for_what_an_article_or_the_indicator_gives_them(
    edition: Edition,
) -> None:
    plan = edition.plan
    assert plan is not None
    assert plan.head.owner == plan.body["committee"].name
    assert all(body.office is None for body in plan.bodies)  # no article gives one
    served = {name: plan.responsible_body(each) for name, each in plan.indicator.items()}
    assert {name: body.id for name, body in served.items() if body} == {
        **dict.fromkeys(("1.1", "2.2", "4.1", "4.2", "4.5", "4.6"), "committee"),
        **dict.fromkeys(("3.1", "3.2"), "justice"),
    }
    assert all(body or not plan.indicator[name].responsible for name, body in served.items())


def test_what_the_articles_say_of_the_plans_making_is_on_record_without_a_value(
    edition: Edition,
) -> None:
    stated = {
        name: [each for each in indicator.observations if each.statement is not None]
        for name, indicator in indicators(edition).items()
    }
    assert {name: len(several) for name, several in stated.items() if several} == {
        "4.1": 5, "4.2": 1, "4.3": 2, "4.6": 1, "4.8": 1,
    }  # fmt: skip


def test_every_text_that_readers_see_is_in_both_languages(edition: Edition) -> None:
    assert edition.plan is not None
    short = edition.plan.head.short
    assert short is not None
    assert short.en
    for body in edition.plan.bodies:
        assert body.name.en
        assert body.short_name.en
    for axis in edition.plan.axes:
        assert axis.name.en
        assert axis.short_name.en
        for indicator in axis.indicators:
            assert indicator.name.en
            assert indicator.definition is not None
            assert indicator.definition.en
            assert all(step.name.en for step in indicator.steps)


def test_no_target_is_judged_but_derived_ones_with_their_reason(edition: Edition) -> None:
    judged = {
        name: target
        for name, indicator in indicators(edition).items()
        for target in indicator.targets
    }
    assert {name: target.basis for name, target in judged.items()} == dict.fromkeys(
        ("3.1", "3.2", "4.1", "4.3"), "derived"
    )
    for name, target in judged.items():
        assert target.by == date(2027, 12, 31)
        assert target.note is not None
        assert "Aucune cible" in target.note.fr
        indicator = indicators(edition)[name]
        if name == "4.3":
            assert target.value == 2_900_000_000
            assert "2,9 milliards de Fcfa" in target.evidence[0].quote
        else:
            assert target.step == indicator.steps[-1].id


def test_more_identification_is_not_judged_as_good_or_bad(edition: Edition) -> None:
    context = {name for name, each in indicators(edition).items() if each.direction == "context"}
    assert context == {"2.1", "4.8"}


def test_the_claimed_baseline_is_on_record_and_set_aside(edition: Edition) -> None:
    claimed, later = indicators(edition)["4.8"].observations[:2]
    assert claimed.set_aside is not None
    assert later.set_aside is None
    assert indicators(edition)["4.8"].reversible


# --- Values and statuses -------------------------------------------------------------------------

#: By day and day of knowledge: value, horizon, status (the lowest and the highest where they
#: differ) or reason, whether it is old.
Line = tuple[Any, str | None, str | tuple[str, str], bool]
STATUSES: dict[tuple[str, str], dict[str, Line]] = {
    ("2023-06-30", "2023-06-30"): {},
    ("2023-06-30", "2026-11-21"): {
        "1.1": ((0, None), None, "outside-period", False),
        "2.2": ((0, None), None, "outside-period", False),
        "3.1": (None, None, "outside-period", False),
        "3.2": (None, None, "outside-period", False),
        "3.3": (None, None, "outside-period", False),
        "4.1": (None, None, "outside-period", False),
        "4.2": ((0, None), None, "outside-period", False),
        "4.6": (None, None, "outside-period", False),
        "4.8": ((3, 3), "2023-06-30", "context", False),
    },
    ("2024-12-31", "2024-12-31"): {
        "3.2": ((2, 4), "2023-10-11", "on-track", False),
        "4.1": ((2, 4), "2023-10-19", "on-track", False),
        "4.2": ((1, None), "2023-10-19", "no-target", False),
        "4.6": ((3, None), "2023-07-05", "no-target", False),
    },
    ("2024-12-31", "2026-11-21"): {
        "1.1": ((0, None), "2024-12-31", "no-target", False),
        "2.2": ((0, None), "2024-12-31", "no-target", False),
        "3.1": ((2, 2), "2023-07-22", "reached", False),
        "3.2": ((2, 4), "2023-10-11", "on-track", False),
        "3.3": (None, None, "outside-period", False),
        "4.1": ((2, 4), "2023-10-19", "on-track", False),
        "4.2": ((1, None), "2023-10-19", "no-target", False),
        "4.6": ((3, None), "2023-07-05", "no-target", False),
        "4.8": ((3, 3), "2023-06-30", "context", True),
    },
    ("2026-11-21", "2026-11-21"): {
        "1.1": ((0, None), "2024-12-31", "no-target", True),
        "2.2": ((0, None), "2024-12-31", "no-target", True),
        "3.1": ((2, 2), "2023-07-22", "reached", False),
        "3.2": ((3, 4), "2025-07-30", ("on-track", "reached"), False),
        "3.3": ((2, 3), "2025-07-30", "no-target", False),
        "4.1": ((2, 4), "2023-10-19", "on-track", True),
        "4.2": ((3, None), "2025-07-30", "no-target", False),
        "4.6": ((3, None), "2023-07-05", "no-target", True),
        "4.8": ((3, 3), "2023-06-30", "context", True),
    },
    ("2026-11-21", "2023-12-31"): {
        "3.2": ((2, 4), "2023-10-11", "on-track", False),
        "4.1": ((2, 4), "2023-10-19", "on-track", True),
        "4.2": ((1, None), "2023-10-19", "no-target", True),
        "4.6": ((3, None), "2023-07-05", "no-target", True),
    },
}
# By axis: with evidence, assessable, reached at least, at most.
AXES = {
    ("2023-06-30", "2023-06-30"): [(0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 2), (0, 0, 0, 2)],
    ("2023-06-30", "2026-11-21"): [(1, 0, 0, 0), (1, 0, 0, 0), (3, 0, 0, 2), (4, 0, 0, 2)],
    ("2024-12-31", "2024-12-31"): [(0, 0, 0, 0), (0, 0, 0, 0), (1, 1, 0, 1), (3, 1, 0, 1)],
    ("2024-12-31", "2026-11-21"): [(1, 0, 0, 0), (1, 0, 0, 0), (3, 2, 1, 1), (4, 1, 0, 1)],
    ("2026-11-21", "2026-11-21"): [(1, 0, 0, 0), (1, 0, 0, 0), (3, 2, 1, 2), (4, 1, 0, 1)],
    ("2026-11-21", "2023-12-31"): [(0, 0, 0, 0), (0, 0, 0, 0), (1, 1, 0, 1), (3, 1, 0, 1)],
}


def pair(span: dict[str, Any] | None) -> tuple[Any, Any] | None:
    return None if span is None else (span["low"], span["high"])


@pytest.mark.parametrize("days", STATUSES)
def test_the_value_and_status_of_every_indicator(edition: Edition, days: tuple[str, str]) -> None:
    answer = status_as_json(view(edition, *days))
    found = {}
    for each in answer["indicators"]:
        status = pair(each["status"])
        assert (status is None) == (each["reason"] is not None)
        outcome = each["reason"] if status is None else status
        if status and status[0] == status[1]:
            outcome = status[0]
        line = pair(each["value"]), each["horizon"], outcome, each["stale"]
        unreported = "context" if each["id"] in ("2.1", "4.8") else "no-evidence"
        if line != (None, None, unreported, False):
            found[each["id"]] = line
        else:
            assert each["origins"] == 0
        assert each["conflicts"] == []
    assert found == STATUSES[days]


def test_an_article_on_a_law_in_force_does_not_exclude_the_next_step(
    edition: Edition,
) -> None:
    (law,) = (
        each
        for each in status_as_json(view(edition, "2025-07-30"))["indicators"]
        if each["id"] == "3.2"
    )
    assert pair(law["value"]) == pair(law["at_horizon"]) == (3, 4)
    assert pair(law["status"]) == ("on-track", "reached")


@pytest.mark.parametrize("days", AXES)
def test_the_counts_of_every_axis(edition: Edition, days: tuple[str, str]) -> None:
    answer = status_as_json(view(edition, *days))
    assert [
        (each["with_evidence"], each["assessable"], *each["reached"].values())
        for each in answer["axes"]
    ] == AXES[days]
    assert [each["id"] for each in answer["axes"]] == [
        "prevention",
        "protection",
        "law",
        "coordination",
    ]
    for each in answer["axes"]:
        assert sum(each["counts"].values()) == each["indicators"]


def test_the_share_within_the_plan_is_unknown_and_its_even_spread_is_separate(
    edition: Edition,
) -> None:
    found = {each["id"]: each for each in status_as_json(view(edition, "2026-11-21"))["indicators"]}
    assert found["1.1"]["value"] == {"low": 0, "high": None}
    assert found["1.1"]["even"]["low"] == float(Fraction(100_000 * 731, 1096))
    assert found["2.2"]["even"]["low"] == float(Fraction(20_000 * 731, 1096))
    assert found["1.1"]["even"]["high"] is None


def test_time_elapsed_on_the_three_days(edition: Edition) -> None:
    shares = [view(edition, day).elapsed for day in ("2023-06-30", "2024-12-31", "2026-11-21")]
    assert shares == [Fraction(181, 1826), Fraction(731, 1826), Fraction(1421, 1826)]


def test_no_amount_of_money_is_proven(edition: Edition) -> None:
    found = {each["id"]: each for each in status_as_json(view(edition, "2026-11-21"))["indicators"]}
    assert found["4.3"]["value"] is None
    assert found["4.3"]["reason"] == "no-evidence"
    assert found["4.3"]["origins"] == 0
