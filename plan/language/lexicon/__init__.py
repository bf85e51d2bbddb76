"""Closed classes of French and English words: numbers, times, modality, legal acts, subjects.

Every word is folded: lower case, without accents, apostrophes as ``'``. The sets are of the two
languages, never of one plan.
"""

from __future__ import annotations

from typing import Final

from plan.model.quantities import MONTHS as MONTHS

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
#: Collective numbers: about that many.
COLLECTIVES: Final[dict[str, int]] = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
    "dizaines": 10, "douzaines": 12, "centaines": 100, "milliers": 1000, "dozen": 12,
    "dozens": 12, "hundreds": 100, "thousands": 1000,
}  # fmt: skip
#: Shares in words.
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
del QUALIFIERS["une"], QUALIFIERS["some"]  # too common alone: the collective says it

WEEKDAYS: Final[dict[str, int]] = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6,
}  # fmt: skip
#: Words that place a date before or after the day of publication.
RELATIVE: Final[frozenset[str]] = frozenset(
    (
        "dernier derniere derniers dernieres prochain prochaine prochains prochaines passe passee "
        "passes passees ecoule ecoulee ecoules ecoulees hier demain avant-hier aujourd'hui "
        "courant precedent precedente suivant suivante semestre trimestre an ans annee annees "
        "mois semaine semaines jour jours last next past yesterday tomorrow today previous "
        "following"
    ).split()
)
NEGATIONS: Final[frozenset[str]] = frozenset(
    (
        "ne n' pas ni non aucun aucune aucuns aucunes jamais rien personne nul nulle sans hormis "
        "sauf excepte guere point faute not no never none neither nor without except nothing"
    ).split()
)
#: Stems of verbs and nouns of the status of an act; ``adopt`` covers every form.
STATUS_STEMS: Final[tuple[str, ...]] = (
    "adopt", "rejet", "vot", "promulgu", "abrog", "annul", "suspen", "sign", "ratifi", "valid",
    "lanc", "clotur", "ouver", "ouvr", "ferm", "cre", "supprim", "interdi", "autoris", "permi",
    "criminalis", "decriminalis", "condamn", "acquitt", "relax", "arret", "liber", "inculp",
    "poursui", "prevoi", "prevu", "projet", "planifi", "envisag", "esper", "souhait", "entend",
    "promet", "promi", "annonc", "elabor", "renforc", "affaibli", "augment", "diminu", "baiss",
    "hauss", "recul", "progress", "regress", "reduit", "reduir", "refus", "accept", "approuv",
    "desapprouv", "echou", "reuss", "termin", "commenc", "debut", "achev", "sorti", "sortir",
    "entre", "entrer", "maintenu", "mainten", "retir", "echu", "realis", "execut", "finalis",
    "sensibilis", "assist", "identifi", "form", "rein", "indemnis", "prohib", "legalis",
    "reject", "pass", "repeal", "cancel", "enact", "ban", "allow", "convict", "acquit",
    "releas", "arrest", "plan", "hope", "fail", "succeed", "start", "finish", "complet",
    "increas", "decreas", "launch", "clos", "open",
)  # fmt: skip
#: Auxiliaries, whose tense and mood decide whether a thing was done.
AUXILIARIES: Final[frozenset[str]] = frozenset(
    (
        "a ont avait avaient aura auront aurait auraient ait aient eu est sont etait etaient sera "
        "seront serait seraient soit soient ete fut furent va vont allait allaient doit doivent "
        "devra devront devrait devraient devait devaient peut peuvent pourra pourront pourrait "
        "pourraient has have had will would is are was were be been shall should may might can "
        "could must"
    ).split()
)
#: Words that never name what is counted: articles, pronouns, prepositions, conjunctions, adverbs.
FUNCTION_WORDS: Final[frozenset[str]] = AUXILIARIES | frozenset(
    (
    "ne n' pas aucun aucune non no not le la les l' un une des du de d' au aux ce cet cette "
    "ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs je tu il elle on "
    "nous vous ils elles eux lui y en qui que qu' quoi dont ou ou' lequel laquelle lesquels "
    "lesquelles auxquels auxquelles desquels desquelles celui celle ceux celles et or mais "
    "donc car ni si comme quand lorsque puis puisque alors afin ainsi aussi a dans par pour "
    "sur sous avec sans vers chez entre parmi contre depuis pendant durant des lors hors ici "
    "apres avant pres plus moins tres trop assez jamais toujours parfois ailleurs dehors "
    "dessus dessous dedans tandis soit voire selon outre envers malgre divers diverses "
    "differents differentes plusieurs certains certaines tous toutes tout toute quelques "
    "memes meme tels telles chaque environ puisqu' lorsqu' jusqu' jusque the of and in on at "
    "to from by with for as is this that these those its his her their our who whom whose "
    "which than then or but per across plus minus always perhaps besides versus y compris "
    "notamment surtout seulement respectivement soient"
    ).split()
)  # fmt: skip
#: Nouns of time: a number of them is a duration or an age.
TIME_UNITS: Final[frozenset[str]] = frozenset(
    (
        "an ans annee annees mois semaine semaines jour jours journee journees nuit nuits heure "
        "heures h minute minutes mn min seconde secondes siecle siecles decennie decennies "
        "trimestre trimestres semestre semestres year years month months week weeks day days "
        "night nights hour hours decade decades century centuries"
    ).split()
)
#: Nouns that a number follows as a mark of reference: ``article 24``, ``rue 310``.
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
#: Stems after which *autour de quatre axes* gathers and does not approximate.
GATHERING_STEMS: Final[tuple[str, ...]] = (
    "articul", "organis", "structur", "construi", "reuni", "rassembl", "regroup",
)  # fmt: skip
#: Words before a bare number of four digits that make it a year.
YEAR_PREPOSITIONS: Final[frozenset[str]] = frozenset(
    "en depuis vers in since annee annees an avant apres fin debut mi courant horizon".split()
)
#: What turns the number before it into a rank.
ORDINAL_ENDINGS: Final[frozenset[str]] = frozenset(
    "e er ers ere eres eme emes ieme iemes st nd nde rd th".split()
)

