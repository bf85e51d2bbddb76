"""Everything that can be wrong with a plan, as data: a code, an address, and what was read there.

``PROBLEM_KINDS`` is the whole list. Errors prevent a faithful reading and stop the load; warnings
and notices show as badges. Notices never change an exit code. Sentences are made when a problem is
shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from plan.locale.translation import Say
from plan.model.tree_address import Address

Severity = Literal["error", "warning", "notice"]

_LONGEST_READ: Final = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: its code, its address in the plan, and the arguments of its sentence."""

    code: str
    address: Address
    args: Mapping[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The severity of its kind."""
        return PROBLEM_KINDS[self.code].severity

    def message(self, say: Say) -> str:
        """What was read and what to write instead, in the reader's language."""
        kind = PROBLEM_KINDS[self.code]
        args = {"write": "", **self.args}
        for name in kind.phrases:
            args[name] = say(args[name])
        if isinstance(read := args.get("read"), str) and len(read) > _LONGEST_READ:
            args["read"] = read[:_LONGEST_READ] + "…"
        sentence = say(kind.message, **args)
        if args["write"]:
            return f"{sentence} {say(kind.write, **args)}"
        return sentence if kind.severity == "notice" else f"{sentence} {self.remedy(say)}"

    def remedy(self, say: Say) -> str:
        """What to do about problems of its kind, in the reader's language."""
        return say(PROBLEM_KINDS[self.code].remedy)


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its severity, its sentence, and its remedy, in English."""

    severity: Severity
    message: str
    remedy: str
    write: str = "Write {write}."
    phrases: tuple[str, ...] = ()  # arguments that are translated, unlike what was read


def _error(message: str, remedy: str, write: str = "Write {write}.") -> ProblemKind:
    return ProblemKind("error", message, remedy, write)


def _warning(message: str, remedy: str) -> ProblemKind:
    return ProblemKind("warning", message, remedy)


def _notice(message: str, remedy: str, write: str = "Write {write}.") -> ProblemKind:
    return ProblemKind("notice", message, remedy, write)


#: The messages of the YAML parser, to be translated.
PARSER_PHRASES: Final[tuple[str, ...]] = (
    "mapping values are not allowed in this context",
    "did not find expected key",
    "found character that cannot start any token",
    "found a tab character that violates indentation",
    "found a tab character where an indentation space is expected",
    "did not find expected node content",
    "could not find expected ':'",
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
    "did not find expected '-' indicator",
    "block sequence entries are not allowed in this context",
    "block mapping keys are not allowed in this context",
    "did not find expected <document start>",
    "did not find expected comment or line break",
    "found unknown escape character",
    "control characters are not allowed",
)
_DID_YOU_MEAN: Final = "Did you mean “{write}”?"

PROBLEM_KINDS: Final[dict[str, ProblemKind]] = {
    # The file itself
    "file-missing": _error(
        "There is no file “{read}”.", "Give the path of an existing indicators file."
    ),
    "file-empty": _error("The file is empty.", "Start from plan, sources and axes."),
    "file-encoding": _error(
        "The file is not UTF-8 text: byte {read} cannot be read.",
        "Save the file again with the encoding UTF-8.",
    ),
    "file-size": _error(
        "The file has {read} bytes; at most {expected} are read.", "Split or shorten the file."
    ),
    "yaml-syntax": ProblemKind(
        "error",
        "This is not YAML: {read}.",
        "Check indentation (spaces, never tabs), quotation marks, and that no space stands before "
        "the colon of a key; put a text that holds “: ” between quotation marks.",
        phrases=("read",),
    ),
    "yaml-alias": _error(
        "“{read}”: anchors, aliases and merge keys are refused.", "Write the value out in full."
    ),
    "yaml-tag": _error("The tag “{read}” is refused.", "Remove the tag: the field gives the type."),
    "yaml-depth": _error(
        "More than {expected} levels stand within each other here.", "Check the indentation."
    ),
    "yaml-documents": _error(
        "A second document begins here.", "Keep one document in the file: remove the line “---”."
    ),
    # Keys, types, references
    "key-unknown": _error(
        "Unknown key “{read}”; expected: {expected}.",
        "Correct the key, or remove it.",
        _DID_YOU_MEAN,
    ),
    "key-missing": _error("The key “{expected}” is missing.", "Add the key and its value."),
    "key-duplicate": _error(
        "The key “{read}” stands twice; the first is on line {line}.", "Keep one of the two."
    ),
    "type-mismatch": ProblemKind(
        "error",
        "Read {read}; expected {expected}.",
        "Write the value in the form that the field asks for.",
        phrases=("read", "expected"),
    ),
    "text-invalid": _error(
        "“{read}” does not have the form expected here: {expected}.",
        "Write the value in the form that the field asks for.",
    ),
    "choice-unknown": _error(
        "“{read}” is none of the possible values: {expected}.",
        "Take one of the possible values.",
        _DID_YOU_MEAN,
    ),
    "boolean-invalid": _error("“{read}” is neither true nor false.", "Write true or false."),
    "id-duplicate": _error(
        "The identifier “{read}” is used twice; the first is on line {line}.",
        "Give each its own identifier.",
    ),
    "id-invalid": _error(
        "“{read}” cannot be an identifier.",
        "Use letters, digits, dots, hyphens and underscores, without spaces, 80 at most.",
    ),
    "source-unknown": _error(
        "There is no source “{read}”.",
        "Correct the identifier, or declare the source.",
        _DID_YOU_MEAN,
    ),
    "step-unknown": _error(
        "There is no step “{read}” in this indicator.",
        "Correct the identifier, or add the step to the ladder.",
        _DID_YOU_MEAN,
    ),
    "unit-unknown": _error(
        "There is no unit “{read}”.",
        "Correct the identifier, or declare the unit under plan.units.",
        _DID_YOU_MEAN,
    ),
    "dimension-unknown": _error(
        "There is no dimension “{read}”.",
        "Correct the identifier, or declare the dimension under plan.dimensions.",
        _DID_YOU_MEAN,
    ),
    "category-unknown": _error(
        "The dimension “{dimension}” has no value “{read}”.",
        "Correct the identifier, or add the value to the dimension.",
        _DID_YOU_MEAN,
    ),
    # Numbers, dates, values
    "number-ambiguous": _error(
        "“{read}” can be read in two ways.",
        "Write thousands without separator (100000) and decimals with a dot (2.9).",
    ),
    "number-invalid": _error(
        "“{read}” is not a number.", "Write digits only: the unit and the qualifier have own keys."
    ),
    "number-negative": _error(
        "{read} is negative, and what is counted cannot be.", "Write a number from 0 upwards."
    ),
    "range-reversed": _error(
        "The range {read} runs from the larger to the smaller number.", "Swap the two numbers."
    ),
    "date-invalid": _error(
        "“{read}” is not a date as the file writes it.",
        "Write YYYY-MM-DD; for a period also YYYY, YYYY-MM, A/B or ../B.",
    ),
    "date-impossible": _error(
        "The date “{read}” does not exist.", "Check the day and the month: YYYY-MM-DD."
    ),
    "period-reversed": _error("The period “{read}” ends before it begins.", "Swap the two dates."),
    "period-open": _error(
        "The period “{read}” lacks a date that is needed.",
        "Write both dates, A/B; only an observation may have an unknown start, ../B.",
    ),
    "value-missing": _error(
        "No value is given.",
        "Give one of exactly, at_least, at_most, about, between, step or statement.",
    ),
    "target-value-missing": _error(
        "The target has neither value nor step.", "Give value, or step for a ladder."
    ),
    "value-several": _error(
        "Several values are given: {read}.", "Keep one; write another observation for the other."
    ),
    "nature-mismatch": _error(
        "“{read}” does not fit the nature “{expected}”.",
        "Ladders (steps) take step; flow, stock and rate take numbers and a unit.",
    ),
    "flow-baseline": _error(
        "A flow has no baseline: it starts from 0 on the plan's first day.",
        "Remove the baseline, or change the nature to stock or rate.",
    ),
    "flow-down": _error(
        "A flow only grows: it cannot have the direction “down”.",
        "Describe what should decrease as a stock or a rate.",
    ),
    # The articles
    "article-outside": _error(
        "“{read}” does not lie inside seeds/.", "Give the name of a file in seeds/, without “..”."
    ),
    "article-missing": _warning(
        "There is no article “{read}” in seeds/.", "Put the file there, or correct its name."
    ),
    "article-empty": _warning(
        "The article “{read}” is empty.", "Put the text of the article into the file."
    ),
    "article-encoding": _warning(
        "The article “{read}” is not UTF-8 text.", "Save the text again with the encoding UTF-8."
    ),
    "article-unreadable": _warning(
        "No text can be read in the page or the PDF “{read}”.",
        "Save the article's text in a .txt file.",
    ),
    "article-size": _warning(
        "The article “{read}” is larger than {expected} bytes.", "Keep only the article's text."
    ),
    "body-not-found": _warning(
        "The words “{read}” that bound the body are not in the article.",
        "Copy the first and the last words of the article as they stand.",
    ),
    "dating-inferred": _notice(
        "The publication day {read} is inferred, not printed.",
        "Look for a copy that prints its date.",
    ),
    "dating-unexplained": _warning(
        "The publication day is inferred, and dating_note does not say from what.",
        "Say under dating_note from what the day was inferred.",
    ),
    # The indicators
    "body-unknown": _notice(
        "“{read}” is shown as a name: no body has this identifier.",
        "Nothing, if it is a name; else correct the identifier, or declare the body.",
        "If a body is meant, write {write}.",
    ),
    # Targets
    "target-direction": _warning(
        "The target {read} goes against the direction “{expected}” from {start}.",
        "Check the direction, the baseline and the target.",
    ),
    "target-order": _warning(
        "The target of {read} stands after a later one ({expected}).",
        "Write the targets in the order of their dates.",
    ),
    "target-after-plan": _warning(
        "The target is due on {read}, after the plan's end ({expected}).",
        "Check the date of the target.",
    ),
    "target-unfounded": _warning(
        "The target is “{read}” but has neither passage nor reason.",
        "An official target needs a passage that publishes it, a derived one a note that says how.",
    ),
    "unit-unfit": _warning(
        "The unit “{read}” does not fit the nature “{expected}”.",
        "Percentages are rates; flows and stocks count things.",
    ),
    # Passages
    "quote-orphan": _warning(
        "The passage “{read}” is not in the article “{source}”.",
        "Copy the passage from the article as it stands there.",
    ),
    "quote-changed": _warning(
        "The article “{source}” says it otherwise: {difference}.",
        "Read the passage again, and copy it as it stands.",
    ),
    "quote-variant": _warning(
        "Letters differ from the article “{source}”: {difference}.",
        "Copy the passage as it stands, faults included.",
    ),
    "quote-moved": _warning(
        "The passage stands in “{source}”, but not in its stored context.",
        "Check that it still says the same there, then store its context again.",
    ),
    "quote-ambiguous": _warning(
        "The passage “{read}” stands more than once in “{source}”.",
        "Give prefix or suffix: the words just before or after it.",
    ),
    "quote-outside": _warning(
        "The passage stands outside the body of “{source}”.",
        "Quote the article itself, not what surrounds it on the page.",
    ),
    "quote-short": _warning(
        "“{read}” is too short to identify a passage.",
        "Quote at least three words and fifteen characters.",
    ),
    "figure-missing": _warning(
        "The value is {expected}, and the passage holds no figure.",
        "Quote the words that hold the figure, or say in the note how things were counted.",
    ),
    "figure-counted": _notice(
        "The value is {expected}, counted from passages that hold no figure.",
        "The note says how; check it again when the passages change.",
    ),
    "figure-differs": _warning(
        "The value is {expected}, and the passage says {read}.",
        "Take the figure that the passage says.",
    ),
    "qualifier-differs": _warning(
        "The value is “{expected}”, and the passage says “{read}”.",
        "Take the key that the passage says: “plus de” is at_least.",
    ),
    "qualifier-cut": _warning(
        "The article says “{read}”: the quotation leaves words out that change the figure.",
        "Quote the figure with the words that qualify it.",
    ),
    "share-arithmetic": _warning(
        "“{read}” does not compute: {part} of {total} is {expected} %.",
        "Check the passage; note the contradiction, or quote the part that holds.",
    ),
    "unit-noun": _warning(
        "The unit is “{expected}”, and the passage counts “{read}”.",
        "Hang the value on an indicator with that unit, or find the passage that counts this one.",
    ),
    # Observations
    "observation-after-publication": _warning(
        "The period {read} was not over when the source was published ({expected}).",
        "Check the period and the day of publication.",
    ),
    "period-outside": _notice(
        "The period {read} lies partly or wholly outside the plan ({expected}).",
        "Nothing, if it is as published: only the share inside the plan is counted.",
    ),
    "evidence-missing": _warning(
        "No supporting passage is given: the value counts in nothing.",
        "Add the passage that proves it.",
    ),
    "parts-total": _warning(
        "The parts by {dimension} add up to {read}, and the total is {expected}.",
        "Check the parts and the total.",
    ),
    "conflict": _warning(
        "Cannot all be true: {read}.", "Read the passages again; set aside what is wrong, and why."
    ),
    "contested": _warning(
        "A passage refutes this value: “{read}” ({source}).",
        "Read both passages again; set the value aside if it is wrong.",
    ),
    "same-origin": _notice(
        "Passages from one origin ({read}) count as one source.",
        "Nothing, if they relay the same report; else correct origin.",
    ),
    "stale": ProblemKind(
        "notice",
        "The latest evidence is of {read}; {expected} reporting would have brought more.",
        "Look for newer articles.",
        phrases=("expected",),
    ),
    "small-count": _notice(
        "The part counts {read} people, fewer than {expected}: masked in tables and exports.",
        "Nothing; the passage itself stays as published.",
    ),
}
