"""Mentions of countries in a French text (geoparsing), and whether the events happened there.

In: tokens. Out: mentions of a country by its name, capital or the adjective of its institutions.
*Au Niger* and *la police nigérienne* locate the events; *un accord avec le Niger* and *des victimes
nigériennes* do not. Wider regions (*dans le monde*, *en Afrique de l'Ouest*) share one code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from plan.language.numbers.numerals import Tokens, tokenise

#: The code of a region wider than a country.
WORLD: Final = "*"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A country mentioned at the tokens ``first`` to before ``stop``, by its ISO 3166 code.

    ``governs``: the events around it happened there, or its institutions did them. ``leads``: it
    is topical: it begins its clause (*Au Niger, …*), or is its subject (*Le Niger a …*), and then
    it ``acts``.
    """

    first: int
    stop: int
    country: str
    governs: bool
    leads: bool
    acts: bool = False


#: The capital, or another city that represents the country, and the stem of its adjective.
_COUNTRIES: Final[dict[str, tuple[str, str]]] = {
    "AO": ("luanda", "angolais"), "BF": ("ouagadougou", "burkinab"),
    "BI": ("bujumbura", "burundais"),
    "BJ": ("cotonou", "beninois"), "BW": ("gaborone", "botswan"), "CD": ("kinshasa", "congolais"),
    "CF": ("bangui", "centrafricain"), "CG": ("brazzaville", ""), "CI": ("abidjan", "ivoirien"),
    "CM": ("yaounde", "camerounais"), "CV": ("praia", "capverdien"), "DJ": ("", "djiboutien"),
    "DZ": ("alger", "algerien"), "EG": ("le caire", "egyptien"), "ER": ("asmara", "erythreen"),
    "ET": ("addis-abeba", "ethiopien"), "GA": ("libreville", "gabonais"),
    "GH": ("accra", "ghaneen"),
    "GM": ("banjul", "gambien"), "GN": ("conakry", "guineen"), "GQ": ("malabo", "equatoguineen"),
    "GW": ("bissau", "bissau-guineen"), "KE": ("nairobi", "kenyan"), "KM": ("moroni", "comorien"),
    "LR": ("monrovia", "liberien"), "LS": ("maseru", ""), "LY": ("tripoli", "libyen"),
    "MA": ("rabat", "marocain"), "MG": ("antananarivo", "malgache"), "ML": ("bamako", "malien"),
    "MR": ("nouakchott", "mauritanien"), "MU": ("port-louis", "mauricien"), "MW": ("lilongwe", ""),
    "MZ": ("maputo", "mozambicain"), "NA": ("windhoek", "namibien"), "NE": ("niamey", "nigerien"),
    "NG": ("abuja", "nigerian"), "RW": ("kigali", "rwandais"), "SC": ("", "seychellois"),
    "SD": ("khartoum", "soudanais"), "SL": ("freetown", "sierra-leonais"),
    "SN": ("dakar", "senegalais"),
    "SO": ("mogadiscio", "somalien"), "SS": ("djouba", "sud-soudanais"),
    "ST": ("sao tome", "santomeen"),
    "SZ": ("mbabane", ""), "TD": ("n'djamena", "tchadien"), "TG": ("lome", "togolais"),
    "TN": ("tunis", "tunisien"), "TZ": ("dodoma", "tanzanien"), "UG": ("kampala", "ougandais"),
    "ZA": ("pretoria", "sud-africain"), "ZM": ("lusaka", "zambien"), "ZW": ("harare", "zimbabween"),
    "AE": ("abou dabi", "emirien"), "BE": ("bruxelles", "belge"), "BR": ("brasilia", "bresilien"),
    "CA": ("ottawa", "canadien"), "CH": ("berne", "suisse"), "CN": ("pekin", "chinois"),
    "DE": ("berlin", "allemand"), "ES": ("madrid", "espagnol"), "FR": ("paris", "francais"),
    "GB": ("londres", "britannique"), "HT": ("port-au-prince", "haitien"),
    "IN": ("new delhi", "indien"),
    "IT": ("rome", "italien"), "JP": ("tokyo", "japonais"), "KW": ("", "koweitien"),
    "LB": ("beyrouth", "libanais"), "NL": ("la haye", "neerlandais"),
    "PT": ("lisbonne", "portugais"),
    "QA": ("doha", "qatari"), "RU": ("moscou", "russe"), "SA": ("riyad", "saoudien"),
    "SE": ("stockholm", "suedois"), "TR": ("ankara", "turc"), "US": ("washington", "americain"),
}  # fmt: skip
_OTHER_NAMES: Final = {
    "rdc": "CD", "rd congo": "CD", "congo": "CG", "centrafrique": "CF", "etats-unis": "US",
    "usa": "US", "hollande": "NL", "royaume-uni": "GB", "angleterre": "GB", "cap-vert": "CV",
    "burkina": "BF", "emirats": "AE", "swaziland": "SZ", "republique democratique du congo": "CD",
    "sud-soudan": "SS", "guinee bissau": "GW", "grande-bretagne": "GB", "ile maurice": "MU",
}  # fmt: skip
#: Countries that are first names too: recognised by other names only.
_FIRST_NAMES: Final = ("Dominique", "Maurice")
_WORLD_NAMES: Final = (
    "monde", "planete", "afrique", "afrique de l'ouest", "afrique subsaharienne", "sahel",
    "afrique centrale", "afrique du nord", "afrique australe", "afrique de l'est", "asie",
    "europe", "amerique", "sous-region", "espace cedeao", "cedeao", "uemoa", "continent", "maghreb",
    "moyen-orient", "golfe", "echelle mondiale", "echelle regionale", "echelle continentale",
)  # fmt: skip
#: Codes of unions and test regions, which are no countries.
_NO_COUNTRIES: Final = frozenset(("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"))
_IN: Final = frozenset("a au aux en dans hors chez sur".split())
_THE: Final = frozenset("le la l' les".split())
_OF: Final = frozenset("de du d' des".split())
_THROUGH: Final = frozenset("travers".split())
#: Nouns of what acts in the name of a country.
_INSTITUTIONS: Final = frozenset(
    """
    gouvernement autorite autorites police justice gendarmerie armee ministere ministre ministres
    parlement assemblee senat tribunal tribunaux cour brigade comite commission agence parquet
    juge juges magistrats policiers gendarmes legislateur legislateurs deputes president
    presidente premier capitale ville villes region province nord sud est ouest etat republique
    royaume voisin voisins voisine voisines institut office conseil territoire sol cote cotes
    frontalieres forces douane
    douanes services code ecoles hopitaux constitution loi campagne plan programme delegue
    delegation homologue diplomatie cote partie rive rives bord versant population populations
    citoyens
    """.split()
)
#: Words before a country that people come from or go to, or that has dealings with another.
_DEALING: Final = frozenset(
    """
    avec vers entre et ou originaire originaires provenance venus venues venu venue issus issues
    partis destination depuis frontiere ambassade ambassadeur ambassadrice consulat soutien appui
    aide financement cooperation partenariat accord bilateral ressortissants ressortissant
    ressortissantes royaume concours royaume-uni contribution don fonds
    """.split()
)
_GOING: Final = frozenset(
    """
    acheminees achemines acheminer envoyees envoyes envoyer convoyes convoyees transferees
    transferes refoules rapatries rapatriees expulses arrives rendre partir emmenees emmenes
    conduits conduites exploites exploitees retour revenir
    """.split()
)
_NEAR: Final = 5


