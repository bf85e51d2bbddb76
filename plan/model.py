"""The words of a plan: axes, indicators, targets, observations, evidence, sources.

Every class is a frozen record whose fields are the keys of ``indicators.yaml``. Values are read
from the text as written, by the type the field asks for, never as YAML guesses. Field
descriptions are French because the JSON Schema made from them guides the people who edit the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Final, Literal, NamedTuple, Self, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from plan.lexicon import MONTHS, UNIT_NOUNS

Amount: TypeAlias = int | Fraction
Address: TypeAlias = tuple[str | int, ...]
Language: TypeAlias = Literal["fr", "en"]
Kind: TypeAlias = Literal["exactly", "at_least", "at_most", "about", "between"]

KINDS: Final[tuple[Kind, ...]] = ("exactly", "at_least", "at_most", "about", "between")
BUILT_IN_UNITS: Final[tuple[str, ...]] = (
    "person", "case", "event", "report", "site", "amount", "percent",
)  # fmt: skip

# --- Scalars -------------------------------------------------------------------------------------

_PLAIN = re.compile(r"[+-]?[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[.,\s][0-9]{3})+")
_DECIMAL_COMMA = re.compile(r"([+-]?[0-9]+),([0-9]+)")
_LONGEST_NUMBER = 40


def read_amount(text: object) -> Amount:
    """The exact number that ``text`` writes: an int where it is whole, else a Fraction.

    Raises ``PydanticCustomError`` (a ``ValueError``) of type ``number-ambiguous`` or
    ``number-invalid`` whose context holds what was read and, where one is certain, what to write.
    """
    if isinstance(text, bool) or not isinstance(text, str | int | Fraction):
        raise _refusal("number-invalid", text)
    if not isinstance(text, str):
        return text
    text = text.strip()
    if len(text) > _LONGEST_NUMBER:
        raise _refusal("number-invalid", text[:_LONGEST_NUMBER] + "…")
    if _THOUSANDS.fullmatch(text):
        raise _refusal("number-ambiguous", text, re.sub(r"[.,\s]", "", text))
    if comma := _DECIMAL_COMMA.fullmatch(text):
        raise _refusal("number-ambiguous", text, f"{comma[1]}.{comma[2]}")
    if not _PLAIN.fullmatch(text):
        digits = re.sub(r"[\s%]", "", text)
        raise _refusal("number-invalid", text, digits if _PLAIN.fullmatch(digits) else "")
    exact = Fraction(text)
    return exact.numerator if exact.denominator == 1 else exact


class Stated(NamedTuple):
    """A value as it was stated: its qualifier and its number, a pair for ``between``."""

    kind: Kind
    number: Amount | tuple[Amount, Amount]


class Period(NamedTuple):
    """Days from ``start`` to ``end``, both included; ``start`` is None when it is not known."""

    start: date | None
    end: date

    @property
    def days(self) -> int | None:
        """How many days, or None when the start is not known."""
        return None if self.start is None else (self.end - self.start).days + 1

    def iso(self) -> str:
        """The period as the file writes it."""
        if self.start == self.end:
            return self.end.isoformat()
        return f"{'..' if self.start is None else self.start}/{self.end}"


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEARS = re.compile(r"(\d{4}) ?[-–—] ?(\d{4})")
_BETWEEN = re.compile(r" +(?:[-–—]|au|à|to) +")
_SPELLED = re.compile(r"(?:(\d{1,2})(?:er)? )?([^\W\d_]+) (\d{4})")


def read_day(text: object) -> date:
    """The day written ``YYYY-MM-DD``; errors as for ``read_period``."""
    if isinstance(text, date):
        return text
    if not isinstance(text, str) or len(text.strip()) != 10:
        raise _refusal("date-invalid", text, _likely_date(text))
    first, last = _span(text.strip())
    return first if first == last else last


def read_period(text: object) -> Period:
    """The days that a day, a month, a year, ``A/B`` or ``../B`` covers.

    Raises ``PydanticCustomError`` (a ``ValueError``) of type ``date-invalid``,
    ``date-impossible``, ``period-open`` or ``period-reversed``.
    """
    if isinstance(text, Period):
        return text
    if isinstance(text, int) and not isinstance(text, bool):
        text = str(text)
    if not isinstance(text, str):
        raise _refusal("date-invalid", text)
    text = text.strip()
    if _SLASHED.fullmatch(text) or _BETWEEN.search(text):
        raise _refusal("date-invalid", text, _likely_date(text))
    head, slash, tail = text.partition("/")
    if not slash:
        return Period(*_span(text))
    if tail.strip() == ".." or not tail.strip():
        raise _refusal("period-open", text)
    start = None if head.strip() == ".." else _span(head.strip())[0]
    end = _span(tail.strip())[1]
    if start is not None and start > end:
        raise _refusal("period-reversed", text, f"{tail.strip()}/{head.strip()}")
    return Period(start, end)


def _span(text: str) -> tuple[date, date]:
    written = _DATE.fullmatch(text)
    if not written or not text.isascii():
        raise _refusal("date-invalid", text, _likely_date(text))
    year, month, day = (int(part) if part else None for part in written.groups())
    assert year is not None
    if year >= date.max.year:  # the day after a period must exist too
        raise _refusal("date-impossible", text)
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            after = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), after - timedelta(days=1)
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise _refusal("date-impossible", text) from None


def _likely_date(text: object) -> str:
    """The ISO date that a French or English spelling most likely means, or nothing."""
    if not isinstance(text, str):
        return ""
    text = text.strip()
    if years := _YEARS.fullmatch(text):
        return f"{years[1]}/{years[2]}" if years[1] <= years[2] else ""
    if len(ends := _BETWEEN.split(text)) == 2:
        likely = [_likely_date(end) or end for end in ends]
        return "/".join(likely) if all(map(_DATE.fullmatch, likely)) else ""
    if slashed := _SLASHED.fullmatch(text):
        day, month, year = map(int, slashed.groups())
    elif loose := _LOOSE.fullmatch(text):
        year, month, day = map(int, loose.groups())
    elif spelled := _SPELLED.fullmatch(text.lower()):
        unaccented = spelled[2].translate(str.maketrans("éèûî", "eeui"))
        day, month, year = int(spelled[1] or 0), MONTHS.get(unaccented, 0), int(spelled[3])
        if not day:
            return f"{year}-{month:02}" if month else ""
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _refusal(code: str, read: object, write: str = "") -> PydanticCustomError:
    shown = read if isinstance(read, str) else type(read).__name__
    return PydanticCustomError(code, "{read}", {"read": shown, "write": write})


def _read_flag(text: object) -> bool:
    if text in ("true", True):
        return True
    if text in ("false", False):
        return False
    raise _refusal("boolean-invalid", text)


def _read_text(value: object) -> object:
    return {"fr": value} if isinstance(value, str) else value


def _nothing_is_empty(value: object) -> object:
    return () if value is None else value


_NUMBER_SCHEMA = {"type": ["number", "string"], "pattern": r"^[+-]?\d+(_\d+)*(\.\d+)?$"}
_PERIOD_SCHEMA = {
    "type": ["string", "integer"],
    "pattern": r"^(\.\./)?\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$",
}
Number = Annotated[Amount, PlainValidator(read_amount), WithJsonSchema(_NUMBER_SCHEMA)]
Day = Annotated[
    date,
    PlainValidator(read_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
Days = Annotated[Period, PlainValidator(read_period), WithJsonSchema(_PERIOD_SCHEMA)]
Flag = Annotated[bool, PlainValidator(_read_flag), WithJsonSchema({"type": "boolean"})]
Id = Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,80}$")]
Words = Annotated[str, StringConstraints(min_length=1)]

# --- Records -------------------------------------------------------------------------------------


class Record(BaseModel):
    """A frozen record that knows all its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """The record itself: it never changes, and an axis holds thousands of others."""
        return self


