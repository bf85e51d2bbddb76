"""The records of a plan: axes, indicators, targets, observations, evidence, sources.

Each class is a frozen record whose fields are the keys of ``indicators.yaml``; each value is read
by the type of its field, never as YAML guesses. Descriptions are French because the JSON Schema
made from them guides the people who edit the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from plan.model.declaration import Record, key
from plan.model.quantities import QUALIFIER_KEYS, Amount, Language, Period, Stated
from plan.model.tree_address import Address
from plan.model.value_types import (
    DAY,
    FLAG,
    IDENTIFIER,
    NUMBER,
    PARTS,
    PERIOD,
    RANGE,
    TEXT,
    Choice,
    Fault,
    ListOf,
    Pattern,
    Shorthand,
)

SourceKind: TypeAlias = Literal["law", "report", "communique", "press", "opinion"]
DatingMethod: TypeAlias = Literal["printed", "inferred"]
Reliability: TypeAlias = Literal["A", "B", "C", "D", "E", "F"]
Stance: TypeAlias = Literal["supports", "refutes"]
Basis: TypeAlias = Literal["official", "derived", "proposed"]
Level: TypeAlias = Literal["output", "outcome", "impact"]
Nature: TypeAlias = Literal["flow", "stock", "rate", "steps"]
Direction: TypeAlias = Literal["up", "down", "context"]
Frequency: TypeAlias = Literal["monthly", "quarterly", "biannual", "annual", "once"]

BUILT_IN_UNITS: Final[tuple[str, ...]] = (
    "person", "case", "event", "report", "site", "amount", "percent",
)  # fmt: skip
#: Nouns for the built-in units in articles.
UNIT_NOUNS: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("personne", "personnes", "person", "persons", "people"),
    "case": ("cas", "affaire", "affaires", "dossier", "dossiers", "case", "cases"),
    "event": ("événement", "événements", "activité", "activités", "event", "events"),
    "report": ("rapport", "rapports", "report", "reports"),
    "site": ("site", "sites", "zone", "zones", "localité", "localités", "area", "areas"),
}
#: Exactly one of these keys is given in an observation, and in a target.
VALUE_KEYS: Final[tuple[str, ...]] = (*QUALIFIER_KEYS, "step", "statement")
TARGET_KEYS: Final[tuple[str, ...]] = ("value", "step")


class Text(Record):
    """A text that readers see, in French and, where it is given, in English."""

    fr: str = key(TEXT, "Le texte en français (obligatoire).")
    en: str | None = key(TEXT, "Le même texte en anglais.", default=None)

    def in_language(self, language: Language) -> str:
        """The text in that language; in French where the other is missing."""
        return self.en if language == "en" and self.en else self.fr


#: A text in two languages that may be written as its French alone.
SHORT_TEXT: Final = Shorthand(Text, "fr")


class Unit(Record):
    """What an indicator counts."""

    id: str = key(IDENTIFIER, "Identifiant de l’unité.")
    name: Text = key(Text, "Nom au singulier.")
    plural: Text | None = key(Text, "Nom au pluriel.", default=None)
    people: bool = key(FLAG, "true si l’unité compte des personnes.", default=False)


class Category(Record):
    """One value of a dimension."""

    id: str = key(IDENTIFIER, "Identifiant de la modalité.")
    name: Text = key(Text, "Nom de la modalité.")


class Dimension(Record):
    """A way in which totals are broken down, such as sex or region."""

    id: str = key(IDENTIFIER, "Identifiant de la dimension.")
    name: Text = key(Text, "Nom de la dimension.")
    values: tuple[Category, ...] = key(
        ListOf(Category), "Les modalités de la dimension.", default=()
    )


class Evidence(Record):
    """A quotation of a source that supports or refutes what it is listed under."""

    source: str = key(TEXT, "Identifiant de la source citée.")
    quote: str = key(TEXT, "Le passage, mot pour mot.")
    prefix: str | None = key(
        TEXT, "Les mots juste avant le passage, utiles s’il figure plusieurs fois.", default=None
    )
    suffix: str | None = key(
        TEXT, "Les mots juste après le passage, utiles s’il figure plusieurs fois.", default=None
    )
    stance: Stance = key(
        Choice.of(Stance),
        "supports : le passage appuie ; refutes : il contredit.",
        default="supports",
    )
    origin: str | None = key(
        IDENTIFIER,
        "Ce que ce passage relaie, si ce n’est pas ce que relaie la source.",
        default=None,
    )


class Head(Record):
    """The plan as a whole: its title, period, units and dimensions."""

    title: Text = key(Text, "Titre officiel du plan.")
    short: Text | None = key(
        Text, "Titre court, pour l’onglet du navigateur et les petits écrans.", default=None
    )
    country: str | None = key(
        Pattern(r"[A-Z]{2}"), "Pays, code ISO 3166-1 à deux lettres, par exemple ML.", default=None
    )
    period: Period = key(
        PERIOD, "Premier et dernier jour du plan, tous deux inclus : 2023-01-01/2027-12-31."
    )
    currency: str | None = key(
        Pattern(r"[A-Z]{3}"), "Monnaie, code ISO 4217, par exemple XOF.", default=None
    )
    owner: Text | None = key(Text, "Structure responsable du plan.", default=None)
    evidence: tuple[Evidence, ...] = key(
        ListOf(Evidence),
        "Les passages qui disent que le plan existe : son adoption, son lancement.",
        default=(),
    )
    small_counts: Amount = key(
        NUMBER,
        "Dans les parties d’un total, les nombres de personnes inférieurs à ce seuil "
        "sont masqués ; 0 pour ne rien masquer.",
        default=11,
    )
    units: tuple[Unit, ...] = key(
        ListOf(Unit),
        "Unités propres au plan ; person, case, event, report, site, amount et "
        "percent existent déjà.",
        default=(),
    )
    dimensions: tuple[Dimension, ...] = key(
        ListOf(Dimension), "Dimensions de désagrégation : sexe, âge, région…", default=()
    )

    @property
    def short_title(self) -> Text:
        """The short title; the whole title where there is none."""
        return self.short or self.title

    def faults(self) -> tuple[Fault, ...]:
        """The fault of a period without a first day."""
        if self.period.start is not None:
            return ()
        return (Fault("period-open", ("period",), {"read": self.period.iso(), "write": ""}),)


class Body(Record):
    """A body that answers for indicators, such as a committee or a ministry."""

    id: str = key(IDENTIFIER, "Identifiant de la structure.")
    name: Text = key(Text, "Nom de la structure.")
    short: Text | None = key(Text, "Nom court.", default=None)
    office: Text | None = key(
        SHORT_TEXT, "Le service à contacter, et comment le joindre.", default=None
    )

    @property
    def short_name(self) -> Text:
        """The short name; the whole name where there is none."""
        return self.short or self.name


class BodyExtent(Record):
    """Where the article itself begins and ends in its file."""

    first: str = key(TEXT, "Premiers mots de l’article, tels quels.", name="from")
    last: str = key(TEXT, "Derniers mots de l’article, tels quels.", name="to")


class Source(Record):
    """An article in ``seeds/`` from which passages are quoted."""

    id: str = key(IDENTIFIER, "Identifiant de la source, par exemple lessor-2023-10-24.")
    file: str = key(TEXT, "Nom du fichier dans seeds/.")
    title: Text | None = key(SHORT_TEXT, "Titre de l’article.", default=None)
    publisher: Text | None = key(SHORT_TEXT, "Journal ou organisme qui publie.", default=None)
    author: str | None = key(TEXT, "Auteur de l’article.", default=None)
    kind: SourceKind = key(
        Choice.of(SourceKind),
        "law : loi ou jugement ; report : rapport officiel ; communique : communiqué ;"
        " press : article de presse ; opinion : tribune.",
    )
    published: Period = key(
        PERIOD,
        "Jour de publication ; un mois, une année ou un intervalle si l’on ne sait pas mieux.",
    )
    dating: DatingMethod = key(
        Choice.of(DatingMethod),
        "printed : la date est imprimée sur l’article ; inferred : elle est déduite, "
        "et dating_note dit de quoi.",
        default="printed",
    )
    dating_note: Text | None = key(SHORT_TEXT, "De quoi la date est déduite.", default=None)
    url: str | None = key(TEXT, "Adresse de l’article.", default=None)
    reliability: Reliability = key(
        Choice.of(Reliability),
        "Fiabilité de la source selon le code de l’Amirauté, de A (tout à fait fiable)"
        " à F (ne peut être appréciée).",
        default="F",
    )
    origin: str | None = key(
        IDENTIFIER, "Ce que la source relaie lorsqu’elle n’est pas de première main.", default=None
    )
    body: BodyExtent | None = key(
        BodyExtent, "Premiers et derniers mots de l’article dans son fichier.", default=None
    )

    @property
    def known(self) -> date:
        """The first day on which it was certainly published."""
        return self.published.end


class MeasuredValue(Record):
    """A value as the source qualifies it; exactly one of the keys is given."""

    exactly: Amount | None = key(NUMBER, "La valeur exacte.", default=None)
    at_least: Amount | None = key(NUMBER, "« plus de », « au moins » : ce minimum.", default=None)
    at_most: Amount | None = key(NUMBER, "« moins de », « au plus » : ce maximum.", default=None)
    about: Amount | None = key(
        NUMBER, "« environ », « près de » : cette valeur à 5 % près.", default=None
    )
    between: tuple[Amount, Amount] | None = key(
        RANGE, "« entre a et b » : [a, b], du plus petit au plus grand.", default=None
    )
    step: str | None = key(TEXT, "L’étape atteinte (nature : steps).", default=None)

    @cached_property
    def stated(self) -> Stated | None:
        """The number with its qualifier; None for a step or a statement."""
        for qualifier in QUALIFIER_KEYS:
            if (number := getattr(self, qualifier)) is not None:
                return Stated(qualifier, number)
        return None

    def faults(self) -> tuple[Fault, ...]:
        """The fault of no value, several values, or a range in descending order."""
        held = vars(self)
        given = [name for name in VALUE_KEYS if held.get(name) is not None]
        if len(given) != 1:
            return (_value_fault(given, "value-missing"),)
        if self.between is not None and self.between[0] > self.between[1]:
            low, high = self.between
            args = {"read": f"[{low}, {high}]", "write": f"[{high}, {low}]"}
            return (Fault("range-reversed", ("between",), args),)
        return ()


def _value_fault(given: Sequence[str], missing: str) -> Fault:
    if given:
        return Fault("value-several", (), {"read": ", ".join(given)})
    return Fault(missing, (), {"read": ""})


class Baseline(MeasuredValue):
    """The value of an indicator before the plan."""

    on: date | None = key(DAY, "Jour auquel la valeur de référence se rapporte.", default=None)
    evidence: tuple[Evidence, ...] = key(
        ListOf(Evidence), "Les passages qui l’établissent.", default=()
    )
    note: Text | None = key(SHORT_TEXT, "Remarque.", default=None)


class Target(Record):
    """A value to be reached by a day."""

    by: date = key(DAY, "Jour auquel la cible doit être atteinte.")
    value: Amount | None = key(
        NUMBER,
        "La valeur à atteindre ; pour un flux, le total depuis le premier jour du plan.",
        default=None,
    )
    step: str | None = key(TEXT, "L’étape à atteindre (nature : steps).", default=None)
    basis: Basis = key(
        Choice.of(Basis),
        "official : publiée dans le plan ou une décision ; derived : découle du texte "
        "du plan ou de l’échelle, la note dit comment ; proposed : pour discussion, jamais jugée.",
    )
    evidence: tuple[Evidence, ...] = key(
        ListOf(Evidence), "Les passages qui publient la cible.", default=()
    )
    note: Text | None = key(SHORT_TEXT, "Pourquoi cette cible.", default=None)

    @property
    def judged(self) -> bool:
        """Whether a status may be judged by it."""
        return self.basis != "proposed"

    def faults(self) -> tuple[Fault, ...]:
        """The fault of no value, or of both a number and a step."""
        given = [name for name in TARGET_KEYS if getattr(self, name) is not None]
        return () if len(given) == 1 else (_value_fault(given, "target-value-missing"),)


class Observation(MeasuredValue):
    """What was observed over a period, by the words of its evidence."""

    period: Period = key(
        PERIOD, "Jour, mois, année, ou A/B, bornes incluses ; ../B si le début est inconnu."
    )
    statement: Text | None = key(
        SHORT_TEXT, "Un constat sans valeur : montré, mais ne compte dans rien.", default=None
    )
    part: Mapping[str, str] = key(
        PARTS,
        "La partie du total dont il s’agit, par exemple {sex: female}.",
        default=MappingProxyType({}),
    )
    flag: str | None = key(
        Pattern(r"[A-Z]"), "Statut SDMX (OBS_STATUS) ; B : la définition change ici.", default=None
    )
    note: Text | None = key(SHORT_TEXT, "Ce que la valeur ne prouve pas, remarques.", default=None)
    set_aside: Text | None = key(
        SHORT_TEXT, "Pourquoi la valeur reste au dossier sans être comptée.", default=None
    )
    evidence: tuple[Evidence, ...] = key(
        ListOf(Evidence), "Les passages qui la prouvent.", default=()
    )

    def __hash__(self) -> int:
        """The hash of what identifies it; ``part`` is a mapping and has none."""
        return hash((self.period, self.stated, self.step, self.statement, self.evidence))


class Step(Record):
    """One of the ordered steps of an indicator of nature ``steps``."""

    id: str = key(IDENTIFIER, "Identifiant de l’étape.")
    name: Text = key(Text, "Nom de l’étape.")


class Indicator(Record):
    """What is measured to follow the progress of the plan."""

    id: str = key(IDENTIFIER, 'Identifiant, du texte : "1.1" et "1.10" sont deux indicateurs.')
    name: Text = key(Text, "Nom de l’indicateur.")
    definition: Text | None = key(Text, "Ce qui est compté, et comment.", default=None)
    level: Level | None = key(
        Choice.of(Level),
        "Niveau de résultat : output (produit), outcome (effet), impact.",
        default=None,
    )
    nature: Nature = key(
        Choice.of(Nature),
        "flow : s’additionne dans le temps ; stock : niveau un jour donné ; rate : "
        "taux ; steps : échelle d’étapes ordonnées.",
    )
    unit: str | None = key(
        TEXT,
        "Ce qui est compté, et rien d’autre : des personnes ne sont pas des cas.",
        default=None,
    )
    direction: Direction = key(
        Choice.of(Direction),
        "up : plus est mieux ; down : moins est mieux ; context : jamais jugé.",
        default="up",
    )
    frequency: Frequency | None = key(
        Choice.of(Frequency), "Fréquence de collecte ; biannual : deux fois par an.", default=None
    )
    responsible: Text | None = key(
        SHORT_TEXT,
        "Structure responsable : l’identifiant d’une structure de bodies, ou son nom.",
        default=None,
    )
    verification: Text | None = key(Text, "Sources de vérification.", default=None)
    assumptions: Text | None = key(Text, "Hypothèses et risques.", default=None)
    disaggregation: tuple[str, ...] = key(
        ListOf(TEXT), "Dimensions attendues (identifiants de plan.dimensions).", default=()
    )
    terms: tuple[str, ...] = key(
        ListOf(TEXT),
        "Mots par lesquels un article en parle ; * remplace la fin d’un mot.",
        default=(),
    )
    steps: tuple[Step, ...] = key(
        ListOf(Step), "Les étapes, dans l’ordre ; la dernière est l’achèvement.", default=()
    )
    reversible: bool = key(
        FLAG, "true pour un classement qui peut reculer (nature : steps).", default=False
    )
    baseline: Baseline | None = key(
        Baseline, "Valeur de référence ; un flux n’en a pas, il part de 0.", default=None
    )
    targets: tuple[Target, ...] = key(
        ListOf(Target), "Cibles datées, dans l’ordre des dates.", default=()
    )
    observations: tuple[Observation, ...] = key(
        ListOf(Observation), "Valeurs observées, chacune avec ses éléments de preuve.", default=()
    )

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The rank of each step, from 1."""
        return MappingProxyType({step.id: rank for rank, step in enumerate(self.steps, 1)})