@cache
def _names() -> dict[tuple[str, ...], str]:
    """The names of countries and regions as tokens, each with its code."""
    from babel import Locale

    codes: dict[str, str] = {}
    for code, name in Locale("fr").territories.items():
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
            codes[name.split(" (")[0].replace("’", "'")] = code
    for name in _FIRST_NAMES:
        codes.pop(name, None)
    codes |= dict.fromkeys(_WORLD_NAMES, WORLD) | _OTHER_NAMES
    codes |= {city: code for code, (city, _) in _COUNTRIES.items() if city}
    return {
        tuple(tokenise(name).words[: len(tokenise(name))]): code for name, code in codes.items()
    }


@cache
def _openings() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, code in sorted(_names().items(), key=lambda item: -len(item[0])):
        found.setdefault(words[0], []).append((words, code))
    return found


def _adjective(word: str) -> str:
    """The country whose adjective a folded word is, or nothing."""
    if len(word) < 4:
        return ""
    return next(
        (
            code
            for code, (_, stem) in _COUNTRIES.items()
            if stem and word.startswith(stem) and len(word) - len(stem) <= 3
        ),
        "",
    )


def _adjective_at(t: Tokens, i: int) -> tuple[int, str]:
    """The token after an adjective at token i, and its country: *sud-africaine*."""
    if t.kinds[i] != "word":
        return i, ""
    if t.words[i + 1] == "-" and (code := _adjective("-".join(t.words[i : i + 3 : 2]))):
        return i + 3, code
    return i + 1, _adjective(t.words[i])


