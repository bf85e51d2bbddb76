"""Words of time: weekdays, units, relative times, openings, and the nouns that dates belong to.

Every word is folded: lower case, without accents, apostrophes as ``'``. The sets are of French and
English, never of one plan.
"""

from __future__ import annotations

from typing import Final

from plan.language.lexicon.numbers import NUMBERED_TEXTS

WEEKDAYS: Final[dict[str, int]] = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6,
}  # fmt: skip
#: Words that relate a date to the day of publication.
RELATIVE: Final[frozenset[str]] = frozenset(
    (
        "dernier derniere derniers dernieres prochain prochaine prochains prochaines passe passee "
        "passes passees ecoule ecoulee ecoules ecoulees hier demain avant-hier aujourd'hui "
        "courant precedent precedente suivant suivante semestre trimestre an ans annee annees "
        "mois semaine semaines jour jours last next past yesterday tomorrow today previous "
        "following"
    ).split()
)
#: Nouns of time: a number of them is a duration or an age.
TIME_UNITS: Final[frozenset[str]] = frozenset(
    (
        "an ans annee annees mois semaine semaines jour jours journee journees nuit nuits heure "
        "heures h minute minutes mn min seconde secondes siecle siecles decennie decennies "
        "trimestre trimestres semestre semestres year years month months week weeks day days "
        "night nights hour hours decade decades century centuries"
    ).split()
)
#: Words before a bare number of four digits that make it a year.
YEAR_PREPOSITIONS: Final[frozenset[str]] = frozenset(
    "en depuis vers in since annee annees an avant apres fin debut mi courant horizon".split()
)
#: Units of time by their nouns, in the singular and plural.
PERIOD_UNITS: Final[dict[str, str]] = {
    "jour": "day", "jours": "day", "day": "day", "days": "day", "semaine": "week",
    "semaines": "week", "week": "week", "weeks": "week", "weekend": "weekend", "mois": "month",
    "month": "month", "months": "month", "trimestre": "quarter", "trimestres": "quarter",
    "quarter": "quarter", "quarters": "quarter", "semestre": "half", "semestres": "half",
    "half": "half", "an": "year", "ans": "year", "annee": "year", "annees": "year",
    "year": "year", "years": "year",
}  # fmt: skip
#: The side of the day of publication on which an adjective places a period.
SIDES: Final[dict[str, int]] = {
    "dernier": -1, "derniere": -1, "derniers": -1, "dernieres": -1, "passe": -1, "passee": -1,
    "passes": -1, "passees": -1, "ecoule": -1, "ecoulee": -1, "ecoules": -1, "ecoulees": -1,
    "last": -1, "past": -1, "courant": 0, "courante": 0, "prochain": 1, "prochaine": 1,
    "prochains": 1, "prochaines": 1, "next": 1, "coming": 1,
}  # fmt: skip
#: Adverbs that date a statement to the day of publication.
NOWADAYS: Final[tuple[str, ...]] = (
    "desormais", "aujourd' hui", "a ce jour", "actuellement", "a l' heure actuelle",
    "maintenant", "dorenavant", "a present", "now", "currently", "to date",
)  # fmt: skip
#: Days counted from the day of publication.
DAY_SHIFTS: Final[dict[str, int]] = {
    "avant - hier": -2, "hier": -1, "aujourd' hui": 0, "ce jour": 0, "en ce moment": 0,
    "ce matin": 0, "ce soir": 0,
    "demain": 1, "apres - demain": 2, "yesterday": -1, "today": 0, "tomorrow": 1,
}  # fmt: skip
ORDINALS: Final[dict[str, int]] = {
    "premier": 1, "premiere": 1, "premiers": 1, "deuxieme": 2, "second": 2, "seconde": 2,
    "troisieme": 3, "quatrieme": 4, "first": 1, "third": 3, "fourth": 4,
}  # fmt: skip
#: Words for an end of a period.
EDGES: Final[dict[str, str]] = {
    "debut": "start", "debuts": "start", "early": "start", "beginning": "start", "mi": "middle",
    "milieu": "middle", "mid": "middle", "fin": "end", "late": "end", "end": "end",
    "courant": "whole", "during": "whole",
}  # fmt: skip
#: Words that open a period that lasts until the day of publication.
SINCE: Final[tuple[str, ...]] = (
    "depuis", "a partir de", "a partir du", "a partir d'", "a compter de", "a compter du",
    "since", "as of",
)  # fmt: skip
#: Words that precede a deadline.
UNTIL: Final[tuple[str, ...]] = (
    "jusqu' a", "jusqu' en", "jusqu' au", "d' ici a", "d' ici", "au plus tard", "horizon",
    "avant", "until", "before", "by",
)  # fmt: skip
#: Words after which a bare year or month is a time; English ones precede only English months.
TIME_OPENINGS: Final[frozenset[str]] = frozenset(
    (
        "en annee annees an depuis des courant fin debut mi avant apres vers pour in since during "
        "by until year early late mid last of"
    ).split()
)
#: Nouns that a year follows after *de*: ``au cours de 2024``, where ``loi de 2012`` is a name.
DATED_NOUNS: Final[frozenset[str]] = frozenset(
    (
        "enquete enquetes recensement etude celui celle ceux celles cours titre partir compter "
        "annee exercice campagne bilan bilans donnees statistiques "
        "chiffres semestre trimestre mois fin debut ete fil data figures"
    ).split()
)
REPORTS: Final[frozenset[str]] = frozenset(
    "rapport rapports report reports annuaire annuaires".split()
)
#: Words that cite a report as the source of a fact.
CITATIONS: Final[frozenset[str]] = frozenset("selon apres suivant ressort according".split())
FISCAL_NOUNS: Final[frozenset[str]] = frozenset(
    (
        "exercice exercices campagne campagnes saison scolaire academique universitaire "
        "budgetaire fiscale fiscal agricole rentree season school"
    ).split()
)
PLAN_NOUNS: Final[frozenset[str]] = frozenset(
    (
        "plan plans strategie strategies programme programmes projet projets politique "
        "quinquennat quinquennal mandat cadre schema document feuille pluriannuel strategique "
        "strategy program roadmap framework project"
    ).split()
)
#: Nouns that a date may identify: a text of law, or a place.
DATED_TEXTS: Final[frozenset[str]] = NUMBERED_TEXTS | frozenset(
    "constitution code arrete arretes convention protocole charte accord acte".split()
)
DATED_PLACES: Final[frozenset[str]] = frozenset(
    (
        "stade place avenue rue pont palais hopital lycee boulevard quartier monument stele cite "
        "tour camp aeroport universite ecole salle rond-point mouvement"
    ).split()
)
#: Words that introduce a compared figure, before a number, or a compared time, before *à*.
COMPARED_FIGURES: Final[frozenset[str]] = frozenset("contre versus against".split())
COMPARED_TIMES: Final[frozenset[str]] = frozenset(
    "rapport compare comparee compares comparees comparativement compared".split()
)
#: Words that date the page itself, at the beginning of its line.
PUBLISHED: Final[frozenset[str]] = frozenset(
    "publie publiee publication poste published posted".split()
)
UPDATED: Final[frozenset[str]] = frozenset(
    "mis mise modifie modifiee modification actualise actualisee updated".split()
)
