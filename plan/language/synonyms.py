"""Near-synonyms of public action in the French press: *former*, *initier*; *décès*, *mort*.

A plan's file names its indicators in an officer's words; a journalist uses others. Each line below
is a family of French words by their beginnings; a slash marks a whole word. A word may be in
several families. The families hold for any public plan. Two words of one family are weaker evidence
than one word twice, and a suggestion that rests on them says so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from plan.language.word_families import begins

_FAMILIES: Final[tuple[str, ...]] = (
    # acts towards people
    "sensibilis inform conscientis causerie touch attein vulgaris edifi eduqu plaidoyer",
    "form/ formation formateur apprentissage appris/ apprend apprenn perfectionn initi/ initiation "
    "instru capacit/ recycl stage/ outill aguerri",
    "recrut embauch engag/ affect/ affectation poste/",
    "assist aid/ accompagn secouru/ secour appuy soign charge/ soutenu/ encadr",
    "heberg accueil log/ loge/ abrit recueilli/",
    "identifi recens reper/ repere/ detect denombr repertori reconnu/ decompt enregistr",
    "liber/ liberation affranchi sauv/ sauve/ sauvetage secouru/ soustrait extirp delivr/",
    "rapatri retour reconduit raccompagn",
    "reinser insertion reinteg reinstall autonomis reconver relev/",
    "indemnis dedommag repar/ reparation compens interet",
    "abandon decroch quitt deperdition",
    "inscri enrol immatricul scolaris",
    # justice
    "poursui inculp defer ecrou examen comparu compara mandat prevenu accus",
    "arret/ arrestation interpell apprehend",
    "condamn ecop peine coupable verdict purg sentence",
    "enquet investig instruction information/",
    "affaire dossier procedure proces",
    "jug/ jugement jugee proces audience",
    "magistrat juge procureur parquet parquetier",
    "policier gendarme enqueteur officier opj",
    "plainte signal denonc alert",
    # health
    "naissance naitr naiss nes/ nee/ ne/ accouch couches deliv",
    "grossesse enceinte prenatal gestant gestation",
    "bebe nouveau-ne nourrisson neonat nouveaux-nes",
    "deces mort/ mourir mouru decede mortalite peri/",
    "sage-femme sages-femmes maieutic accoucheuse matrone",
    "medecin docteur praticien chirurgien",
    "oper/ operation operee chirurg reparation bloc",
    "vaccin immunis dose pique",
    "maternite hopita clinique sante dispensaire",
    "qualifi competent expert forme/",
    "palud moustiquaire malaria",
    "depist test/ tester diagnosti",
    "malnutri denutri nutrition",
    # school
    "ecole scolaire scolaris etablissement college lycee classe",
    "eleve ecolier collegien lyceen apprenant scolarise",
    "enseignant maitre instituteur institutrice professeur pedagog",
    "cantine repas refectoire alimentation nourri dejeun",
    "manuel livre/ ouvrage fascicule",
    "alphabetis lettre/",
    # water, roads, fields
    "eau potable hydraul forage borne puits robinet fontaine adduction",
    "latrine toilette assainissement",
    "route/ routier voie/ chaussee piste",
    "accident sinistre collision",
    "chauffeur conducteur transporteur",
    "arbre plant/ reboise plantation",
    "champ/ culture/ agricole exploitation/ hectare",
    # production
    "constru bati erig edifi/ edification realis amenag sorti/ implant",
    "rehabilit renov refection reamenag",
    "equip dot/ dote/ dotation materiel fourni",
    "distribu remis/ remise offert offr don/ dons octroy livr/ livraison recu/ benefici",
    "cree creat creation mis/ mise/ institu instaur install naissance jour/",
    "ouvert ouvr inaugur fonctionn operationn service/ demarr",
    "lanc demarr envoi/",
    "organis tenu/ tenue tenir/ tient deroul men/ mene/ menee anim sillonn",
    "elabor redig conc conception concu prepar",
    "evaluat revue bilan parcours",
    "campagne caravane tournee operation/",
    "centre/ foyer refuge abri/ maison/",
    "lit/ place/ capacite",
    "comite commission conseil/ cellule instance organe",
    "brigade unite cellule section division",
    "guide/ manuel module outil/ referentiel",
    # acts and documents
    "loi/ texte projet legislat code/",
    "decret arrete ordonnance",
    "accord/ convention memorandum protocole entente pacte",
    "sign/ signe/ signature paraph conclu",
    "rapport/ bilan document/ compte-rendu publication",
    "base/ registre plateforme systeme fichier logiciel application numeri donnees",
    "reunion reunis reuni/ session rencontre seance assises concertation siege/",
    "strategie politique/ plan/ programme",
    # money and partners
    "financ verse/ versement verser decaiss debloqu octroi alloue allocation accorde mobilis "
    "inject contribu investi/ investissement credit/ enveloppe/ fonds apport/ subvention budget "
    "ressource",
    "partenaire bailleur donateur appui/ soutien collabor concours contribut financ",
    "pret/ microcredit credit/ emprunt",
    # people and places
    "femme fille/ mere/ epouse/ dame feminin maternel",
    "consultation visite/ examen/",
    "enfant mineur fillette garcon/ gamin gosse infantil",
    "mariage marie/ mariee union/ noces",
    "zone localite site/ village commune/ cercle/ quartier terroir",
    "menage famille foyer/",
    "leader chef/ notable imam chefferie elu/",
    "emploi travail/ metier poste/ boulot",
    "savoir savent sait/ connai connu/ citer/ cite/ capables",
    "numero/ ligne/ appel/ telephon vert/",
    "taux proportion part/ pourcentage couverture",
    "control inspect verifi",
    "victime survivant rescape",
    "national pays/ nationale",
    "relais animateur pair/ volontaire communautaire",
)


def _table() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for number, line in enumerate(_FAMILIES):
        for entry in line.split():
            found.setdefault(entry[:2], []).append((entry, number))
    return {opening: tuple(entries) for opening, entries in found.items()}


_BY_OPENING: Final = _table()


@lru_cache(maxsize=16384)
def families(word: str) -> frozenset[int]:
    """The indexes of the families that a folded word belongs to."""
    return frozenset(
        number for entry, number in _BY_OPENING.get(word[:2], ()) if begins(word, entry)
    )


def are_near_synonyms(one: str, other: str) -> bool:
    """Whether two folded words belong to one family."""
    return not families(one).isdisjoint(families(other))