def read_places(t: Tokens) -> tuple[PlaceMention, ...]:
    """The countries and regions that a text mentions, in order."""
    found: list[PlaceMention] = []
    openings = _openings()
    i = 0
    while i < len(t):
        place = None
        for words, code in openings.get(t.words[i], ()):
            stop = i + len(words)
            if tuple(t.words[i:stop]) != words:
                continue
            name = i if t.words[i] not in _THE else i + 1  # *la Réunion*, but not *la réunion*
            if code == WORLD or t.said(name, name + 1)[:1].isupper():
                place = _named(t, i, stop, code)
                break
        stop, code = _adjective_at(t, i) if place is None else (i, "")
        if place is None and code:
            # *Les Sénégalaises* are the people, *la police nigérienne* acts for the country.
            people = t.said(i, i + 1)[0].isupper() and t.words[i - 1] in ("les", "des")
            governs = people or any(
                t.words[at] in _INSTITUTIONS for at in range(max(i - 3, 0), i)
            )  # fmt: skip
            place = PlaceMention(i, stop, code, governs, governs, governs)
        if place is not None:
            found.append(place)
            i = place.stop
        else:
            i += 1
    return tuple(found)


def _named(t: Tokens, first: int, stop: int, code: str) -> PlaceMention | None:
    w = t.words
    at = first - (w[first - 1] in _THE)
    before = w[at - 1] if at else ""
    opens = at <= 0 or t.kinds[at - 1] in ("sign", "mark") or "\n" in t.gap(at)
    near = set(w[max(at - _NEAR, 0) : at])
    world = code == WORLD
    if before in _IN or (before in _THROUGH and world):
        leads = at < 2 or t.kinds[at - 2] == "sign"
        going = not near.isdisjoint(_GOING) and not world
        return PlaceMention(first, stop, code, not going, leads and not going)
    if world and before not in _OF:
        return None  # le monde, l'Afrique
    if before in _OF and w[stop + 1 : stop + 3] != ["pays", "ou"]:
        head = set(w[max(at - 4, 0) : at - 1])
        governs = not head.isdisjoint(_INSTITUTIONS) and near.isdisjoint(_DEALING)
        return PlaceMention(first, stop, code, governs and not world, False)
    if opens and w[stop] == ":" and not world:  # Sénégal : 87 victimes …
        return PlaceMention(first, stop, code, True, True)
    if opens and w[first - 1] in _THE:
        return PlaceMention(first, stop, code, True, True, True)
    where = w[stop] == "," and w[stop + 1 : stop + 3] == ["pays", "ou"]
    if where:  # la Chine, pays où la césarienne est gratuite
        return PlaceMention(first, stop, code, True, True, True)
    if opens and at == first and t.kinds[stop] == "word" and w[stop] not in _THE:
        return PlaceMention(first, stop, code, True, True, True)  # Abidjan dit avoir …
    dateline = first == 0 and w[stop] in (",", "(")
    return PlaceMention(first, stop, code, dateline, dateline)
