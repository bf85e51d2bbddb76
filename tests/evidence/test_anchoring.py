from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.evidence.anchoring import find
from plan.evidence.match import GREEN, Match
from plan.language.folding import fold
from plan.language.token_boundaries import splits_token

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
REPEATED = (
    "En 2023, treize personnes ont été entendues à Kayes. "
    "En 2024, treize personnes ont été entendues à Ségou."
)


def anchor(text: str, quote: str, prefix: str | None = None, suffix: str | None = None) -> Match:
    match = find(fold(text), quote, prefix, suffix)
    if match.start is None or match.end is None:
        assert match == Match("orphan", None, None, "", ())
    else:
        assert match.found == text[match.start : match.end]
    return match


def state(text: str, quote: str, prefix: str | None = None, suffix: str | None = None) -> str:
    return anchor(text, quote, prefix, suffix).state


# exact


def test_a_passage_that_occurs_verbatim_and_once_is_exact() -> None:
    match = anchor("Le préfet a reçu vingt élèves hier.", "reçu vingt élèves")
    assert match == Match("exact", 12, 29, "reçu vingt élèves", ())


@pytest.mark.parametrize("quote", ["(a+b)*[c]?", "x\\d{2}$", "$ 5 | € 6", "^.*"])
def test_metacharacters_of_regular_expressions_are_plain_characters(quote: str) -> None:
    assert state(f"Avant {quote} après", quote) == "exact"


def test_the_whole_article_is_a_passage_of_itself() -> None:
    assert all(state(text, text) == "exact" for text in ARTICLES)


@pytest.mark.parametrize("prefix", ["En 2024, ", "en 2024", "2024, ", "ayes. En 2024,"])
def test_the_context_decides_between_repeated_passages(prefix: str) -> None:
    match = anchor(REPEATED, "treize personnes ont été entendues", prefix)
    assert (match.state, match.start) == ("exact", REPEATED.rindex("treize"))


def test_one_side_of_the_context_is_enough() -> None:
    assert state(REPEATED, "En 2023, treize", "perdu", " personnes ont") == "exact"


@pytest.mark.parametrize("suffix", [" a Kayes", " À KAYES.", "\u00a0à\u00a0Kayes", " à Kay"])
def test_the_context_is_compared_whatever_its_typography(suffix: str) -> None:
    assert state(REPEATED, "treize personnes ont été entendues", None, suffix) == "exact"


def test_a_typo_in_the_context_is_tolerated() -> None:
    text = "Les magistrats du tribunal ont entendu treize personnes hier."
    assert state(text, "treize personnes", "Les magistats du tribunal ont entendu") == "exact"


def test_another_year_in_the_context_is_no_typo() -> None:
    assert state(REPEATED, "treize personnes ont été entendues", "En 2022, ") == "ambiguous"


def test_a_match_inside_a_longer_number_is_no_repetition() -> None:
    text = "Ils étaient 113 migrants, puis 13 migrants."
    match = anchor(text, "13 migrants")
    assert (match.state, match.start) == ("exact", text.index("13 migrants."))


def test_a_verbatim_passage_is_preferred_to_one_in_another_typography() -> None:
    assert state("« l’accord » signé. Puis l'accord signé.", "l'accord") == "exact"