# --- Periods --------------------------------------------------------------------------------------

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
#: What dates a statement to the day of publication without a date.
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
#: What opens a period that lasts until the day of publication.
SINCE: Final[tuple[str, ...]] = (
    "depuis", "a partir de", "a partir du", "a partir d'", "a compter de", "a compter du",
    "since", "as of",
)  # fmt: skip
#: What precedes a deadline.
UNTIL: Final[tuple[str, ...]] = (
    "jusqu' a", "jusqu' en", "jusqu' au", "d' ici a", "d' ici", "au plus tard", "horizon",
    "avant", "until", "before", "by",
)  # fmt: skip
#: Words after which a bare year or month is a time; English ones lead only English months.
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
#: What cites a report as the origin of a fact.
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
#: What a date may name: a text of law, or a place.
DATED_TEXTS: Final[frozenset[str]] = NUMBERED_TEXTS | frozenset(
    "constitution code arrete arretes convention protocole charte accord acte".split()
)
DATED_PLACES: Final[frozenset[str]] = frozenset(
    (
        "stade place avenue rue pont palais hopital lycee boulevard quartier monument stele cite "
        "tour camp aeroport universite ecole salle rond-point mouvement"
    ).split()
)
#: What introduces a compared figure, before a number, or a compared time, before *à*.
COMPARED_FIGURES: Final[frozenset[str]] = frozenset("contre versus against".split())
COMPARED_TIMES: Final[frozenset[str]] = frozenset(
    "rapport compare comparee compares comparees comparativement compared".split()
)
#: What dates the page itself, at the beginning of its line.
PUBLISHED: Final[frozenset[str]] = frozenset(
    "publie publiee publication poste published posted".split()
)
UPDATED: Final[frozenset[str]] = frozenset(
    "mis mise modifie modifiee modification actualise actualisee updated".split()
)

