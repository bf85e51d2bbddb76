"""Synthetic plans in French with their articles, for benchmarks and tests.

In: a number of indicators and a seed. Out: files, and how each quotation is rendered in its
article: verbatim, in another typography, with another digit, or not at all. All figures come from
one simulated truth, so that observations agree, except for a few that are made to contradict.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final, Literal

#: How an article renders a quotation.
Rendering = Literal["exact", "normalised", "altered", "absent"]
#: A quotation: the id of its indicator, the index of the observation, that of the evidence.
Quotation = tuple[str, int, int]

#: The day of assessment.
TODAY: Final = date(2026, 6, 30)
MOST_ARTICLES: Final = 1_000
OBSERVATIONS: Final = 6
QUOTATIONS: Final = 2

_RENDERINGS: Final[tuple[Rendering, ...]] = ("exact", "normalised", "altered", "absent")
_RENDERING_WEIGHTS: Final = (92, 4, 3, 1)
_NATURES: Final = ("flow", "stock", "rate", "steps")
_MONTHS: Final = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
_PLACES: Final = (
    "Kayes Koulikoro Sikasso Ségou Mopti Tombouctou Gao Kidal Taoudénit Ménaka Bougouni Dioïla "
    "Nioro Kita Nara Bandiagara San Koutiala Douentza Goundam Diré Niono Bafoulabé Yorosso"
).split()
_TOPICS: Final = (
    "l’accueil des victimes", "la protection des témoins", "le travail des enfants",
    "l’orpaillage artisanal", "le transport des voyageurs", "la médiation pénale",
    "l’inspection du travail", "l’indemnisation", "les foyers d’accueil", "la coopération",
    "le registre national", "la formation des maîtres", "les agences de placement",
    "l’aide juridictionnelle", "le retour volontaire", "la mendicité forcée",
)  # fmt: skip
#: The unit, its noun, and the verb of the sentence.
_FLOWS: Final = (
    ("person", "personnes", "ont été sensibilisées"),
    ("person", "personnes", "ont été formées"),
    ("victim", "victimes", "ont été assistées"),
    ("victim", "victimes", "ont été réinsérées"),
    ("case", "cas", "ont été instruits"),
    ("event", "activités", "ont été organisées"),
)
_STOCKS: Final = (("site", "sites", "étaient couverts"), ("place", "places", "étaient ouvertes"))
_STEPS: Final = (
    ("drafted", "rédigé par les services"),
    ("discussed", "validé en atelier"),
    ("sent", "transmis au gouvernement"),
    ("cabinet", "adopté en Conseil des ministres"),
    ("voted", "voté par l’Assemblée"),
    ("signed", "promulgué par le chef de l’État"),
    ("published", "publié au Journal officiel"),
)
#: Sentences around a quotation that is part of one.
_AROUND: Final = (
    "Selon le rapport du comité, {}, a précisé le directeur.",
    "D’après les services, {}, ce que confirment les associations.",
    "Le ministre a rappelé que {} malgré les difficultés.",
)
#: Sentences between those that are quoted.
_FILLING: Final = (
    "La cérémonie s’est déroulée en présence des autorités administratives et coutumières.",
    "Les participants ont salué la qualité des échanges et la disponibilité des partenaires.",
    "« Rien ne se fera sans les communautés », a rappelé le représentant des associations.",
    "Le ministre a invité chacun à tirer les leçons des années écoulées.",
    "Cette rencontre a permis de partager les expériences et d’aplanir les difficultés.",
    "Les moyens restent toutefois en deçà des besoins, reconnaît un responsable.",
    "Selon lui, la lutte est l’affaire de tous et demande de la constance.",
    "Des recommandations ont été formulées à l’issue des travaux.",
    "La société civile plaide pour un suivi plus régulier des engagements pris.",
    "Les débats se poursuivront dans les prochaines semaines.",
)

_HEAD: Final = """\
plan:
  title: {fr: Plan d’action d’essai, en: Trial action plan}
  country: ML
  period: 2023-01-01/2027-12-31
  currency: XOF
  small_counts: 11
  units:
    - {id: victim, name: {fr: victime, en: victim}, plural: {fr: victimes, en: victims}, people: true}
    - {id: place, name: {fr: place, en: place}, plural: {fr: places, en: places}}
  dimensions:
    - id: sex
      name: {fr: sexe, en: sex}
      values:
        - {id: female, name: {fr: femmes, en: women}}
        - {id: male, name: {fr: hommes, en: men}}
