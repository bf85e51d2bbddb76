"""Negation, modality, speech, legal acts and event triggers: words that decide what was done.

Every word is folded: lower case, without accents, apostrophes as ``'``. The sets are of French and
English, never of one plan.
"""

from __future__ import annotations

from typing import Final

NEGATIONS: Final[frozenset[str]] = frozenset(
    (
        "ne n' pas ni non aucun aucune aucuns aucunes jamais rien personne nul nulle sans hormis "
        "sauf excepte guere point faute not no never none neither nor without except nothing"
    ).split()
)
#: Stems of verbs and nouns for the status of an act; ``adopt`` covers every form.
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
#: Cues of modality and the code of each (see `plan.language.modality.Modality`).
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
#: Lower-case words that end like a future or a conditional and are neither.
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
#: Triggers of legal stages by the beginning of the word; one of `ACT_ENDINGS` follows.
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
#: Words around a noun trigger that place it in the future.
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
#: Words that end like an infinitive and are none.
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
#: Triggers of events in the making of a thing, with the kind of event; ``/`` ends a whole word.
EVENT_TRIGGERS: Final[dict[str, str]] = {
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
#: Nouns of things that plans count, by their beginnings, and the triggers of producing one.
PRODUCTION_BY_NOUN: Final[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = tuple(
    (tuple(nouns.split()), tuple(triggers.split()))
    for nouns, triggers in (
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
#: The triggers of producing any other thing: built, opened, equipped, handed over.
PRODUCTION: Final[tuple[str, ...]] = tuple(
    """
    creat cree/ install ouvert/ ouverture ouvre/ ouvrir inaugur construi constru bati/ realis
    amenag rehabilit
    renov equip dote/ livr/ livre/ reception remis/ remise/ acquis/ mis/ mise/ sorti/ fore/ plante/
    distribu adopt valid lance/ organis
    """.split()
)