# --- Modality and stages --------------------------------------------------------------------------

#: Cues of modality and the code of each (see `plan.modality.Modality`).
MODAL_CUES: Final[dict[str, str]] = {
    "il s' agira": "announced", "est prevu": "announced", "est prevue": "announced",
    "sont prevus": "announced", "sont prevues": "announced", "etait prevu": "announced",
    "prevoit": "announced", "prevoient": "announced", "a prevu": "announced",
    "ont prevu": "announced", "prevu": "announced", "prevue": "announced",
    "prevus": "announced", "prevues": "announced", "est attendu": "announced",
    "est attendue": "announced", "sont attendus": "announced", "sont attendues": "announced",
    "programme pour": "announced", "programmee pour": "announced", "annonce": "announced",
    "annoncent": "announced", "a annonce": "announced", "ont annonce": "announced",
    "s' engage a": "announced", "s' engagent a": "announced", "s' est engage a": "announced",
    "s' est engagee a": "announced", "se sont engages a": "announced", "a promis": "announced",
    "ont promis": "announced", "promet": "announced", "promettent": "announced",
    "planifie": "announced", "envisage": "announced", "envisagent": "announced",
    "s' apprete a": "announced", "s' appretent a": "announced", "compte": "announced",
    "comptent": "announced", "entend": "announced", "entendent": "announced",
    "ambitionne": "hoped", "ambitionnent": "hoped", "vise a": "hoped", "visent a": "hoped",
    "visant a": "hoped", "a pour objectif": "hoped", "ont pour objectif": "hoped",
    "a pour but": "hoped", "pour objectif de": "hoped", "objectif est de": "hoped",
    "vocation a": "hoped", "en vue de": "hoped", "en vue d'": "hoped", "afin de": "hoped",
    "afin d'": "hoped", "afin que": "hoped", "pour que": "hoped", "souhaite": "hoped",
    "souhaitent": "hoped", "espere": "hoped", "esperent": "hoped", "appelle a": "hoped",
    "a appele a": "hoped", "invite a": "hoped", "exhorte": "hoped", "plaide pour": "hoped",
    "a plaide pour": "hoped", "plaident pour": "hoped", "recommande": "hoped",
    "recommandent": "hoped", "il faut": "hoped", "il faudra": "hoped", "doit": "hoped",
    "doivent": "hoped", "demande": "hoped", "reclame": "hoped", "reclament": "hoped",
    "dispose a": "hoped", "disposee a": "hoped", "disposes a": "hoped", "pret a": "hoped",
    "prete a": "hoped", "prets a": "hoped", "a instruit": "hoped", "ont instruit": "hoped",
    "a ordonne": "hoped", "a enjoint": "hoped",
    "en attente de": "hoped", "en attente d'": "hoped", "attend": "hoped", "attendent": "hoped",
    "en cours": "ongoing", "en train de": "ongoing", "en phase de": "ongoing",
    "en voie de": "ongoing", "se poursuit": "ongoing", "se poursuivent": "ongoing",
    "vient de": "done", "viennent de": "done", "vient d'": "done", "apres": "done",
    "will": "announced", "is expected to": "announced", "are expected to": "announced",
    "is planned": "announced", "are planned": "announced", "plans to": "announced",
    "plan to": "announced", "aims to": "hoped", "aim to": "hoped", "hopes to": "hoped",
    "hope to": "hoped", "should": "hoped", "must": "hoped", "in order to": "hoped",
    "is under way": "ongoing", "under way": "ongoing", "ongoing": "ongoing",
}  # fmt: skip
#: Lower-case words with the ending of a future or a conditional that are none.
NO_FUTURES: Final[frozenset[str]] = frozenset(
    (
        "opera camera agora extra infra supra ultra intra cholera sierra mantra cobra etcetera "
        "tiara front affront tantra hydra terra contra sahara para era extrait trait retrait "
        "attrait portrait distrait parait apparait disparait abstrait soustrait"
    ).split()
)
#: Stems of verbs of saying, whose future reports a speech (*il ajoutera que*), not a plan.
SPEECH_STEMS: Final[tuple[str, ...]] = (
    "ajout", "dira", "declar", "precis", "soulign", "rappel", "conclu", "expliqu", "indiqu",
    "insist", "affirm", "salu", "remerci", "rassur", "exhort", "invit", "martel", "poursuivra",
    "rencherir", "confi", "temoign", "releve", "relever", "fera savoir", "notera", "estimera",
)  # fmt: skip
CONDITIONALS: Final[dict[str, str]] = {
    "devrait": "announced", "devraient": "announced", "pourrait": "hoped", "pourraient": "hoped",
    "serait": "alleged", "seraient": "alleged", "aurait": "alleged", "auraient": "alleged",
}  # fmt: skip
#: Past participles that do not end in *é*, as folded, by their beginnings.
STRONG_PARTICIPLES: Final[tuple[str, ...]] = (
    "pris", "repris", "appris", "compris", "mis", "remis", "transmis", "soumis", "permis", "admis",
    "promis", "fait", "refait", "dit", "interdit", "ecrit", "inscrit", "conduit", "produit",
    "reduit", "introduit", "traduit", "construit", "detruit", "instruit", "recu", "tenu",
    "obtenu", "maintenu", "soutenu", "retenu", "detenu", "venu", "devenu", "parvenu", "intervenu",
    "pu", "du", "vu", "su", "eu", "prevu", "connu", "reconnu", "rendu", "vendu", "perdu",
    "suspendu", "entendu", "attendu", "etendu", "defendu", "repondu", "battu", "abattu", "resolu",
    "conclu", "elu", "lu", "ouvert", "couvert", "offert", "souffert", "atteint", "contraint",
    "joint", "restreint", "acquis", "conquis", "fini", "etabli", "reuni", "fourni", "beneficie",
    "accompli", "servi", "suivi", "poursuivi", "garanti", "investi", "converti", "saisi", "reussi",
    "choisi", "elargi", "sorti", "parti", "accueilli", "recueilli", "puni", "banni", "aboli",
    "subi", "inaugure", "promu", "mort", "decede", "enrichi", "adouci", "affaibli", "ne",
)  # fmt: skip

