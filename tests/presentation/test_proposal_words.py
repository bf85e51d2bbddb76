"""Suggestions in words: every code has a sentence in both languages, with the words it quotes."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from plan.articles.extraction import NOTES
from plan.articles.metadata import Provenance
from plan.articles.near_duplicates import LIKENESSES
from plan.edition.edition import Edition, load
from plan.locale.translation import LANGUAGES, Say
from plan.model.quantities import read_period
from plan.model.records import Plan
from plan.presentation.proposal_words import (
    FLAG_WORDS,
    PROVENANCE_WORDS,
    article_finding,
    article_words,
    cautions,
    duplicate_words,
    offer_lines,
    offered_words,
    publication_words,
    reason_words,
    relation_words,
    when_words,
    withheld_lines,
    withheld_words,
)
from plan.suggestions.exclusions import EXCLUSIONS
from plan.suggestions.matching import RELATIONS, Relation
from plan.suggestions.proposals import Examined, examine
from plan.suggestions.score_reasons import SCORE_REASONS

SAYS = {language: Say(language) for language in LANGUAGES}
FR, EN = SAYS["fr"], SAYS["en"]
DAY = read_period("2025-12-20")

FILE = """\
plan:
  title: {fr: Plan de lecture publique 2024–2028}
  country: BJ
  period: 2024/2028
  currency: XOF
  units:
    - id: library
      name: {fr: bibliothèque, en: library}
      plural: {fr: bibliothèques, en: libraries}
sources:
  - id: gazette
    file: gazette.txt
    title: {fr: Un bilan, en: A review}
    kind: press
    published: 2025-01-15
  - {id: sans-titre, file: b.txt, kind: press, published: 2025-02}
axes:
  - id: reading
    name: {fr: Lire}
    indicators:
      - id: "B1"
        name: {fr: Bibliothèques ouvertes, en: Libraries opened}
        nature: flow
        unit: library
        terms: [bibliothèque* ouverte*]
        observations:
          - period: 2024
            exactly: 12
            evidence: [{source: gazette, quote: douze bibliothèques ont été ouvertes en 2024}]
          - period: 2024
            statement: {fr: On lit davantage.}
      - id: "B5"
        name: {fr: Loi sur la lecture publique, en: Public reading act}
        nature: steps
        terms: [loi sur la lecture publique]
        steps:
          - {id: cabinet, name: {fr: Adoptée en Conseil des ministres, en: Adopted by cabinet}}
          - {id: voted, name: {fr: Votée par l’Assemblée nationale, en: Voted}}
      - id: "B6"
        name: {fr: Financement mobilisé pour la lecture publique, en: Funding raised}
        nature: flow
        unit: amount
        terms: [financement*, mobilis*]
