"""What a change does to the plan, in sentences: *412 victims (2025) added*.

In: two versions of a plan. Out: for each record that differs its title and a sentence for each
thing that does, in the words of values and periods. Entries of a list are compared by what they
say, wherever in the list they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from plan.locale.translation import Say
from plan.model.declaration import Record
from plan.model.key_labels import KEY_LABELS
from plan.model.quantities import Period, Stated
from plan.model.records import (
    Axis,
    Baseline,
    Body,
    Evidence,
    Indicator,
    MeasuredValue,
    Observation,
    Plan,
    Source,
    Target,
    Text,
)
from plan.presentation.glossary import CHOICE_WORDS
from plan.presentation.values import capitalised, in_one_line, listed_source, suffix_of

_LONGEST: Final = 90  # characters of a text that is shown whole

ChangedKind: TypeAlias = Literal["plan", "source", "body", "axis", "indicator"]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What differs in one record, in sentences; ``id`` is its id now, or the last it had.

    ``title`` names it: an indicator by its id and name, an article by its title.
    """

    kind: ChangedKind
    id: str
    title: str
    sentences: tuple[str, ...]


def record_changes(
    say: Say, before: Plan, after: Plan, *, parts: bool = True, repaired: bool = False
) -> tuple[RecordChange, ...]:
    """What differs between two versions of a plan, record by record, in the order of the file.

    Without ``parts`` the numbers of parts of a total, which may count few people, are left out.
    ``repaired``: ``before`` holds only those records of a file with errors that could be read.
    """
    wording = _Wording(say, before, after, parts, repaired)
    return tuple(wording.changes())


def value_words(plan: Plan, say: Say, indicator: Indicator, stated: Stated) -> str:
    """A stated value with its qualifier and unit."""
    qualifier, number = stated
    largest = number[1] if isinstance(number, tuple) else number
    return say.measure(qualifier, number) + suffix_of(plan, say, indicator, largest)


def measured_words(plan: Plan, say: Say, indicator: Indicator, each: MeasuredValue) -> str:
    """A value with its unit, or the name of a step; for a statement its text."""
    if each.step is not None:
        return step_words(say, indicator, each.step)
    if each.stated is not None:
        return value_words(plan, say, indicator, each.stated)
    statement = each.statement if isinstance(each, Observation) else None
    return (
        say.quoted(in_one_line(statement.in_language(say.language), _LONGEST)) if statement else ""
    )


def step_words(say: Say, indicator: Indicator, step: str) -> str:
    """The name of a step by its id; the id where the indicator has no such step."""
    names = (each.name for each in indicator.steps if each.id == step)
    return next((name.in_language(say.language) for name in names), step)