#: Bodies that decide on legal acts: of government, of parliament, of the state's head, of justice.
ORGANS: Final[dict[str, str]] = {
    "conseil des ministres": "cabinet", "conseil de gouvernement": "cabinet",
    "conseil de cabinet": "cabinet", "gouvernement": "cabinet", "council of ministers": "cabinet",
    "cabinet": "cabinet", "assemblee nationale": "parliament", "parlement": "parliament",
    "conseil national de la transition": "parliament",
    "conseil national de transition": "parliament", "cnt": "parliament", "senat": "parliament",
    "assemblee legislative de transition": "parliament",
    "assemblee legislative": "parliament", "conseil legislatif": "parliament",
    "conseil national": "parliament", "deputes": "parliament", "parlementaires": "parliament",
    "senateurs": "parliament", "legislateurs": "parliament", "legislateur": "parliament",
    "representation nationale": "parliament", "conseillers nationaux": "parliament",
    "national assembly": "parliament", "parliament": "parliament", "senate": "parliament",
    "chef de l' etat": "head", "president de la republique": "head",
    "president de la transition": "head", "president du faso": "head",
    "head of state": "head", "atelier": "workshop", "atelier de validation": "workshop",
    "workshop": "workshop", "journal officiel": "gazette", "official gazette": "gazette",
    "conseil constitutionnel": "court", "cour constitutionnelle": "court", "referendum": "people",
}  # fmt: skip
#: Deeds done to a legal act, by the beginning of the word; one of `ACT_ENDINGS` follows.
ACT_STEMS: Final[dict[str, str]] = {
    "adopt": "adopt", "approuv": "adopt", "approb": "adopt", "approv": "adopt", "vot": "vote",
    "passed": "vote", "promulg": "promulgate", "promulgu": "promulgate", "enact": "promulgate",
    "sign": "sign", "redig": "draft", "redact": "draft", "elabor": "draft", "drafted": "draft",
    "valid": "validate", "rejet": "reject", "reject": "reject", "retir": "withdraw",
    "retrait": "withdraw", "withdrawn": "withdraw", "depos": "table", "depot": "table",
    "soumis": "table", "soumission": "table", "transmis": "table", "abrog": "repeal",
    "repeal": "repeal", "annul": "repeal", "publi": "publish", "paru": "publish",
    "parution": "publish", "vigueur": "force", "force": "force",
}  # fmt: skip
ACT_ENDINGS: Final[frozenset[str]] = frozenset(
    (
        "e ee es ees er ent a ant era eront erait eraient ait aient erent ion ation ature ication "
        "ed s te tent"
    ).split()
) | {""}
#: Words around the noun of such a deed that place it in the future.
STILL_TO_COME: Final[frozenset[str]] = frozenset(
    (
        "pour avant vers attendant attente prochaine prochain future futur attendue imminente "
        "before towards pending upcoming"
    ).split()
)
#: Nouns of legal acts, and of documents that pass through some of the same stages.
ACT_NOUNS: Final[frozenset[str]] = frozenset(
    (
        "loi lois projet avant-projet proposition code decret decrets ordonnance ordonnances "
        "constitution texte textes convention protocole statut bill law laws act "
        "decree constitutional"
    ).split()
)
POLICY_NOUNS: Final[frozenset[str]] = frozenset(
    "plan plans strategie strategies politique programme document guide strategy policy".split()
)
#: Words with the ending of an infinitive that are none.
NO_INFINITIVES: Final[frozenset[str]] = frozenset(
    (
        "hier premier dernier atelier chantier janvier fevrier particulier financier policier "
        "dossier papier quartier chancelier mer fer hiver leader officier courrier casier routier "
        "foncier cher amer soir noir espoir pouvoir devoir savoir avenir desir loisir souvenir "
        "plaisir financiers humanitaire cahier metier fichier calendrier banquier ouvrier entier "
        "regulier penitentier familier premier concert"
    ).split()
)
#: Infinitives in *-re*, where most words that end so are nouns.
INFINITIVES: Final[frozenset[str]] = frozenset(
    (
        "etre faire permettre mettre remettre soumettre transmettre promettre rendre prendre "
        "apprendre comprendre entreprendre combattre poursuivre suivre vivre reduire produire "
        "conduire construire introduire traduire instruire inscrire ecrire dire interdire lire "
        "atteindre joindre restreindre repondre etendre defendre attendre entendre vendre "
        "reconnaitre connaitre naitre satisfaire conclure inclure resoudre"
    ).split()
)

