"""Number words, qualifiers, currencies and the words around figures.

Every word is folded: lower case, without accents, apostrophes as ``'``. The sets are of French and
English, never of one plan.
"""

from __future__ import annotations

from typing import Final

#: Number words and their values. ``cent`` and above multiply the number before them.
CARDINALS: Final[dict[str, int]] = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6,
    "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
    "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30,
    "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80,
    "octante": 80, "nonante": 90,
}  # fmt: skip
ENGLISH_CARDINALS: Final[dict[str, int]] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
#: Words that multiply the number before them.
MULTIPLIERS: Final[dict[str, int]] = {
    "cent": 100, "cents": 100, "mille": 1000, "milles": 1000, "mil": 1000,
    "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9,
    "hundred": 100, "thousand": 1000, "billion": 10**9, "billions": 10**9, "md": 10**9,
    "mds": 10**9, "mrd": 10**9, "mrds": 10**9,
}  # fmt: skip
#: Collective numerals: approximately that many.
COLLECTIVES: Final[dict[str, int]] = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
    "dizaines": 10, "douzaines": 12, "centaines": 100, "milliers": 1000, "dozen": 12,
    "dozens": 12, "hundreds": 100, "thousands": 1000,
}  # fmt: skip
#: Fractions in words.
FRACTIONS: Final[frozenset[str]] = frozenset(
    (
        "moitie demi demie tiers quart quarts cinquieme cinquiemes dixieme dixiemes double triple "
        "quadruple half third thirds quarter quarters twice"
    ).split()
)
#: Qualifiers of figures, with the key of the file for each. The longest phrase is tried first.
QUALIFIERS: Final[dict[str, str]] = {
    "plus de": "at_least", "plus d'": "at_least", "au moins": "at_least",
    "au minimum": "at_least", "au bas mot": "at_least", "au-dela de": "at_least",
    "au dela de": "at_least", "non moins de": "at_least", "ou plus": "at_least",
    "et plus": "at_least", "minimum": "at_least", "or more": "at_least",
    "pas moins de": "at_least", "pas moins d'": "at_least",
    "a minima": "at_least", "depasse": "at_least", "depassant": "at_least",
    "depassent": "at_least", "superieur a": "at_least", "superieure a": "at_least",
    "more than": "at_least", "at least": "at_least", "over": "at_least",
    "no fewer than": "at_least", "no less than": "at_least",
    "au plus": "at_most", "au maximum": "at_most", "moins de": "at_most", "moins d'": "at_most",
    "pas plus de": "at_most", "pas plus d'": "at_most", "jusqu'a": "at_most",
    "inferieur a": "at_most", "inferieure a": "at_most",
    "ou moins": "at_most", "maximum": "at_most", "or less": "at_most", "or fewer": "at_most",
    "excede": "at_least", "excedent": "at_least", "n'excede pas": "at_most",
    "n'excedent pas": "at_most", "ne depasse pas": "at_most",
    "ne depassent pas": "at_most", "under": "at_most",
    "at most": "at_most", "fewer than": "at_most", "less than": "at_most", "up to": "at_most",
    "no more than": "at_most",
    "pres de": "about", "pres d'": "about", "environ": "about", "quelque": "about",
    "quelques": "about", "autour de": "about", "de l'ordre de": "about", "a peu pres": "about",
    "approximativement": "about", "plus ou moins": "about", "quasiment": "about",
    "pas loin de": "about", "aux alentours de": "about", "presque": "about",
    "avoisinant": "about", "avoisine": "about", "une": "about",
    "about": "about", "around": "about", "nearly": "about", "almost": "about", "some": "about",
    "approximately": "about", "roughly": "about",
    "exactement": "exactly", "precisement": "exactly", "exactly": "exactly",
}  # fmt: skip
#: Nouns that make the number after them a reference: ``article 24``, ``rue 310``.
NUMBERED_TEXTS: Final[frozenset[str]] = frozenset(
    (
        "article articles art arts alinea alineas loi lois decret decrets ordonnance ordonnances "
        "resolution resolutions act law laws decree decrees"
    ).split()
)
NUMBERED_THINGS: Final[frozenset[str]] = NUMBERED_TEXTS | frozenset(
    (
        "arrete arretes numero numeros num rue rues porte portes avenue boulevard route villa "
        "district page pages p pp chapitre chapitres titre section annexe annexes tableau figure "
        "phase edition tome volume vol niveau categorie classe grade groupe lot objectif "
        "objectifs odd agenda vision horizon version chaine canal bp tel telephone telephones fax "
        "contact contacts annee annees an protocole composante etape pilier axe point zone "
        "secteur commune arrondissement ligne acte chapter street room table part goal number no "
        "matricule top"
    ).split()
)
#: ISO 4217 codes by the words beside the number; empty where the country is unknown.
CURRENCY_WORDS: Final[dict[str, str]] = {
    "francs cfa": "XOF", "franc cfa": "XOF", "f cfa": "XOF", "f . cfa": "XOF", "fcfa": "XOF",
    "frs cfa": "XOF", "fr cfa": "XOF", "cfa": "XOF", "xof": "XOF", "euro": "EUR", "euros": "EUR",
    "eur": "EUR", "€": "EUR", "dollar": "USD", "dollars": "USD", "usd": "USD", "$": "USD",
    "us $": "USD", "francs guineens": "GNF", "franc guineen": "GNF", "gnf": "GNF", "fg": "GNF",
    "francs congolais": "CDF", "franc congolais": "CDF", "cdf": "CDF",
    "francs burundais": "BIF", "franc burundais": "BIF", "bif": "BIF",
    "francs rwandais": "RWF", "franc rwandais": "RWF", "rwf": "RWF",
    "francs djibouti": "DJF", "franc djibouti": "DJF", "francs djiboutiens": "DJF",
    "francs comoriens": "KMF", "franc comorien": "KMF", "ariary": "MGA", "ariarys": "MGA",
    "mga": "MGA", "ouguiya": "MRU", "ouguiyas": "MRU", "mru": "MRU", "naira": "NGN",
    "nairas": "NGN", "ngn": "NGN", "cedi": "GHS", "cedis": "GHS", "ghs": "GHS",
    "dirham": "MAD", "dirhams": "MAD", "mad": "MAD", "dinars tunisiens": "TND",
    "dinars algeriens": "DZD", "escudos": "CVE", "dalasi": "GMD", "dalasis": "GMD",
    "rand": "ZAR", "rands": "ZAR", "shillings": "", "gourdes": "HTG", "xaf": "XAF",
    "livres sterling": "GBP", "gbp": "GBP", "yuan": "CNY", "yuans": "CNY", "yen": "JPY",
    "yens": "JPY", "francs suisses": "CHF", "francs": "", "franc": "", "frs": "", "f": "",
}  # fmt: skip
#: Qualifiers that may follow the number or its noun: ``30 personnes au moins``.
FOLLOWING_QUALIFIERS: Final[tuple[str, ...]] = (
    "au moins", "au minimum", "a minima", "au bas mot", "au plus", "au maximum", "environ",
    "a peu pres", "ou plus", "et plus", "approximativement", "exactement", "precisement",
    "ou moins", "minimum", "maximum", "at least", "at most", "or more", "or less", "or fewer",
    "exactly", "approximately",
)  # fmt: skip
#: What introduces a number that is a part of the one before.
PART_MARKS: Final[tuple[str, ...]] = (
    "dont", "y compris", "including", "of which", "of whom", "parmi lesquels",
    "parmi lesquelles", "parmi eux", "parmi elles",
)  # fmt: skip
#: Stems of verbs and nouns after which *de 20 à 30* is a change, not a range.
CHANGE_STEMS: Final[tuple[str, ...]] = (
    "pass", "augment", "diminu", "baiss", "hauss", "recul", "progress", "regress", "reduit",
    "chut", "grimp", "increas", "decreas", "rose", "fell", "grew", "drop", "went",
)  # fmt: skip
#: Stems after which *autour de* means "around", not "about": *articulé autour de quatre axes*.
GATHERING_STEMS: Final[tuple[str, ...]] = (
    "articul", "organis", "structur", "construi", "reuni", "rassembl", "regroup",
)  # fmt: skip
#: Endings that turn the number before them into an ordinal.
ORDINAL_ENDINGS: Final[frozenset[str]] = frozenset(
    "e er ers ere eres eme emes ieme iemes st nd nde rd th".split()
)