@dataclass(frozen=True)
class _Wording:
    """The words of a change from one plan to another."""

    say: Say
    before: Plan
    after: Plan
    parts: bool
    repaired: bool

    def changes(self) -> Iterator[RecordChange]:
        yield from self._record("plan", "", self.say("The plan"), self.before.head, self.after.head)
        yield from self._listed(
            "source", self.before.sources, self.after.sources,
            lambda each: listed_source(self.say, each),
        )  # fmt: skip
        yield from self._listed(
            "body", self.before.bodies, self.after.bodies, lambda each: self._text(each.name)
        )
        yield from self._listed(
            "axis", self.before.axes, self.after.axes, lambda each: self._text(each.name)
        )
        was, now = ([each for *_, each in plan.indicators()] for plan in (self.before, self.after))
        yield from self._listed(
            "indicator", was, now, lambda each: f"{each.id}  {self._text(each.name)}"
        )

    def _listed(
        self, kind: ChangedKind, before: Sequence[Any], after: Sequence[Any],
        title: Callable[[Any], str],
    ) -> Iterator[RecordChange]:  # fmt: skip
        """The changes of the records of a list, matched by their ids, else by their content."""
        old = {each.id: each for each in before}
        new = {each.id: each for each in after}
        gone = [each for each in before if each.id not in new]
        for each in after:
            was = old.get(each.id)
            if was is None:
                was = next((one for one in gone if _is_renamed(one, each)), None)
                if was is not None:
                    gone.remove(was)
            if was is None:
                added = self.say("Added to the plan.")
                words = self.say("Can be read again.") if self.repaired else added
                yield RecordChange(kind, each.id, title(each), (words,))
            elif was is not each or self._new_axis(each) is not None:
                yield from self._record(kind, each.id, title(each), was, each)
        for each in gone:
            yield RecordChange(kind, each.id, title(each), (self.say("Removed from the plan."),))

    def _record(
        self, kind: ChangedKind, name: str, title: str, before: Record, after: Record
    ) -> Iterator[RecordChange]:
        sentences = tuple(map(capitalised, self._fields(before, after)))
        if isinstance(after, Indicator) and (axis := self._new_axis(after)) is not None:
            sentences += (self.say("Moved to the axis “{axis}”.", axis=self._text(axis.name)),)
        if sentences:
            yield RecordChange(kind, name, title, sentences)

    def _new_axis(self, each: object) -> Axis | None:
        """The axis to which an indicator has moved, if the axis that it was in is still there."""
        if not isinstance(each, Indicator) or (was := self.before.axis_of.get(each.id)) is None:
            return None
        now = self.after.axis_of[each.id]
        kept = was.id != now.id and any(was.id == axis.id for axis in self.after.axes)
        return now if kept else None

    def _fields(self, before: Record, after: Record) -> Iterator[str]:
        for declared in type(after).keys:
            if declared.name in _OF_THEIR_OWN:
                continue
            was, now = getattr(before, declared.field), getattr(after, declared.field)
            if was == now:
                continue
            if declared.name == "evidence":
                yield from self._passages(was, now)
            elif declared.name in ("observations", "targets"):
                assert isinstance(before, Indicator)
                assert isinstance(after, Indicator)
                yield from self._values(before, after, was, now)
            elif isinstance(was, Baseline) and isinstance(now, Baseline):
                assert isinstance(before, Indicator)
                assert isinstance(after, Indicator)
                yield from self._values(before, after, (was,), (now,))
            elif isinstance(was, Text) and isinstance(now, Text) and declared.name != "responsible":
                yield from self._texts(declared.name, was, now)
            else:
                yield self._field(declared.name, was, now)

    def _passages(self, was: Sequence[Evidence], now: Sequence[Evidence]) -> Iterator[str]:
        """The passages that a plan or an axis gains and loses."""
        say = self.say
        for each in (each for each in now if each not in was):
            yield say("Added: {what}.", what=self._passage(each))
        for each in (each for each in was if each not in now):
            yield say("Removed: {what}.", what=self._passage(each))

    def _passage(self, each: Evidence) -> str:
        return self.say("passage {quote}", quote=self.say.quoted(in_one_line(each.quote, _LONGEST)))

    def _texts(self, name: str, was: Text, now: Text) -> Iterator[str]:
        """The changes of a text, in each of the languages that differ."""
        say = self.say
        for language, words in (("fr", say("French")), ("en", say("English"))):
            old, new = getattr(was, language), getattr(now, language)
            if old != new:
                label = f"{say(KEY_LABELS[name])} · {words}"
                quoted = [say.quoted(in_one_line(each, _LONGEST)) if each else ""
                          for each in (old, new)]  # fmt: skip
                yield self._becomes(label, *quoted)

    def _field(self, name: str, was: object, now: object) -> str:
        old, new = self._worded(name, self.before, was), self._worded(name, self.after, now)
        return self._becomes(self.say(KEY_LABELS[name]), old, new)

    def _becomes(self, label: str, old: str, new: str) -> str:
        """What a field was and is, each in words or empty."""
        say = self.say
        if old and new and old != new:
            return say("{field}: {before} becomes {after}.", field=label, before=old, after=new)
        if old == new:
            return say("Changed: {what}.", what=label)
        named = say("{field}, {value}", field=label, value=new or old)
        return say("Added: {what}." if new else "Removed: {what}.", what=named)

    def _worded(self, name: str, plan: Plan, value: object) -> str:
        """A value of a field in words; empty where there is none that is short."""
        say = self.say
        if name == "unit" and value in plan.units:
            return self._text(plan.units[str(value)].name)
        if isinstance(value, str) and value in CHOICE_WORDS.get(name, {}):
            return say.quoted(say(CHOICE_WORDS[name][value]))
        if name == "responsible" and isinstance(value, Text) and value.fr in plan.body:
            value = plan.body[value.fr].name
        if isinstance(value, Text | str):
            words = self._text(value) if isinstance(value, Text) else value
            return say.quoted(in_one_line(words, _LONGEST))
        if isinstance(value, date | Period) or (
            isinstance(value, int) and not isinstance(value, bool)
        ):
            return say.value(value)
        return ""

    # --- Observed values and targets ---

    def _values(
        self, before: Indicator, after: Indicator, was: Sequence[Any], now: Sequence[Any]
    ) -> Iterator[str]:
        say, left = self.say, [each for each in was if each not in now]
        for each in now:
            if each in was:
                continue
            like = next((one for one in left if _is_version(one, each)), None)
            new = self._value(self.after, after, each)
            if like is None:
                yield say("Added: {what}.", what=new)
                continue
            left.remove(like)
            old = self._value(self.before, before, like)
            if old != new:
                yield say("{before} becomes {after}.", before=old, after=new)
            yield from self._evidence(new, like.evidence, each.evidence)
            others = [
                say(KEY_LABELS[declared.name]) for declared in type(each).keys
                if declared.name not in (*_IN_THE_VALUE, "evidence")
                and getattr(like, declared.field) != getattr(each, declared.field)
            ]  # fmt: skip
            if others or (old == new and like.evidence == each.evidence):
                fields = say.join(others or [say(KEY_LABELS["value"])])
                yield say("Changed for {value}: {fields}.", value=new, fields=fields)
        for each in left:
            yield say("Removed: {what}.", what=self._value(self.before, before, each))

    def _evidence(
        self, value: str, before: Sequence[Evidence], after: Sequence[Evidence]
    ) -> Iterator[str]:
        say = self.say
        added = [each for each in after if each not in before]
        gone = [each for each in before if each not in after]
        for each in added:
            quote = say.quoted(in_one_line(each.quote, _LONGEST))
            yield say("{value}: passage {quote} added.", value=value, quote=quote)
        for each in gone:
            quote = say.quoted(in_one_line(each.quote, _LONGEST))
            yield say("{value}: passage {quote} removed.", value=value, quote=quote)

    def _value(self, plan: Plan, indicator: Indicator, each: Any) -> str:
        """A target, a baseline or an observed value, with its day or period."""
        say = self.say
        if isinstance(each, Target):
            words = (
                value_words(plan, say, indicator, Stated("exactly", each.value))
                if each.value is not None else step_words(say, indicator, each.step or "")
            )  # fmt: skip
            return say("target {value} by {day}", value=words, day=each.by)
        words = measured_words(plan, say, indicator, each)
        if isinstance(each, Baseline):
            day = "" if each.on is None else f" ({say.day(each.on)})"
            return say("baseline {value}", value=words) + day
        if each.part:
            names = ", ".join(self._categories(plan, each.part))
            words = say("of which {value}, {parts}", value=words, parts=names) if self.parts else (
                say("part of the total: {parts}", parts=names)
            )  # fmt: skip
        return say("{value} ({period})", value=words, period=say.period(each.period))

    def _categories(self, plan: Plan, part: Mapping[str, str]) -> list[str]:
        return [
            self._text(each.name)
            for dimension, category in part.items() if dimension in plan.dimensions
            for each in plan.dimensions[dimension].values if each.id == category
        ]  # fmt: skip

    def _text(self, text: Text) -> str:
        return text.in_language(self.say.language)


