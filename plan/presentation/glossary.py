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
    "reported": "Reported, not judged",
    "silent": "Not reported",
}


REASON_WORDS: Final[dict[NoStatusReason, str]] = {
    "context": "Context: shown, never judged",
    "no-evidence": "Not reported",
    "outside-period": "No evidence within the plan up to this day",
    "definition-changed": "Definition changed: not comparable",
    "no-target": "No target published",
    "no-baseline": "No baseline published",
    "conflict": "Sources contradict each other",
    "no-evidence-since-due": "No evidence since a target fell due",
    "too-wide": "Evidence too imprecise to judge",
}


REASONS_EXPLAINED: Final[dict[NoStatusReason, str]] = {
    "context": "This indicator gives context: more or less of it is neither good nor bad news.",
    "no-evidence": "No passage of an article supports a value. This does not mean that nothing was "
    "done: it is not reported.",
    "outside-period": "What was published speaks of a time before the plan, or after this day.",
    "definition-changed": "What is counted changed on the way: before and after do not compare.",
    "no-target": "No target was published against which the value could be judged.",
    "no-baseline": "A target is known, but not the value from which the plan started.",
    "conflict": "Passages that rank alike contradict each other: none of them is retained.",
    "no-evidence-since-due": "A target fell due after the latest evidence: whether it was reached, "
    "nobody has said.",
    "too-wide": "The evidence allows everything from limited progress to a target reached.",
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
    4: "press article that relays a report",
    5: "opinion piece that relays a report",
    6: "press article",
    7: "opinion piece",
}


RELIABILITY_WORDS: Final[dict[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}


STATE_WORDS: Final[dict[str, str]] = {
    "exact": "Verified word for word",
    "normalised": "Verified, but for typography",
    "moved": "Moved: to be verified",
    "variant": "Letters differ: to be verified",
    "ambiguous": "Stands more than once: to be verified",
    "changed": "The article says it otherwise: to be verified",
    "orphan": "Not found in the article: to be verified",
}


RULE_WORDS: Final[dict[ConflictRule, str]] = {
    "rank": "the source that ranks lowest",
    "reliability": "the least reliable source of equal rank",
    "date": "the earliest publication of equal rank and reliability",
    "alike": "all rank alike: nothing is retained",
}


LEVEL_WORDS: Final = {"output": "output", "outcome": "outcome", "impact": "impact"}


FREQUENCY_WORDS: Final = {
    "monthly": "monthly",
    "quarterly": "quarterly",
    "biannual": "twice a year",
    "annual": "annual",
    "once": "once",
}


BASIS_WORDS: Final = {
    "official": "official",
    "derived": "derived from the plan or the ladder",
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
    "bound": "bounds",
    "share": "share unknown",
    "carried": "value of an earlier year",
    "conflict": "sources contradict each other",
    "none": "not reported",
}

NATURE_WORDS: Final = {
    "flow": "adds up over time",
    "stock": "level on a day",
    "rate": "rate",
    "steps": "ladder of steps",
}

DIRECTION_WORDS: Final = {
    "up": "more is better",
    "down": "less is better",
    "context": "context, neither good nor bad",
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
    "printed": "the day is printed on the article",
    "inferred": "the day is inferred",
}

STANCE_WORDS: Final = {"supports": "it supports the value", "refutes": "it refutes the value"}

BUILT_IN_WORDS: Final = {
    "person": "person",
    "case": "case",
    "event": "event",
    "report": "report",
    "site": "site",
    "amount": "amount of money",
    "percent": "percentage",
}

WAY_WORDS: Final = {
    "file": "Upload a file",
    "text": "Paste the text",
    "folder": "A file of seeds/",
}

EDITED_WORDS: Final = {
    "indicator": "an indicator",
    "axis": "a strategic axis",
    "source": "an article",
    "body": "a body",
    "plan": "what the plan is",
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