#: Stems of words common to news of any topic: offices, ceremonies, saying, counting.
OF_ALL_NEWS: Final = frozenset(
    """
    accomp accord action activi actuel affair afin agent aider ajoute annonc appel apport appui
    apres aspect assemb assist associ assure atteig aupres autori avance baisse bilan camp campag
    centra centre ceremo certai charge chaque chef chefs chiffr cinqua citoye clotur collab
    comite commen commis commun compte concer condit confer confie confir connai consei consta
    conten contin contri cours cout couvri debut decide decisi declar defi defis dehors delega
    demand depart deploy depuis dernie deroul develo direct dispos dizain domain donc donne
    donner durant effet effort egalem elabor encore engage ensemb entend entre envers equipe
    espace estime etabli etaien etapes etat etats etre evoque exempl existe expliq face faire
    fait falloi faut fête fetes financ fois fonds format forme forum francs gener genera gouver
    grace grand grande groupe hausse heures hier homme hommes ideal impor import indiqu initia
    inscri instal instit invite jeudi jour journe lance lancem lancer local locale locali lors
    loin long majeur manier march mars matier membre mene mener mesure million millia milles
    minist mise mises moins moment monde mondia montan moyen moyens nation nombre nombreu nomm
    notamm nouvea nouvel object obtenu occasi oeuvre offici operat opport organi ouvert ouvrir
    parler parole partag partie partic parten partir passe pays pendan perman permet permis
    person peuple phase place plan plein plupar plusie popula porter poste poursu pouvoi
    precis premie prend presen presid presse pret prevu princi prise proced procha profit
    progra projet promes promis propos public publie quatre quelqu questi rappel rappor realis
    recemm recu region releve remerc remise rencon renfor represe reste result reunio reunis
    salle salue samedi second secret sein selon sembla semina sera seront servic sessio seule
    signe signat situat social solenn somme sortie souhai soulig souten suite suivan suivi
    table tenir tenu tenue terme termes total toujou tour travai travau trois trouve unies vaste
    venir venu venue verita vie ville village villes visant vise visite voir volont votre
    about according after also before could during first from government have last made
    many million minister more most national other people president project public said since
    some state their there this those three through under were when where which while will with
    would year years
    """.split()
)

