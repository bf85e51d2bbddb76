"""The controlled vocabularies shown on screen, by code: statuses, reasons, kinds, states, units."""

from __future__ import annotations

from typing import Final

from plan.method.counting import ConflictRule
from plan.method.status import NoStatusReason

STATUS_WORDS: Final[dict[str, str]] = {
    "reached": "Target reached",
    "on-track": "On track",
    "accelerate": "Progress made, but acceleration needed",
    "limited": "Limited progress",
    "regression": "Deterioration",
    "between": "Between two statuses",
    "unassessed": "Cannot be assessed",
}


#: The states that pictures show, as pills say them: see ``states``.
STATE_PILLS: Final[dict[str, str]] = {
    "reached": "Target reached",
    "perhaps": "Perhaps reached",
    "on-track": "On track",
    "accelerate": "Acceleration needed",
    "limited": "Limited progress",
    "regression": "Deterioration",
    "between": "Between two statuses",
    "conflict": "Contradictory sources",
    "reported": "Reported, no status",
    "context": "Context only",
    "silent": "Not reported",
}
#: The same in one word, for a tile; where a tile shows the value, there is none.
TILE_WORDS: Final[dict[str, str]] = {
    "reached": "reached",
    "perhaps": "perhaps",
    "on-track": "on track",
    "accelerate": "accelerate",
    "limited": "limited",
    "regression": "worse",
    "between": "imprecise",
    "conflict": "contradicted",
}
#: Counts of judged targets by state; of those reached the number has its own sentence.
JUDGED_WORDS: Final[dict[str, str]] = {
    "perhaps": "{n} perhaps",
    "on-track": "{n} on track",
    "accelerate": "{n} needing acceleration",
    "limited": "{n} with limited progress",
    "regression": "{n} deteriorating",
    "between": "{n} between two statuses",
    "conflict": "{n} with contradictory sources",
    "reported": "{n} that cannot be assessed",
    "silent": "{n} without evidence",
}
#: On what a target is based, in short.
SHORT_BASES: Final[dict[str, str]] = {
    "official": "published",
    "derived": "deduced from the plan",
    "proposed": "only proposed",
}
#: Large numbers with a letter for their scale.
SCALE_WORDS: Final[dict[int, str]] = {
    10**9: "{number}\u00a0bn",
    10**6: "{number}\u00a0M",
    10**3: "{number}\u00a0k",
}
#: Why a tile has no value to show.
SHORT_REASONS: Final[dict[str, str]] = {"conflict": "contradicted", "outside": "other period"}


REASON_WORDS: Final[dict[NoStatusReason, str]] = {
    "context": "Context only: not assessed",
    "no-evidence": "Not reported",
    "outside-period": "No evidence for the plan’s period by this date",
    "definition-changed": "Definition changed: values not comparable",
    "no-target": "No target published",
    "no-baseline": "No baseline published",
    "conflict": "Contradictory sources",
    "no-evidence-since-due": "No evidence since a target was due",
    "too-wide": "Evidence too imprecise to conclude",
}


REASONS_EXPLAINED: Final[dict[NoStatusReason, str]] = {
    "context": "This indicator describes the context: a rise or a fall is neither good nor "
    "bad in itself.",
    "no-evidence": "No verified passage gives a value. This does not mean that nothing was done.",
    "outside-period": "The published values are for a time before the plan or after this date.",
    "definition-changed": "What is counted has changed: the values before and after cannot be "
    "compared.",
    "no-target": "No target has been published with which to compare the value.",
    "no-baseline": "The target is known, but not the value at the start of the plan.",
    "conflict": "Passages of equal rank contradict each other: none of them is used.",
    "no-evidence-since-due": "A target was due after the latest evidence: nothing published says "
    "whether it was reached.",
    "too-wide": "The evidence fits anything from limited progress to a target reached.",
}


KIND_WORDS: Final[dict[str, str]] = {
    "law": "law or judgment",
    "report": "official report",
    "communique": "communiqué",
    "press": "press article",
    "opinion": "opinion piece",
}