_Named: TypeAlias = Source | Body | Axis | Indicator
#: The fields of a plan that are compared as records of their own.
_OF_THEIR_OWN: Final = ("indicators",)
#: The fields that the words of an observed value or a target contain.
_IN_THE_VALUE: Final = frozenset(
    "exactly at_least at_most about between step value by on period statement part".split()
)


def _is_renamed(one: _Named, other: _Named) -> bool:
    """Whether two records are the same but for the id, or have the same name."""
    if isinstance(one, Source) or isinstance(other, Source):
        return one == other.replace(id=one.id)
    return one.name == other.name


def _is_version(one: Record, other: Record) -> bool:
    """Whether two values are versions of one: their period, their value or their passages agree."""
    if type(one) is not type(other):
        return False
    if isinstance(one, Observation) and isinstance(other, Observation):
        if one.part != other.part:
            return False
        alike = (one.period == other.period, _core(one) == _core(other),
                 one.evidence == other.evidence)  # fmt: skip
        return sum(alike) >= 2 or (one.evidence == other.evidence != ())
    if isinstance(one, Target) and isinstance(other, Target):
        return one.by == other.by or (one.value, one.step) == (other.value, other.step)
    return True


def _core(each: Observation) -> tuple[object, ...]:
    return each.stated, each.step, each.statement