# --- Subjects of indicators ----------------------------------------------------------------------

#: Nouns of people, by the beginning of the word; ``enfant`` also covers *enfants*.
PEOPLE: Final[tuple[str, ...]] = tuple(
    """
    personne femme homme fille garcon enfant jeune mineur adulte bebe nourrisson adolescent
    fillette eleve ecolier lyceen collegien
    etudiant enseignant maitre professeur apprenant apprenti agent magistrat juge
    procureur greffier avocat policier gendarme militaire soldat enqueteur inspecteur douanier
    victime survivant rescape migrant refugie deplace retourne rapatrie orphelin auteur trafiquant
    passeur suspect prevenu accuse detenu prisonnier condamne coupable complice individu habitant
    citoyen resident menager beneficiaire participant membre leader chef elu maire conseiller
    relais animateur volontaire benevole travailleur ouvrier employe fonctionnaire cadre expert
    medecin infirmier sage-femme soignant patient malade parent mere pere conducteur chauffeur
    transporteur commercant producteur paysan agriculteur eleveur pecheur artisan orpailleur
    journaliste acteur responsable representant formateur encadreur educateur assistant
    talibe mendiant domestique esclave usager client femmes sages-femmes population ame candidat
    pensionnaire villageois notable plaignant curieux monitrice vendeur vendeuse accoucheuse matrone
    relayeur ayant-droit parturiente patient patiente eleveuse couturiere religieux religieuse
    imam pretre pasteur stagiaire auditeur auditrice abonne visiteur spectateur electeur
    diplome ressortissant compatriote hospitalise porteur vivant deces mort blesse accouchee
    people person woman women man men child children girl boy victim teacher officer
    """.split()
)
#: Nouns of things that begin like those of people.
NOT_PEOPLE: Final[frozenset[str]] = frozenset(
    "menages menage dossiers cadres membranes autorisations acteurs-cles personnel".split()
) - {"cadres"}

