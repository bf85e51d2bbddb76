"""Words for people, measures and gatherings, and those that show what a sentence is not about.

Every word is folded: lower case, without accents, apostrophes as ``'``. The sets are of French and
English, never of one plan.
"""

from __future__ import annotations

from typing import Final

#: Stop words of news, as stems: offices, ceremonies, speech, counting.
NEWS_STOP_STEMS: Final = frozenset(
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
#: Words that begin like nouns of people and are none.
NOT_PEOPLE: Final[frozenset[str]] = frozenset(
    "menages menage dossiers cadres membranes autorisations acteurs-cles personnel".split()
) - {"cadres"}
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
#: Quantifiers without a number.
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
#: Words that make an amount of money a cost or a need, not money raised or spent.
COSTS: Final[tuple[str, ...]] = (
    "cout", "coute", "coutera", "couteront", "couts", "estime a", "estimee a", "evalue a",
    "evaluee a", "chiffre a", "chiffree a", "besoin", "besoins", "necessite", "necessitera",
    "previsionnel", "devis", "budget", "montant estime", "estimes a", "estimees a", "evalues a",
    "evaluees a", "chiffres a", "manque", "manquent", "manquait", "deficit", "gap",
)  # fmt: skip
#: Words that introduce the citation of a text of law, which states no event.
CITING: Final[tuple[str, ...]] = (
    "conformement a", "en vertu de", "en application de", "au sens de", "prevu par", "prevue par",
    "prevus par", "prevues par", "aux termes de", "reprime", "punit", "punie", "punis",
    "dispose que",
    "stipule", "passible", "encourt", "encourent", "en violation de", "aux dispositions",
)  # fmt: skip
#: Adjectives that make ``plan`` another plan than this one, before it or after it.
OTHER_PLANS: Final[frozenset[str]] = frozenset(
    "ancien ancienne precedent precedente premier dernier echu anterieur".split()
)