class Text(Record):
    """A text that readers see, in French and, where it is given, in English."""

    fr: Words = Field(description="Le texte en français (obligatoire).")
    en: Words | None = Field(None, description="Le même texte en anglais.")

    def told(self, language: Language) -> str:
        """The text in that language, in French where there is no other."""
        return self.en if language == "en" and self.en else self.fr


SayText = Annotated[Text, BeforeValidator(_read_text, json_schema_input_type=Text | Words)]


class Unit(Record):
    """What an indicator counts."""

    id: Id = Field(description="Identifiant de l’unité.")
    name: Text = Field(description="Nom au singulier.")
    plural: Text | None = Field(None, description="Nom au pluriel.")
    people: Flag = Field(False, description="true si l’unité compte des personnes.")


class Category(Record):
    """One value of a dimension."""

    id: Id = Field(description="Identifiant de la modalité.")
    name: Text = Field(description="Nom de la modalité.")


class Dimension(Record):
    """A way in which totals are broken down, such as sex or region."""

    id: Id = Field(description="Identifiant de la dimension.")
    name: Text = Field(description="Nom de la dimension.")
    values: Annotated[tuple[Category, ...], BeforeValidator(_nothing_is_empty)] = Field(
        (), description="Les modalités de la dimension."
    )


class Head(Record):
    """What the plan is."""

    title: Text = Field(description="Titre officiel du plan.")
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = Field(
        None, description="Pays, code ISO 3166-1 à deux lettres, par exemple ML."
    )
    period: Days = Field(
        description="Premier et dernier jour du plan, tous deux inclus : 2023-01-01/2027-12-31."
    )
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = Field(
        None, description="Monnaie, code ISO 4217, par exemple XOF."
    )
    owner: Text | None = Field(None, description="Structure responsable du plan.")
    small_counts: Number = Field(
        11,
        description="Dans les parties d’un total, les nombres de personnes inférieurs à ce seuil "
        "sont masqués ; 0 pour ne rien masquer.",
    )
    units: Annotated[tuple[Unit, ...], BeforeValidator(_nothing_is_empty)] = Field(
        (),
        description="Unités propres au plan ; person, case, event, report, site, amount et "
        "percent existent déjà.",
    )
    dimensions: Annotated[tuple[Dimension, ...], BeforeValidator(_nothing_is_empty)] = Field(
        (), description="Dimensions de désagrégation : sexe, âge, région…"
    )

    @model_validator(mode="after")
    def _begins(self) -> Head:
        if self.period.start is None:
            raise _refusal("period-open", self.period.iso())
        return self