RANK_WORDS: Final[dict[int, str]] = {
    1: "law or judgment",
    2: "official report",
    3: "communiqué",
    4: "press article citing a report",
    5: "opinion piece citing a report",
    6: "press article",
    7: "opinion piece",
}


RELIABILITY_WORDS: Final[dict[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be assessed",
}


STATE_WORDS: Final[dict[str, str]] = {
    "exact": "Verified word for word",
    "normalised": "Verified, apart from typography",
    "moved": "Moved: to be verified",
    "variant": "Spelling differs: to be verified",
    "ambiguous": "Found more than once: to be verified",
    "changed": "Differs from the article: to be verified",
    "orphan": "Not found in the article: to be verified",
}


RULE_WORDS: Final[dict[ConflictRule, str]] = {
    "rank": "the lowest-ranked source",
    "reliability": "the least reliable source, at equal rank",
    "date": "the earliest publication, at equal rank and reliability",
    "alike": "all equal: none is used",
}


LEVEL_WORDS: Final = {"output": "output", "outcome": "outcome", "impact": "impact"}


FREQUENCY_WORDS: Final = {
    "monthly": "monthly",
    "quarterly": "quarterly",
    "biannual": "half-yearly",
    "annual": "annual",
    "once": "once",
}


BASIS_WORDS: Final = {
    "official": "published",
    "derived": "deduced from the plan or its steps",
    "proposed": "proposed, for discussion",
}


#: Built-in units: singular and plural.
UNIT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "person": ("person", "persons"),
    "case": ("case", "cases"),
    "event": ("event", "events"),
    "report": ("report", "reports"),
    "site": ("site", "sites"),
}
#: How much is known of an indicator in a year.
KNOWN_WORDS: Final = {
    "exact": "exact value",
    "bound": "minimum, maximum or range",
    "share": "share of the year unknown",
    "carried": "value of an earlier year",
    "conflict": "contradictory sources",
    "none": "not reported",
}

NATURE_WORDS: Final = {
    "flow": "running total",
    "stock": "level on a date",
    "rate": "rate",
    "steps": "series of steps",
}

DIRECTION_WORDS: Final = {
    "up": "increase",
    "down": "decrease",
    "context": "none: context only",
}

#: How a passage qualifies a value.
QUALIFIER_WORDS: Final = {
    "": "no value",
    "exactly": "exactly",
    "at_least": "at least, more than",
    "at_most": "at most, less than",
    "about": "about, nearly",
    "between": "between two numbers",
}

DATING_WORDS: Final = {
    "printed": "date printed on the article",
    "inferred": "date inferred",
}

STANCE_WORDS: Final = {"supports": "supports the value", "refutes": "contradicts the value"}

BUILT_IN_WORDS: Final = {
    "person": "person",
    "case": "case",
    "event": "event",
    "report": "report",
    "site": "site",
    "amount": "amount",
    "percent": "percentage",
}

WAY_WORDS: Final = {
    "file": "Upload a file",
    "text": "Paste the text",
    "folder": "A file already in the folder",
}

#: The languages of the texts of a new plan.
LANGUAGE_WORDS: Final[dict[str, str]] = {
    "fr": "French",
    "fr,en": "French and English",
    "en,fr": "English and French",
}

EDITED_WORDS: Final = {
    "indicator": "an indicator",
    "axis": "a strategic axis",
    "source": "an article",
    "body": "a body",
    "plan": "the plan itself",
}

SEVERITY_WORDS: Final = {"error": "Error", "warning": "Warning", "notice": "Notice"}

#: What a field can be chosen from, in words, by the key of the field.
CHOICE_WORDS: Final[dict[str, dict[str, str]]] = {
    "kind": KIND_WORDS,
    "reliability": RELIABILITY_WORDS,
    "basis": BASIS_WORDS,
    "level": LEVEL_WORDS,
    "frequency": FREQUENCY_WORDS,
    "nature": NATURE_WORDS,
    "direction": DIRECTION_WORDS,
    "dating": DATING_WORDS,
    "stance": STANCE_WORDS,
    "unit": BUILT_IN_WORDS,
    "value": QUALIFIER_WORDS,
}