"""
GAZETTE = (
    "La direction de la lecture publique a présenté son bilan à Cotonou, au Bénin. Au total, "
    "douze bibliothèques ont été ouvertes en 2024, du nord au sud du pays. La directrice a "
    "rappelé que le livre reste cher pour les familles et que chaque commune doit entretenir sa "
    "salle, son toit et ses rayons. Des élèves ont lu un conte en fon, puis un autre en yoruba.\n"
)
HEAD = "La direction de la lecture publique fait ses comptes à Parakou, au Bénin. "


@pytest.fixture
def edition(plan_file: Callable[..., Path]) -> Edition:
    made = load(plan_file(FILE, {"gazette.txt": GAZETTE, "b.txt": "Une page.", "neuf.txt": HEAD}))
    assert made.plan is not None, made.problems
    return made


@pytest.fixture
def plan(edition: Edition) -> Plan:
    assert edition.plan is not None
    return edition.plan


Ask = Callable[..., Examined]


@pytest.fixture
def ask(edition: Edition) -> Ask:
    """An article of some sentences, read for the plan."""

    def read(said: str, *, dated: bool = True, head: str = HEAD) -> Examined:
        return examine(edition, "neuf-2.txt", (head + said).encode(), DAY if dated else None)

    return read


# --- Every code ----------------------------------------------------------------------------------

WORDS = {
    f"{name}/{code}": sentence
    for name, table in {
        "reason": SCORE_REASONS,
        "flag": FLAG_WORDS,
        "exclusion": EXCLUSIONS,
        "relation": RELATIONS,
        "provenance": PROVENANCE_WORDS,
        "likeness": LIKENESSES,
        "note": NOTES,
    }.items()
    for code, sentence in table.items()
}


@pytest.mark.parametrize("code", WORDS)
def test_every_code_has_words_in_both_languages(code: str) -> None:
    given = {"words": "MOTS", "shared": 31, "total": 47, "size": 53}
    french, english = (SAYS[language](WORDS[code], **given) for language in ("fr", "en"))
    assert french != english
    for said in (french, english):
        assert said.strip()
        assert "{" not in said
    for name in ("words", "shared", "total", "size"):
        held = f"{{{name}}}" in WORDS[code]
        assert (str(given[name]) in french) == (str(given[name]) in english) == held


def test_no_code_is_without_words() -> None:
    assert RELATIONS.keys() == set(get_args(Relation))
    assert PROVENANCE_WORDS.keys() == set(get_args(Provenance))


def test_words_of_different_codes_differ() -> None:
    for say in SAYS.values():
        for table in (FLAG_WORDS, EXCLUSIONS, RELATIONS, PROVENANCE_WORDS):
            shown = [say(sentence, words="MOTS") for sentence in table.values()]
            assert len(set(shown)) == len(shown)


# --- The article ---------------------------------------------------------------------------------


def test_the_finding_counts_passages_and_indicators(ask: Ask) -> None:
    one = ask("Dix bibliothèques ont été ouvertes en 2025.")
    many = ask(
        "Dix bibliothèques ont été ouvertes en 2025. Neuf bibliothèques ont été ouvertes le 3 mars "
        "2024. La loi sur la lecture publique a été votée par l’Assemblée nationale."
    )
    assert (len(one.proposals), len(many.proposals)) == (1, 3)
    assert article_finding(EN, one) == "1 passage could be evidence, for 1 indicator."
    assert article_finding(EN, many) == "3 passages could be evidence, for 2 indicators."
    assert article_finding(FR, many).startswith("3 ")
    assert article_finding(FR, one) != article_finding(FR, many)


def test_the_finding_distinguishes_no_evidence_from_no_article(ask: Ask) -> None:
    nothing = ask("La salle est bleue.")
    page = ask("S’abonner\n\nPartager sur Facebook\n\nLire aussi : Une nouvelle", head="")
    assert nothing.proposals == page.proposals == ()
    said = {article_finding(say, each) for say in SAYS.values() for each in (nothing, page)}
    assert len(said) == 4
    assert "No article" in article_finding(EN, page)


def test_the_publication_day_is_worded_with_its_provenance(edition: Edition, ask: Ask) -> None:
    said = "Dix bibliothèques ont été ouvertes en 2025."
    printed = examine(edition, "x.txt", f"Publié le 3 juin 2025\n{HEAD}{said}".encode())
    known = examine(edition, "gazette.txt", GAZETTE.encode())
    days = {
        "given": ask(said),
        "printed": printed,
        "known": known,
        "none": ask(said, dated=False),
    }
    for say in SAYS.values():
        shown = {name: publication_words(say, each) for name, each in days.items()}
        assert say.period(DAY) in shown["given"]
        assert say(PROVENANCE_WORDS["given"]) in shown["given"]
        assert say.period(read_period("2025-06-03")) in shown["printed"]
        assert say(PROVENANCE_WORDS["printed"]) in shown["printed"]
        assert say.period(read_period("2025-01-15")) in shown["known"]
        assert say(PROVENANCE_WORDS["given"]) not in shown["known"]
        assert not any(digit in shown["none"] for digit in "0123456789")


def test_an_article_is_named_by_its_title_and_a_new_one_by_its_file(plan: Plan) -> None:
    for say, title in ((FR, "Un bilan"), (EN, "A review")):
        shown = article_words(plan, say, "gazette.txt")
        assert title in shown
        assert say.period(read_period("2025-01-15")) in shown
        assert "sans-titre" in article_words(plan, say, "b.txt")
        assert "neuf.txt" in article_words(plan, say, "neuf.txt")


def test_a_repeated_article_is_named_with_the_overlap(edition: Edition) -> None:
    copy = examine(edition, "copie.txt", GAZETTE.replace("un autre", "un second").encode())
    (alike,) = copy.near_duplicates.values()
    for say in SAYS.values():
        (shown,) = duplicate_words(say, copy)
        assert "gazette" in shown
        assert str(alike.shared) in shown
        assert str(alike.total) in shown
    assert duplicate_words(FR, examine(edition, "neuf.txt", HEAD.encode())) == []


# --- A suggestion --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "french", "english"),
    [
        (
            "Plus de dix bibliothèques ont été ouvertes en 2025.",
            "au moins 10 bibliothèques",
            "at least 10 libraries",
        ),
        (
            "Entre 40 et 50 bibliothèques ont été ouvertes en 2025.",
            "entre 40 et 50 bibliothèques",
            "between 40 and 50 libraries",
        ),
        (
            "La loi sur la lecture publique a été adoptée en Conseil des ministres.",
            "Adoptée en Conseil des ministres",
            "Adopted by cabinet",
        ),
        (
            "Le financement mobilisé pour la lecture publique est de 300 000 euros en 2025.",
            "information non chiffrée",
            "without a value",
        ),
    ],
)
def test_what_would_be_recorded_is_worded_with_its_unit(
    ask: Ask, plan: Plan, said: str, french: str, english: str
) -> None:
    (proposal,) = ask(said).proposals
    assert french in offered_words(plan, FR, proposal.suggestion).replace("\u00a0", " ")
    assert english in offered_words(plan, EN, proposal.suggestion).replace("\u00a0", " ")


def test_the_period_is_worded_or_that_it_is_not_dated(ask: Ask) -> None:
    (dated,) = ask("Dix bibliothèques ont été ouvertes en 2025.", dated=False).proposals
    (undated,) = ask("Dix bibliothèques ont été ouvertes.", dated=False).proposals
    for say in SAYS.values():
        assert when_words(say, dated.suggestion) == say.period(read_period("2025"))
        assert when_words(say, undated.suggestion)
        assert "2025" not in when_words(say, undated.suggestion)


def test_reasons_quote_the_words_of_the_article(ask: Ask) -> None:
    (proposal,) = ask("Plus de dix bibliothèques ont été ouvertes en 2025.").proposals
    each = proposal.suggestion
    for say in SAYS.values():
        shown = reason_words(say, each)
        assert len(shown) == len(each.reasons) >= 3
        for sentence, reason in zip(shown, each.reasons, strict=True):
            assert reason.words in sentence


def test_cautions_name_what_a_person_should_check(ask: Ask) -> None:
    (plain,) = ask("Dix bibliothèques ont été ouvertes en 2025.").proposals
    (hearsay,) = ask("Dix bibliothèques auraient été ouvertes en 2025.").proposals
    (promise,) = ask("Dix bibliothèques seront ouvertes en 2027.").proposals
    for say in SAYS.values():
        assert cautions(say, plain.suggestion) == []
        assert cautions(say, hearsay.suggestion) == [say(FLAG_WORDS["alleged"])]
        (announced,) = cautions(say, promise.suggestion)
        assert announced not in {say(words) for words in FLAG_WORDS.values()}
    assert "without a value" in cautions(EN, promise.suggestion)[0]


def test_the_relation_is_worded_with_the_values_on_record(ask: Ask, plan: Plan) -> None:
    (clash,) = ask("Au moins 13 bibliothèques ont été ouvertes en 2024.").proposals
    (new,) = ask("La loi sur la lecture publique a été votée par l’Assemblée nationale.").proposals
    assert clash.match.relation == "contradicts"
    assert new.match.relation == "new"
    for say, noun in ((FR, "bibliothèques"), (EN, "libraries")):
        shown = relation_words(plan, say, clash).replace("\u00a0", " ")
        assert say(RELATIONS["contradicts"]) in shown
        assert f"12 {noun}" in shown
        assert say.period(read_period("2024")) in shown
        assert relation_words(plan, say, new) == say(RELATIONS["new"])


def test_every_flag_of_the_projects_own_articles_has_words() -> None:
    root = Path(__file__).parents[2]
    real = load(root / "indicators.yaml")
    flags: set[str] = set()
    for path in sorted((root / "seeds").glob("*.txt")):
        for proposal in examine(real, path.name, path.read_bytes()).proposals:
            flags.update(proposal.flags)
    assert flags & FLAG_WORDS.keys()
    assert flags <= FLAG_WORDS.keys() | RELATIONS.keys()


# --- For a terminal ------------------------------------------------------------------------------

SAID = (
    "Plus de dix bibliothèques ont été ouvertes en 2025. La loi sur la lecture publique aurait été "
    "votée par l’Assemblée nationale le 3 juin 2025. En 2019, neuf bibliothèques ont été ouvertes. "
    "De nombreuses bibliothèques ont été ouvertes au nord."
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_of_a_terminal_hold_quote_value_reasons_and_cautions(
    ask: Ask, plan: Plan, language: str
) -> None:
    say, examined = SAYS[language], ask(SAID)  # type: ignore[index]
    lines = list(offer_lines(plan, examined, say))
    assert len(examined.proposals) == 2
    assert lines[0] == article_finding(say, examined)
    assert any(publication_words(say, examined) in line for line in lines)
    shown = "\n".join(lines)
    for proposal in examined.proposals:
        each = proposal.suggestion
        indicator = plan.indicator[each.indicator]
        assert f"{indicator.id} {indicator.name.in_language(say.language)}" in shown
        assert " ".join(each.quote.split()) in shown
        assert offered_words(plan, say, each) in shown
        assert when_words(say, each) in shown
        assert relation_words(plan, say, proposal) in shown
        for sentence in (*reason_words(say, each), *cautions(say, each)):
            assert sentence in shown
    assert all("\n" not in line for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_excluded_passages_are_listed_with_the_reason(ask: Ask, language: str) -> None:
    say, examined = SAYS[language], ask(SAID)  # type: ignore[index]
    shown = "\n".join(withheld_lines(examined, say))
    assert {each.exclusion.code for each in examined.withheld} == {"before-plan", "vague"}
    for at, each in enumerate(examined.withheld):
        assert " ".join(each.quote.split()) in shown
        assert withheld_words(say, examined, at) in shown
        assert each.exclusion.words in withheld_words(say, examined, at)


def test_without_excluded_passages_nothing_is_listed(ask: Ask) -> None:
    examined = ask("Plus de dix bibliothèques ont été ouvertes en 2025.")
    assert list(withheld_lines(examined, FR)) == []


def test_the_encoding_of_an_article_is_noted(edition: Edition, plan: Plan) -> None:
    examined = examine(edition, "x.txt", (HEAD + SAID).encode("cp1252"), DAY)
    assert examined.extracted.notes == ("cp1252",)
    for say in SAYS.values():
        assert say(NOTES["cp1252"]) in list(offer_lines(plan, examined, say))