# normalised


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("quelque 100 000 élèves", "100.000 élèves"),
        ("quelque 100\u202f000 élèves", "100000 élèves"),
        ("quelque 100\n000 élèves", "100 000 élèves"),
        ("quelque 100'000 élèves", "100 000 élèves"),
        ("de 16 % du total", "16% du total"),
        ("en 2018–2022 au moins", "2018-2022 au moins"),
        ("L’AUTORITÉ a dit « oui »", 'l\'autorité a dit "oui"'),
        ("le cœur de l’œuvre", "le coeur de l'oeuvre"),
        ("ils sont eﬀectifs et ﬁables", "effectifs et fiables"),
        ("les personnes sensibi-\nlisées hier", "personnes sensibilisées hier"),
        ("les personnes sensibi\u00adlisées", "personnes sensibilisées"),
        ("les acteurs sous-\nrégionaux présents", "acteurs sous-régionaux présents"),
        ("Un bilan; une suite, enfin", "Un bilan : une suite – enfin"),
        ("un élève étranger", "un e\u0301le\u0300ve étranger"),
        ("Ã‰tat de lâ€™Ã©cole : 3Â 000 Ã\xa0 payer", "État de l’école : 3 000 à payer"),
        ("l'Ã©lÃ¨ve Ã l'Ã©cole", "l'élève à l'école"),
        ("une eleve etrangere", "une élève étrangère"),
        ("une élève étrangère", "une eleve etrangere"),
        ("Un mot.\x00Un autre mot", "un mot. un autre mot"),
        ("Le rapport\ufeff annuel", "le rapport annuel"),
        ("à la ligne\r\nsuivante", "à la ligne suivante"),
        ("catégorie II", "CATÉGORIE ii"),
    ],
)
def test_what_differs_in_typography_only_is_normalised(text: str, quote: str) -> None:
    match = anchor(text, quote)
    assert (match.state, match.difference) == ("normalised", ())


def test_the_marks_around_a_quotation_are_shown_with_it() -> None:
    text = "Il a dit : « Treize\u00a0personnes sont libres. » Puis rien."
    found = anchor(text, '"treize personnes sont libres."').found
    assert found == "« Treize\u00a0personnes sont libres. »"


def test_offsets_are_those_of_the_text_as_read_even_when_it_is_decomposed() -> None:
    text = unicodedata.normalize("NFD", "Hier, l’élève étonné a réussi.")
    assert anchor(text, "élève étonné").found == unicodedata.normalize("NFD", "élève étonné")


# moved, ambiguous


@pytest.mark.parametrize("quote", ["vingt élèves", "VINGT\u00a0ÉLÈVES"])
def test_a_passage_that_lost_its_context_is_moved(quote: str) -> None:
    match = anchor("Le préfet a reçu vingt élèves hier.", quote, "le maire vit ", " demain")
    assert (match.state, match.difference) == ("moved", ())


@pytest.mark.parametrize(
    ("prefix", "suffix"), [(None, None), ("", ""), ("perdu", "égaré"), ("En 2023, ", " à Ségou")]
)
def test_a_passage_that_occurs_twice_is_ambiguous_unless_the_context_decides(
    prefix: str | None, suffix: str | None
) -> None:
    match = anchor(REPEATED, "treize personnes ont été entendues", prefix, suffix)
    assert (match.state, match.difference) == ("ambiguous", ())


# variant


@pytest.mark.parametrize(
    ("text", "quote", "difference"),
    [
        ("la cathégorie choisie", "la catégorie choisie", ("catégorie", "cathégorie")),
        ("il est sûr de cela", "il est sur de cela", ("sur", "sûr")),
        ("un enfant mal traité ici", "un enfant maltraité ici", ("maltraité", "mal traité")),
        ("il viendra enfin ici", "il viendra en fin ici", ("en fin", "enfin")),
        ("les persones reçues hier", "les personnes reçues hier", ("personnes", "persones")),
    ],
)
def test_isolated_letters_and_accents_make_a_variant(
    text: str, quote: str, difference: tuple[str, str]
) -> None:
    match = anchor(text, quote)
    assert (match.state, match.difference) == ("variant", (difference,))