class Body(Record):
    """Where the article itself begins and ends in its file."""

    first: Words = Field(alias="from", description="Premiers mots de l’article, tels quels.")
    last: Words = Field(alias="to", description="Derniers mots de l’article, tels quels.")


class Source(Record):
    """An article in ``seeds/``, kept as an exhibit."""

    id: Id = Field(description="Identifiant de la source, par exemple lessor-2023-10-24.")
    file: Words = Field(description="Nom du fichier dans seeds/.")
    title: SayText | None = Field(None, description="Titre de l’article.")
    publisher: SayText | None = Field(None, description="Journal ou organisme qui publie.")
    author: Words | None = Field(None, description="Auteur de l’article.")
    kind: Literal["law", "report", "communique", "press", "opinion"] = Field(
        description="law : loi ou jugement ; report : rapport officiel ; communique : communiqué ;"
        " press : article de presse ; opinion : tribune."
    )
    published: Days = Field(
        description="Jour de publication ; un mois, une année ou un intervalle si l’on ne sait pas"
        " mieux."
    )
    dating: Literal["printed", "inferred"] = Field(
        "printed",
        description="printed : la date est imprimée sur l’article ; inferred : elle est déduite, "
        "et dating_note dit de quoi.",
    )
    dating_note: SayText | None = Field(None, description="De quoi la date est déduite.")
    url: Words | None = Field(None, description="Adresse de l’article.")
    reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(
        "F",
        description="Fiabilité de la source selon le code de l’Amirauté, de A (tout à fait fiable)"
        " à F (ne peut être appréciée).",
    )
    origin: Id | None = Field(
        None, description="Ce que la source relaie lorsqu’elle n’est pas de première main."
    )
    body: Body | None = Field(
        None, description="Premiers et derniers mots de l’article dans son fichier."
    )

    @property
    def known(self) -> date:
        """The first day on which everyone could have read it for certain."""
        return self.published.end