class Axis(Record):
    """A strategic axis of the plan."""

    id: str = key(IDENTIFIER, "Identifiant de l’axe.")
    name: Text = key(Text, "Nom de l’axe stratégique.")
    short: Text | None = key(Text, "Nom court, d’un mot ou deux.", default=None)
    objective: Text | None = key(Text, "L’objectif que le plan donne à l’axe.", default=None)
    evidence: tuple[Evidence, ...] = key(
        ListOf(Evidence), "Les passages qui définissent l’axe.", default=()
    )
    indicators: tuple[Indicator, ...] = key(
        ListOf(Indicator), "Les indicateurs de l’axe.", default=()
    )

    @property
    def short_name(self) -> Text:
        """The short name; the whole name where there is none."""
        return self.short or self.name


class Plan(Record):
    """A public action plan: what is measured, what was published about it, and what proves it."""

    head: Head = key(Head, "Ce qu’est le plan.", name="plan")
    bodies: tuple[Body, ...] = key(
        ListOf(Body), "Les structures qui répondent des indicateurs.", default=()
    )
    sources: tuple[Source, ...] = key(ListOf(Source), "Les articles de seeds/.", default=())
    axes: tuple[Axis, ...] = key(
        ListOf(Axis), "Les axes stratégiques et leurs indicateurs.", default=()
    )

    @property
    def start(self) -> date:
        """The first day of the plan."""
        assert self.head.period.start is not None  # a plan that does not begin is refused
        return self.head.period.start

    @property
    def end(self) -> date:
        """The last day of the plan."""
        return self.head.period.end

    @cached_property
    def source(self) -> Mapping[str, Source]:
        """The sources by their ids."""
        return MappingProxyType({source.id: source for source in self.sources})

    @cached_property
    def body(self) -> Mapping[str, Body]:
        """The bodies by their ids."""
        return MappingProxyType({body.id: body for body in self.bodies})

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The plan's own units by their ids."""
        return MappingProxyType({unit.id: unit for unit in self.head.units})

    @cached_property
    def nouns(self) -> Mapping[str, tuple[str, ...]]:
        """The nouns of the units, built-in and the plan's own, by their ids."""
        nouns = dict(UNIT_NOUNS)
        for unit in self.head.units:
            texts = [text for text in (unit.name, unit.plural) if text]
            nouns[unit.id] = tuple(
                word for text in texts for word in (text.fr, text.en) if word is not None
            )
        return MappingProxyType(nouns)

    @cached_property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The dimensions by their ids."""
        return MappingProxyType({each.id: each for each in self.head.dimensions})

    @cached_property
    def indicator(self) -> Mapping[str, Indicator]:
        """The indicators by their ids, in the order of the file."""
        return MappingProxyType({each.id: each for _, _, each in self.indicators()})

    @cached_property
    def axis_of(self) -> Mapping[str, Axis]:
        """The axis of each indicator, by the indicator's id."""
        return MappingProxyType({each.id: axis for axis in self.axes for each in axis.indicators})

    def with_indicator(self, address: Address, indicator: Indicator) -> Plan:
        """The plan with another indicator at an address; all other objects are shared."""
        _, i, _, j = address
        assert isinstance(i, int)
        assert isinstance(j, int)
        axis = self.axes[i]
        indicators = (*axis.indicators[:j], indicator, *axis.indicators[j + 1 :])
        changed = axis.replace(indicators=indicators)
        axes = (*self.axes[:i], changed, *self.axes[i + 1 :])
        return self.replace(axes=axes)

    def indicators(self) -> Iterator[tuple[Address, Axis, Indicator]]:
        """Every indicator with its address and its axis, in the order of the file."""
        for i, axis in enumerate(self.axes):
            for j, indicator in enumerate(axis.indicators):
                yield ("axes", i, "indicators", j), axis, indicator

    def responsible_body(self, indicator: Indicator) -> Body | None:
        """The body that answers for an indicator, if ``bodies`` has it."""
        named = indicator.responsible
        return self.body.get(named.fr) if named and named.en is None else None

    def responsible_name(self, indicator: Indicator) -> Text | None:
        """The name of who answers for an indicator; None where nobody is named."""
        body = self.responsible_body(indicator)
        return body.name if body else indicator.responsible

    def counts_people(self, indicator: Indicator) -> bool:
        """Whether the indicator's unit counts people."""
        unit = self.units.get(indicator.unit or "")
        return unit.people if unit else indicator.unit == "person"