# changed


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("classé en catégorie II cette année", "classé en catégorie III"),
        ("le code a été adopté hier", "le code n’a pas été adopté"),
        ("le code n’a pas été adopté hier", "le code a été adopté hier"),
        ("plus de vingt élèves reçus", "moins de vingt élèves reçus"),
        ("le mois dernier à Ségou", "le mois prochain à Ségou"),
        ("le bilan de 2023 à Ségou", "le bilan de 2024 à Ségou"),
        ("deux cent mille élèves reçus", "cent mille élèves reçus"),
        ("cent mille élèves reçus", "deux cent mille élèves reçus"),
        ("un coût de 2,9 milliards", "un coût de 29 milliards"),
        ("un coût de 2,9 milliards", "un coût de 2.9 milliards"),
        ("un taux de 1.5 point", "un taux de 15 point"),
        ("près de 13.813 élèves", "près de 13.8 13 élèves"),
        ("le bilan de 20 22 au total", "le bilan de 2022 au total"),
        ("un recul de -5 degrés", "un recul de 5 degrés"),
        ("une part de 5 % du total", "une part de 5 du total"),
        ("un don de 5 € par tête", "un don de 5 $ par tête"),
        ("une aire de 10² pas", "une aire de 102 pas"),
        ("la ville ou le village voisin", "la ville où le village voisin"),
        ("il a répondu aux juges", "il à répondu aux juges"),
        ("la mère et le père", "la mère est le père"),
        ("il l’a vue au marché", "il la vue au marché"),
        ("le projet est adopté ce jour", "le projet est adopte ce jour"),
        ("un acte illégal du maire", "un acte légal du maire"),
        ("un essai \N{THUMBS UP SIGN} réussi", "un essai \N{THUMBS DOWN SIGN} réussi"),
    ],
)
def test_what_may_change_the_sense_is_changed_and_shown(text: str, quote: str) -> None:
    match = anchor(text, quote)
    assert match.state == "changed"
    assert match.difference


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Il y a 100 000 personnes ici", "00 000 personnes ici"),
        ("Il y a 100 000 personnes ici", "000 personnes"),
        ("Il y a 100 000 personnes ici", "Il y a 100"),
        ("Il y a 113 personnes ici", "13 personnes"),
        ("Il y a 113 personnes ici", "13"),
        ("Un total de 12,9 milliards", "2,9 milliards"),
        ("Un total de 12,9 milliards", "total de 12"),
        ("Un total de 12,9 milliards", "total de 12,9"),
        ("Un total de 12,9 milliards", "milliards"),
        ("Un total de 16 % des élèves", "total de 16"),
        ("Un recul de -5 degrés", "5 degrés"),
        ("Le plan 2023-2027 du pays", "Le plan 2023"),
        ("Soit deux cent mille élèves", "cent mille élèves"),
        ("Soit Deux Cent Mille élèves", "Soit Deux Cent"),
        ("Soit vingt-deux élèves", "deux élèves"),
        ("Le 1er mai", "Le 1"),
    ],
)
def test_a_quotation_cut_inside_a_number_is_changed(text: str, quote: str) -> None:
    assert state(text, quote) == "changed"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("quelques-personnes sont là", "personnes sont"),
        ("la population locale", "popul"),
        ("la population locale", "lation locale"),
        ("dès aujourd’hui même", "hui même"),
        ("une étude e\u0301tonnante", "tonnante"),
        ("les sensibi-\nlisées du jour", "lisées du jour"),
        ("un sensi\u00adbilisé ici", "bilisé ici"),
    ],
)
def test_a_quotation_cut_inside_a_word_is_not_green(text: str, quote: str) -> None:
    assert state(text, quote) in {"variant", "changed"}


def test_a_quotation_may_begin_after_an_elision() -> None:
    assert state("Il n’a pas été adopté", "a pas été adopté") == "exact"


def test_another_passage_between_the_stored_sides_is_shown_as_changed() -> None:
    text = "Selon le greffe, douze prévenus ont comparu mardi devant la cour."
    match = anchor(
        text, "treize prévenus avaient comparu jeudi", "Selon le greffe, ", " devant la cour."
    )
    assert (match.state, match.found) == ("changed", "douze prévenus ont comparu mardi")


