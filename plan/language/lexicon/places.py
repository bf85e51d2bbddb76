"""Names of countries and regions, and words beside them that show what happened there.

Every word is folded: lower case, without accents, apostrophes as ``'``.
"""

from __future__ import annotations

from typing import Final

#: The capital, or another city that represents the country, and the stem of its adjective.
COUNTRIES: Final[dict[str, tuple[str, str]]] = {
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
OTHER_NAMES: Final = {
    "rdc": "CD", "rd congo": "CD", "congo": "CG", "centrafrique": "CF", "etats-unis": "US",
    "usa": "US", "hollande": "NL", "royaume-uni": "GB", "angleterre": "GB", "cap-vert": "CV",
    "burkina": "BF", "emirats": "AE", "swaziland": "SZ", "republique democratique du congo": "CD",
    "sud-soudan": "SS", "guinee bissau": "GW", "grande-bretagne": "GB", "ile maurice": "MU",
}  # fmt: skip
#: Countries that are first names too: recognised by other names only.
FIRST_NAMES: Final = ("Dominique", "Maurice")
WORLD_NAMES: Final = (
    "monde", "planete", "afrique", "afrique de l'ouest", "afrique subsaharienne", "sahel",
    "afrique centrale", "afrique du nord", "afrique australe", "afrique de l'est", "asie",
    "europe", "amerique", "sous-region", "espace cedeao", "cedeao", "uemoa", "continent", "maghreb",
    "moyen-orient", "golfe", "echelle mondiale", "echelle regionale", "echelle continentale",
)  # fmt: skip
#: Codes of unions and test regions, which are no countries.
NO_COUNTRIES: Final = frozenset(("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"))
#: Nouns of what acts in the name of a country.
INSTITUTIONS: Final = frozenset(
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
DEALING: Final = frozenset(
    """
    avec vers entre et ou originaire originaires provenance venus venues venu venue issus issues
    partis destination depuis frontiere ambassade ambassadeur ambassadrice consulat soutien appui
    aide financement cooperation partenariat accord bilateral ressortissants ressortissant
    ressortissantes royaume concours royaume-uni contribution don fonds
    """.split()
)
GOING: Final = frozenset(
    """
    acheminees achemines acheminer envoyees envoyes envoyer convoyes convoyees transferees
    transferes refoules rapatries rapatriees expulses arrives rendre partir emmenees emmenes
    conduits conduites exploites exploitees retour revenir
    """.split()
)