class Evidence(Record):
    """A quotation of a source, that supports or refutes."""

    source: Words = Field(description="Identifiant de la source citée.")
    quote: Words = Field(description="Le passage, mot pour mot.")
    prefix: Words | None = Field(
        None, description="Les mots juste avant le passage, utiles s’il figure plusieurs fois."
    )
    suffix: Words | None = Field(
        None, description="Les mots juste après le passage, utiles s’il figure plusieurs fois."
    )
    stance: Literal["supports", "refutes"] = Field(
        "supports", description="supports : le passage appuie ; refutes : il contredit."
    )
    origin: Id | None = Field(
        None, description="Ce que ce passage relaie, si ce n’est pas ce que relaie la source."
    )


EvidenceList = Annotated[tuple[Evidence, ...], BeforeValidator(_nothing_is_empty)]


class Measure(Record):
    """A value as the source qualifies it: at most one of the keys is given."""

    exactly: Number | None = Field(None, description="La valeur exacte.")
    at_least: Number | None = Field(None, description="« plus de », « au moins » : ce minimum.")
    at_most: Number | None = Field(None, description="« moins de », « au plus » : ce maximum.")
    about: Number | None = Field(
        None, description="« environ », « près de » : cette valeur à 5 % près."
    )
    between: tuple[Number, Number] | None = Field(
        None, description="« entre a et b » : [a, b], du plus petit au plus grand."
    )
    step: Words | None = Field(None, description="L’étape atteinte (nature : steps).")

    @cached_property
    def stated(self) -> Stated | None:
        """The number with its qualifier, or None for a step or a statement."""
        for kind in KINDS:
            if (number := getattr(self, kind)) is not None:
                return Stated(kind, number)
        return None

    def _given(self) -> list[str]:
        keys = (*KINDS, "step", "statement")
        return [key for key in keys if getattr(self, key, None) is not None]

    def _one_value(self, needed: bool) -> None:
        given = self._given()
        if len(given) > 1:
            raise PydanticCustomError("value-several", "{read}", {"read": ", ".join(given)})
        if needed and not given:
            raise PydanticCustomError("value-missing", "{read}", {"read": ""})
        if self.between is not None and self.between[0] > self.between[1]:
            low, high = self.between
            raise _refusal("range-reversed", f"[{low}, {high}]", f"[{high}, {low}]")


class Baseline(Measure):
    """Where an indicator stood before the plan."""

    on: Day | None = Field(None, description="Jour auquel la valeur de référence se rapporte.")
    evidence: EvidenceList = Field((), description="Les passages qui l’établissent.")
    note: SayText | None = Field(None, description="Remarque.")

    @model_validator(mode="after")
    def _whole(self) -> Baseline:
        self._one_value(needed=True)
        return self


class Target(Record):
    """A value to be reached by a day."""

    by: Day = Field(description="Jour auquel la cible doit être atteinte.")
    value: Number | None = Field(
        None,
        description="La valeur à atteindre ; pour un flux, le total depuis le premier jour "
        "du plan.",
    )
    step: Words | None = Field(None, description="L’étape à atteindre (nature : steps).")
    basis: Literal["official", "derived", "proposed"] = Field(
        description="official : publiée dans le plan ou une décision ; derived : découle du texte "
        "du plan ou de l’échelle, la note dit comment ; proposed : pour discussion, jamais jugée."
    )
    evidence: EvidenceList = Field((), description="Les passages qui publient la cible.")
    note: SayText | None = Field(None, description="Pourquoi cette cible.")

    @property
    def judged(self) -> bool:
        """Whether a status may rest on it."""
        return self.basis != "proposed"

    @model_validator(mode="after")
    def _whole(self) -> Target:
        given = [key for key in ("value", "step") if getattr(self, key) is not None]
        if len(given) > 1:
            raise PydanticCustomError("value-several", "{read}", {"read": ", ".join(given)})
        if not given:
            raise PydanticCustomError("target-value-missing", "{read}", {"read": ""})
        return self