#: Deeds done to a thing that a plan makes, by the beginning of the word.
DEEDS: Final[dict[str, str]] = {
    "elabor": "draft", "redig": "draft", "redact": "draft", "concu": "draft", "conception": "draft",
    "avant-projet": "draft", "ebauch": "draft", "etude/": "draft", "prepar": "draft",
    "valid": "validate", "adopt": "adopt", "approuv": "adopt", "approb": "adopt",
    "vot/": "adopt", "vote/": "adopt",
    "promulg": "promulgate", "sign/": "sign", "signat": "sign", "paraph": "sign", "ratif": "ratify",
    "decid": "decide", "decision": "decide", "creat": "create", "cree/": "create",
    "institu": "create", "instaur": "create", "mise en place": "create",
    "mis en place": "create", "mettre en place": "create", "install": "install",
    "nomm": "appoint", "nomin": "appoint", "constru": "build", "bati/": "build", "batie/": "build",
    "edifi": "build", "develop": "build", "equipe/": "equip", "equipement": "equip",
    "dote/": "equip", "dotation": "equip",
    "lanc": "launch", "demarr": "launch", "coup d' envoi": "launch", "inaugur": "operate",
    "ouvert": "operate", "ouvre/": "operate", "ouvrir": "operate", "operationn": "operate",
    "fonctionn": "operate",
    "en service": "operate",
    "deploy": "operate", "deploie": "operate", "utilis": "operate",
    "vigueur": "force", "test/": "pilot", "teste/": "pilot", "pilot": "pilot",
    "experiment": "pilot",
    "generalis": "extend", "extension": "extend", "etend": "extend", "decentralis": "extend",
    "revue/": "review", "mi - parcours": "review", "vu le jour": "create", "voit le jour": "create",
    "figur": "inscribe", "consacr": "inscribe", "grav": "inscribe", "entree en vigueur": "force",
    "entre dans les faits/": "operate", "entree dans les faits/": "operate", "appliqu": "operate",
    "effecti": "operate", "usage/": "operate", "livraison": "build", "livree/": "build",
    "pied d' oeuvre": "operate", "tourne/": "operate",
    "evalu": "evaluate", "achev": "finish", "acheve": "finish", "termin": "finish",
    "publie/": "publish", "publication": "publish", "introdui": "introduce",
    "introduct": "introduce", "administre/": "introduce",
    "homologu": "approve", "agree/": "approve", "autoris": "approve", "recu/": "receive",
    "reception": "receive", "travaille/": "operate", "elargi": "extend", "suspend": "stop",
    "travaux": "works", "chantier/": "works", "premiere pierre": "works",
    "transmis": "table", "depos": "table", "depot/": "table",
    "suspens": "stop", "soumis": "table", "inscri": "inscribe",
}  # fmt: skip