# orphan


@pytest.mark.parametrize(
    "quote", ["", " \n\t\u00a0", "\u200b", "\ufeff\u00ad", "les pingouins rient"]
)
@pytest.mark.parametrize("text", ["", " ", "Le préfet a reçu vingt élèves hier."])
def test_what_is_empty_or_gone_is_an_orphan(text: str, quote: str) -> None:
    assert state(text, quote) == "orphan"


def test_a_quotation_longer_than_the_article_is_not_green() -> None:
    assert state("vingt élèves", "vingt élèves " * 50) == "orphan"


# offsets, unicode, bounds on the work


def test_every_repaired_character_points_to_where_it_was_read() -> None:
    for text in (*ARTICLES, "Ã©tÃ© e\u0301te\u0301 \u00adœuvre 100\u202f000 ﬁn\ufeff"):
        folded = fold(text)
        places = [folded.locate(at, at + 1)[0] for at in range(len(folded.repaired))]
        assert places == sorted(places)
        assert all(0 <= place <= len(text) for place in places)


ALPHABET = st.sampled_from([*"ae1 0,.-’'\"\n\r\0«%€nÃ©â€™\x80é\u0301\u00ad\u200b²"])
TEXTS = st.one_of(st.text(max_size=80), st.text(ALPHABET, max_size=80))


@given(TEXTS, TEXTS, st.none() | TEXTS, st.none() | TEXTS)
def test_finding_never_raises_and_found_is_the_text_there(
    text: str, quote: str, prefix: str | None, suffix: str | None
) -> None:
    anchor(text, quote, prefix, suffix)


@given(TEXTS, st.data())
def test_finding_a_part_of_a_text_never_raises(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    match = anchor(text, text[start:end], data.draw(st.none() | TEXTS))
    if match.state in GREEN:
        assert fold(match.found).words == fold(text[start:end]).words


@given(st.sampled_from(ARTICLES), st.data())
@settings(max_examples=300, deadline=None)
def test_any_passage_of_whole_words_that_occurs_once_is_exact(
    text: str, data: st.DataObject
) -> None:
    words = [match.span() for match in re.finditer(r"\w+", text)]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(first + 60, len(words) - 1)))
    start, end = words[first][0], words[last][1]
    if text.count(text[start:end]) == 1 and not (
        splits_token(text, start) or splits_token(text, end)
    ):
        assert anchor(text, text[start:end]) == Match("exact", start, end, text[start:end], ())
        once = fold(text).folded.count(fold(text[start:end]).folded) == 1
        assert state(text, text[start:end], "zzz", "zzz") == ("moved" if once else "ambiguous")
        assert state(text, text[start:end], text[:start] or None, text[end:] or None) == "exact"


LARGE = 200_000


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ((ARTICLES[1] * 100)[:LARGE], "les pingouins dansent sur la banquise du grand Nord"),
        ((ARTICLES[1] * 100)[:LARGE], "la lutte contre la traite de personne et la lutte " * 9),
        (ARTICLES[1], ARTICLES[1][2000:4500] + "zzz" + ARTICLES[1][4600:7000]),
        ("a" * LARGE, "a" * 5_000 + "b"),
        ("a " * (LARGE // 2), "a " * 2_500 + "b"),
        ("1 " * (LARGE // 2), "1 " * 2_500 + "2"),
        (" 111" * (LARGE // 4), "111 " * 1_000 + "112"),
        ("a-\n" * (LARGE // 3), "aa a"),
        ("Ã©" * (LARGE // 2), "été été"),
        ("\u0301" * LARGE, "e\u0301 x"),
    ],
    ids=["orphan", "common", "long", "aaa", "a a", "1 1", "groups", "hyphens", "mojibake", "marks"],
)
def test_an_absent_quotation_is_not_green_in_a_text_made_to_be_slow(text: str, quote: str) -> None:
    assert state(text, quote) not in GREEN