"""  # noqa: E501


@dataclass(frozen=True)
class Made:
    """A synthetic plan: its file, its size, and the rendering of every quotation."""

    path: Path
    indicators: int
    articles: int
    renderings: dict[Quotation, Rendering]


@dataclass(frozen=True, slots=True)
class _Observation:
    """An observation: its lines in the file, its last day, the sentences that state it."""

    lines: tuple[str, ...]
    end: date
    sentences: tuple[str, ...]


@dataclass
class _Press:
    """The articles as lists of sentences, and their publication days."""

    rng: Random
    count: int
    pages: list[list[str]] = field(default_factory=list)
    printed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pages = [[] for _ in range(self.count)]

    def published(self, article: int) -> date:
        first, last = date(2023, 8, 1), date(2026, 6, 15)
        return first + (last - first) * (article + 1) // self.count

    def two_after(self, day: date) -> list[int]:
        """The numbers of two articles published after a day, else of the last two."""
        later = bisect_right(range(self.count), day, key=self.published)
        return self.rng.sample(range(min(later, self.count - 2), self.count), 2)

    def print(self, article: int, sentence: str, around: str) -> Rendering:
        """Add a sentence to an article in a random rendering, and return that."""
        rendering = self.rng.choices(_RENDERINGS, _RENDERING_WEIGHTS)[0]
        if rendering == "normalised":
            sentence = _reprinted(sentence)
        elif rendering == "altered":
            sentence = _altered(sentence)
        if rendering != "absent":
            self.pages[article].append(around.format(sentence))
        return rendering

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for number, sentences in enumerate(self.pages):
            printed: list[str] = []
            self.rng.shuffle(sentences)
            for sentence in sentences or [""]:
                if self.rng.random() < 0.4:
                    printed.append(self.rng.choice(_FILLING))
                printed.append(sentence)
            paragraphs = [" ".join(printed[n : n + 5]) for n in range(0, len(printed), 5)]
            (folder / _file(number)).write_text("\n".join(paragraphs) + "\n", encoding="utf-8")


def make_plan(folder: Path, indicators: int, seed: int = 0) -> Made:
    """Write a plan of that many indicators into a folder, and its articles into ``seeds``.

    The same arguments make the same files.
    """
    rng = Random(f"{seed}/{indicators}")
    articles = min(MOST_ARTICLES, max(4, indicators // 5))
    press = _Press(rng, articles)
    renderings: dict[Quotation, Rendering] = {}
    axes: list[str] = []
    per_axis = -(-indicators // 4)
    for number in range(indicators):
        axis, place = divmod(number, per_axis)
        if place == 0:
            axes += [f"  - id: axis-{axis + 1}", f"    name: {{fr: Axe {axis + 1}}}"]
            axes.append("    indicators:")
        axes += _indicator(rng, press, f"{axis + 1}.{place + 1}", number, renderings)
    press.write(folder / "seeds")
    path = folder / "indicators.yaml"
    sources = "\n".join(_source(press, number) for number in range(articles))
    axes_text = "\n".join(axes)
    path.write_text(f"{_HEAD}sources:\n{sources}\naxes:\n{axes_text}\n", encoding="utf-8")
    return Made(path, indicators, articles, renderings)


def _file(article: int) -> str:
    return f"{article:04}.txt"


def _source(press: _Press, article: int) -> str:
    kind = ("press", "report", "communique", "opinion")[article % 4]
    return (
        f"  - id: article-{article}\n"
        f"    file: {_file(article)}\n"
        f"    title: {{fr: Article {article}}}\n"
        f"    publisher: Journal d’essai\n"
        f"    kind: {kind}\n"
        f"    published: {press.published(article)}\n"
        f"    reliability: {'ABC'[article % 3]}"
    )


def _indicator(
    rng: Random, press: _Press, name: str, number: int, renderings: dict[Quotation, Rendering]
) -> Iterator[str]:
    nature = _NATURES[number % len(_NATURES)]
    topic, place = rng.choice(_TOPICS), rng.choice(_PLACES)
    unit, noun, done = rng.choice(_FLOWS if nature == "flow" else _STOCKS)
    title = {
        "flow": f"{noun.capitalize()} qui {done}, {topic}, région de {place}",
        "stock": f"{noun.capitalize()} en service, {topic}, région de {place}",
        "rate": f"Ménages informés, {topic}, région de {place}",
        "steps": f"Décret sur {topic}, région de {place}",
    }[nature]
    yield f'      - id: "{name}"'
    yield f"        name: {{fr: {_text(title)}}}"
    yield "        definition:"
    yield f"          fr: {_text(f'Ce que les services ont constaté sur {topic} ; n° {number}.')}"
    yield f"        level: {rng.choice(('output', 'outcome', 'impact'))}"
    yield f"        nature: {nature}"
    if nature != "steps":
        yield f"        unit: {'percent' if nature == 'rate' else unit}"
    yield "        direction: up"
    yield "        frequency: annual"
    yield f"        responsible: Direction régionale de {place}"
    yield "        verification: {fr: Rapports annuels des services}"
    if nature == "flow" and unit in ("person", "victim"):
        yield "        disaggregation: [sex]"
    if nature == "steps":
        yield "        steps:"
        for step, words in _STEPS:
            yield f"          - {{id: {step}, name: {{fr: {_text(words.capitalize())}}}}}"
    observe = {
        "flow": lambda: _flow(rng, unit, noun, done, place),
        "stock": lambda: _stock(rng, noun, done, place),
        "rate": lambda: _rate(rng, topic, place),
        "steps": lambda: _steps(rng, topic, place),
    }[nature]
    if nature in ("stock", "rate"):
        yield f"        baseline: {{exactly: {rng.randrange(5, 20)}, on: 2022-12-31}}"
    yield "        targets:"
    reason = "basis: derived, note: {fr: Découle du plan d’essai}"
    first, last = {
        "flow": ("value: 9000", "value: 20000"),
        "stock": ("value: 400", "value: 600"),
        "rate": ("value: 55", "value: 80"),
        "steps": ("step: cabinet", "step: published"),
    }[nature]
    yield f"          - {{by: 2025-12-31, {first}, {reason}}}"
    yield f"          - {{by: 2027-12-31, {last}, {reason}}}"
    yield "        observations:"
    observations = observe()
    # A sentence that occurred twice would be ambiguous: draw other figures.
    while any(each in press.printed for one in observations for each in one.sentences):
        observations = observe()
    for at, observation in enumerate(observations):
        press.printed |= {*observation.sentences, *map(_altered, observation.sentences)}
        lead = "- "
        for line in observation.lines:
            yield f"          {lead}{line}"
            lead = "  "
        yield "            evidence:"
        articles = press.two_after(observation.end)
        for k, (article, sentence) in enumerate(zip(articles, observation.sentences, strict=True)):
            # Half of the quotations are part of a longer sentence.
            around = "{}." if rng.random() < 0.5 else rng.choice(_AROUND)
            quote = sentence if around == "{}." else sentence[0].lower() + sentence[1:]
            renderings[name, at, k] = press.print(article, quote, around)
            yield f"              - source: article-{article}"
            yield f"                quote: {_text(quote)}"


def _text(words: str) -> str:
    """A YAML scalar in double quotes."""
    return json.dumps(words, ensure_ascii=False)


# --- Observations
# ----------------------------------------------------------------------------------

_HALVES: Final = tuple(
    (date(year, 1 + 6 * half, 1), date(year, 6 + 6 * half, 30 + half))
    for year in (2023, 2024, 2025)
    for half in (0, 1)
)
#: The periods of a flow, as the first and the last half-year.
_SPANS: Final = ((0, 0), (0, 1), (2, 2), (2, 3), (0, 3), (4, 4), (4, 5), (1, 2), (0, 5))


def _flow(rng: Random, unit: str, noun: str, done: str, place: str) -> list[_Observation]:
    truth = [rng.randrange(150, 4_000) for _ in _HALVES]
    found = []
    wrong = rng.randrange(OBSERVATIONS) if rng.random() < 0.02 else None
    part = rng.randrange(OBSERVATIONS) if unit in ("person", "victim") else None
    for at, (first, last) in enumerate(sorted(rng.sample(_SPANS, OBSERVATIONS))):
        amount = sum(truth[first : last + 1]) * (3 if at == wrong else 1)
        start, end = _HALVES[first][0], _HALVES[last][1]
        lines = [f"period: {start}/{end}"]
        if at == part:
            amount = amount * 2 // 5
            lines.append("part: {sex: female}")
        value, said = _qualified(rng, amount)
        lines.append(value)
        when = f"De {_month(start)} à {_month(end)}"
        found.append(
            _Observation(
                tuple(lines),
                end,
                (
                    f"{when}, {said} {noun} {done} dans la région de {place}",
                    f"{when}, le bilan de la région de {place} est de {said} {noun}",
                ),
            )
        )
    return found


def _stock(rng: Random, noun: str, done: str, place: str) -> list[_Observation]:
    found, level = [], rng.randrange(20, 200)
    for _, end in _HALVES:
        level += rng.randrange(1, 120)
        value, said = _qualified(rng, level)
        day = f"{end.day} {_MONTHS[end.month - 1]} {end.year}"
        found.append(
            _Observation(
                (f"period: {end}", value),
                end,
                (
                    f"Au {day}, {said} {noun} {done} dans la région de {place}",
                    f"Dans la région de {place}, {said} {noun} {done} au {day}",
                ),
            )
        )
    return found


def _rate(rng: Random, topic: str, place: str) -> list[_Observation]:
    found, tenths = [], rng.randrange(150, 400)
    for start, end in _HALVES:
        tenths += rng.randrange(1, 90)
        said = f"{tenths // 10},{tenths % 10} %"
        when = f"De {_month(start)} à {_month(end)}"
        found.append(
            _Observation(
                (f"period: {start}/{end}", f"exactly: {tenths / 10}"),
                end,
                (
                    f"{when}, {said} des ménages de {place} étaient informés sur {topic}",
                    f"À {place}, l’enquête sur {topic} donne {said} {when.lower()}",
                ),
            )
        )
    return found


def _steps(rng: Random, topic: str, place: str) -> list[_Observation]:
    day, found = date(2023, 1, 10), []
    for step, words in _STEPS[:OBSERVATIONS]:
        day += timedelta(days=rng.randrange(30, 170))
        day = day.replace(day=rng.randrange(10, 29))
        when = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        found.append(
            _Observation(
                (f"period: {day}", f"step: {step}"),
                day,
                (
                    f"Le {when}, le décret sur {topic} a été {words} à {place}",
                    f"À {place}, le décret sur {topic} a été {words} le {when}",
                ),
            )
        )
    return found


def _qualified(rng: Random, amount: int) -> tuple[str, str]:
    """A true statement about an amount: as a line of the file, and in words."""
    unit = 10 if amount < 2_000 else 100
    below, above = amount // unit * unit, -(-amount // unit) * unit
    draw = rng.random()
    if draw < 0.55 or below == 0:
        return f"exactly: {amount}", _digits(amount)
    if draw < 0.75:
        return f"at_least: {below}", f"plus de {_digits(below)}"
    if draw < 0.85:
        return f"at_most: {above}", f"moins de {_digits(above)}"
    near = round(amount / unit) * unit
    if draw < 0.95 and abs(amount - near) * 20 <= near:
        return f"about: {near}", f"environ {_digits(near)}"
    low, high = below - unit, above + unit
    return f"between: [{low}, {high}]", f"entre {_digits(low)} et {_digits(high)}"


def _digits(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _reprinted(sentence: str) -> str:
    """The same words in another typography."""
    return sentence.replace("’", "'").replace(" ", "\u00a0", 1)


def _altered(sentence: str) -> str:
    """The same sentence with another last digit in one of its numbers."""
    ends = [
        n for n, c in enumerate(sentence) if c.isdigit() and not sentence[n + 1 : n + 2].isdigit()
    ]
    # The number may be a year or a day too: altering any falsifies the sentence.
    at = ends[sum(map(ord, sentence)) % len(ends)]
    return f"{sentence[:at]}{(int(sentence[at]) + 3) % 10}{sentence[at + 1 :]}"