class Observation(Measure):
    """What was observed over a period, on the words of its evidence."""

    period: Days = Field(
        description="Jour, mois, année, ou A/B, bornes incluses ; ../B si le début est inconnu."
    )
    statement: SayText | None = Field(
        None, description="Un constat sans valeur : montré, mais ne compte dans rien."
    )
    part: dict[str, Words] = Field(
        default_factory=dict,
        description="La partie du total dont il s’agit, par exemple {sex: female}.",
    )
    flag: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")] | None = Field(
        None, description="Statut SDMX (OBS_STATUS) ; B : la définition change ici."
    )
    note: SayText | None = Field(None, description="Ce que la valeur ne prouve pas, remarques.")
    set_aside: SayText | None = Field(
        None, description="Pourquoi la valeur reste au dossier sans être comptée."
    )
    evidence: EvidenceList = Field((), description="Les passages qui la prouvent.")

    @model_validator(mode="after")
    def _whole(self) -> Observation:
        self._one_value(needed=True)
        return self


class Step(Record):
    """A rung of a ladder."""

    id: Id = Field(description="Identifiant de l’étape.")
    name: Text = Field(description="Nom de l’étape.")


class Indicator(Record):
    """What is measured to know how far the plan has come."""

    id: Id = Field(description='Identifiant, du texte : "1.1" et "1.10" sont deux indicateurs.')
    name: Text = Field(description="Nom de l’indicateur.")
    definition: Text | None = Field(None, description="Ce qui est compté, et comment.")
    level: Literal["output", "outcome", "impact"] | None = Field(
        None, description="Niveau de résultat : output (produit), outcome (effet), impact."
    )
    nature: Literal["flow", "stock", "rate", "steps"] = Field(
        description="flow : s’additionne dans le temps ; stock : niveau un jour donné ; rate : "
        "taux ; steps : échelle d’étapes ordonnées."
    )
    unit: Words | None = Field(
        None, description="Ce qui est compté, et rien d’autre : des personnes ne sont pas des cas."
    )
    direction: Literal["up", "down", "context"] = Field(
        "up", description="up : plus est mieux ; down : moins est mieux ; context : jamais jugé."
    )
    frequency: Literal["monthly", "quarterly", "biannual", "annual", "once"] | None = Field(
        None, description="Fréquence de collecte ; biannual : deux fois par an."
    )
    responsible: SayText | None = Field(None, description="Structure responsable.")
    verification: Text | None = Field(None, description="Sources de vérification.")
    assumptions: Text | None = Field(None, description="Hypothèses et risques.")
    disaggregation: Annotated[tuple[Words, ...], BeforeValidator(_nothing_is_empty)] = Field(
        (), description="Dimensions attendues (identifiants de plan.dimensions)."
    )
    terms: Annotated[tuple[Words, ...], BeforeValidator(_nothing_is_empty)] = Field(
        (), description="Mots par lesquels un article en parle ; * remplace la fin d’un mot."
    )
    steps: Annotated[tuple[Step, ...], BeforeValidator(_nothing_is_empty)] = Field(
        (), description="Les étapes, dans l’ordre ; la dernière est l’achèvement."
    )
    reversible: Flag = Field(
        False, description="true pour un classement qui peut reculer (nature : steps)."
    )
    baseline: Baseline | None = Field(
        None, description="Valeur de référence ; un flux n’en a pas, il part de 0."
    )
    targets: Annotated[tuple[Target, ...], BeforeValidator(_nothing_is_empty)] = Field(
        (), description="Cibles datées, dans l’ordre des dates."
    )
    observations: Annotated[tuple[Observation, ...], BeforeValidator(_nothing_is_empty)] = Field(
        (), description="Valeurs observées, chacune avec ses éléments de preuve."
    )

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The rank of each step, from 1."""
        return {step.id: rank for rank, step in enumerate(self.steps, 1)}


class Axis(Record):
    """A strategic axis of the plan."""

    id: Id = Field(description="Identifiant de l’axe.")
    name: Text = Field(description="Nom de l’axe stratégique.")
    indicators: Annotated[tuple[Indicator, ...], BeforeValidator(_nothing_is_empty)] = Field(
        (), description="Les indicateurs de l’axe."
    )


class Plan(Record):
    """A public action plan: what is measured, what was published about it, and what proves it."""

    head: Head = Field(alias="plan", description="Ce qu’est le plan.")
    sources: Annotated[tuple[Source, ...], BeforeValidator(_nothing_is_empty)] = Field(
        (), description="Les articles de seeds/."
    )
    axes: Annotated[tuple[Axis, ...], BeforeValidator(_nothing_is_empty)] = Field(
        (), description="Les axes stratégiques et leurs indicateurs."
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
    def source(self) -> dict[str, Source]:
        """The sources by their ids."""
        return {source.id: source for source in self.sources}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The plan's own units by their ids."""
        return {unit.id: unit for unit in self.head.units}

    @cached_property
    def nouns(self) -> dict[str, tuple[str, ...]]:
        """How the units are named, those that every plan has and the plan's own."""
        nouns = dict(UNIT_NOUNS)
        for unit in self.head.units:
            texts = [text for text in (unit.name, unit.plural) if text]
            nouns[unit.id] = tuple(
                word for text in texts for word in (text.fr, text.en) if word is not None
            )
        return nouns

    @cached_property
    def dimensions(self) -> dict[str, Dimension]:
        """The dimensions by their ids."""
        return {dimension.id: dimension for dimension in self.head.dimensions}

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        """The indicators by their ids, in the order of the file."""
        return {indicator.id: indicator for _, _, indicator in self.indicators()}

    @cached_property
    def axis_of(self) -> dict[str, Axis]:
        """The axis of each indicator, by the indicator's id."""
        return {each.id: axis for axis in self.axes for each in axis.indicators}

    def with_indicator(self, address: Address, indicator: Indicator) -> Plan:
        """The plan with another indicator at an address; all else is the same objects."""
        _, i, _, j = address
        assert isinstance(i, int)
        assert isinstance(j, int)
        axis = self.axes[i]
        indicators = (*axis.indicators[:j], indicator, *axis.indicators[j + 1 :])
        changed = axis.model_copy(update={"indicators": indicators})
        axes = (*self.axes[:i], changed, *self.axes[i + 1 :])
        return Plan.model_construct(head=self.head, sources=self.sources, axes=axes)

    def indicators(self) -> Iterator[tuple[Address, Axis, Indicator]]:
        """Every indicator with its address and its axis, in the order of the file."""
        for i, axis in enumerate(self.axes):
            for j, indicator in enumerate(axis.indicators):
                yield ("axes", i, "indicators", j), axis, indicator

    def counts_people(self, indicator: Indicator) -> bool:
        """Whether the indicator's unit counts people."""
        unit = self.units.get(indicator.unit or "")
        return unit.people if unit else indicator.unit == "person"


def schema() -> dict[str, Any]:
    """The JSON Schema of ``indicators.yaml``, with descriptions in French."""
    made = Plan.model_json_schema(by_alias=True)
    for record in (made, *made["$defs"].values()):
        del record["title"], record["description"]  # made from the code, in English
        for field in record["properties"].values():
            field.pop("title", None)
            if field.get("default") == []:
                field["type"] = ["array", "null"]  # a list may be left empty
            elif "default" in field and field["default"] is None:
                del field["default"]  # editors would write it
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