#: Things that plans count, by the beginning of their nouns, and the deeds that make one.
MAKINGS: Final[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = tuple(
    (tuple(nouns.split()), tuple(deeds.split()))
    for nouns, deeds in (
        ("accord/ convention memorandum protocole entente pacte contrat charte agreement",
         "sign/ signat conclu paraph ratifi sceller scelle/ noue/ paraphe/"),
        ("rapport/ bilan document/ etude/ guide/ manuel module report",
         "remis/ remise/ remet publi presente/ presentation depos transmi produi production edite/ "
         "diffus elabor valid livr/ livre/ rendu/ soumis/ sorti/"),
        ("reunion session rencontre seance assises atelier forum meeting formation",
         "tenu/ tenue/ tient organis anime/ reuni/ reunit reunissent deroul cloture/ ouvert/ "
         "ouvertes achev boucle/"),
        ("campagne caravane tournee activite evenement operation/ journee campaign event",
         "mene/ menee/ mener organis realis lance/ lancement boucle/ sillonn parcouru achev "
         "acheve/ clos/ close/ reuni/ touche/ fin/ "
         "termin cloture/ deroul execut conduit/ pris/"),
        ("jugement condamnation decision arret/", "rendu/ prononce/ rendre"),
        ("affaire dossier enquete procedure information",
         "ouvert/ ouverte/ ouvr instrui diligent enregistr"),
    )
)  # fmt: skip
#: The deeds of all other things: they are built, opened, equipped, handed over.
MAKING: Final[tuple[str, ...]] = tuple(
    """
    creat cree/ install ouvert/ ouverture ouvre/ ouvrir inaugur construi constru bati/ realis
    amenag rehabilit
    renov equip dote/ livr/ livre/ reception remis/ remise/ acquis/ mis/ mise/ sorti/ fore/ plante/
    distribu adopt valid lance/ organis
    """.split()
)
#: Units of measurement: a number of kilometres is no number of people or of things.
MEASURE_NOUNS: Final[frozenset[str]] = frozenset(
    """
    kilometre kilometres km metre metres m hectare hectares ha tonne tonnes t kilo kilos kg
    kilogramme kilogrammes gramme grammes litre litres degre degres megawatt megawatts mw point
    points pour-cent kit kits moto motos vehicule vehicules page pages heure heures
    """.split()
)
#: Verbs of beneficiaries: *ont suivi une formation*.
RECEIVING: Final[tuple[str, ...]] = tuple(
    "suivi/ recu/ benefici appris/ acheve/ termine/ obtenu/ decroche/ assiste/ percu/ reuni/ "
    "touche/ regroupe/ rassemble/".split()
)
#: Quantities without a number.
VAGUE: Final[tuple[str, ...]] = (
    "beaucoup", "nombreux", "nombreuses", "plusieurs", "divers", "diverses", "certains",
    "certaines", "quelques", "la plupart", "maints", "maintes", "multiples", "innombrables",
    "tant de", "many", "des dizaines", "des centaines", "des milliers", "several",
)  # fmt: skip
#: Attendance, by the beginning of the word; ``assist`` only before *à*.
ATTENDING: Final[tuple[str, ...]] = (
    "particip", "pris part/", "prenaient part/", "prennent part/", "presence/", "present/",
    "regroup", "reuni/", "reunis/", "rassembl", "convie/", "invite/", "venu/",
    "repondu/", "accueilli/", "spectateur", "convive/", "assistance/", "assistaient", "entoure/",
    "fait le voyage/", "fait le deplacement/",
)  # fmt: skip
#: Events that people attend; *formation* is not among them: its participants are trained.
GATHERINGS: Final[frozenset[str]] = frozenset(
    """
    ceremonie lancement atelier reunion session conference rencontre forum table-ronde journee
    assises seminaire colloque cloture ouverture marche defile congres assemblee commemoration
    celebration concertation salle hotel travaux manifestation panel fete sommet
    """.split()
)
#: Support by an organisation, by the beginning of the word.
SUPPORTING: Final[tuple[str, ...]] = tuple(
    """
    appui/ appuy soutien soutenu/ soutien/ financ partenaire partenariat accompagn collabor concours
    allie/ contributeur cofinanc
    contribu don/ dons offert/ bailleur donateur octroy paie paient remuner equip cotes
    cooper aide/ verse/ decaiss mobilis
    """.split()
)
#: What makes an amount of money a cost or a need, not money raised or spent.
COSTS: Final[tuple[str, ...]] = (
    "cout", "coute", "coutera", "couteront", "couts", "estime a", "estimee a", "evalue a",
    "evaluee a", "chiffre a", "chiffree a", "besoin", "besoins", "necessite", "necessitera",
    "previsionnel", "devis", "budget", "montant estime", "estimes a", "estimees a", "evalues a",
    "evaluees a", "chiffres a", "manque", "manquent", "manquait", "deficit", "gap",
)  # fmt: skip
#: What introduces the citation of a text of law, which is no deed.
CITING: Final[tuple[str, ...]] = (
    "conformement a", "en vertu de", "en application de", "au sens de", "prevu par", "prevue par",
    "prevus par", "prevues par", "aux termes de", "reprime", "punit", "punie", "punis",
    "dispose que",
    "stipule", "passible", "encourt", "encourent", "en violation de", "aux dispositions",
)  # fmt: skip
#: What makes ``plan`` another plan than this one, before it or after it.
OTHER_PLANS: Final[frozenset[str]] = frozenset(
    "ancien ancienne precedent precedente premier dernier echu anterieur".split()
)
