"""What a change of the file changed, in the words of values and periods.

In: an entry of the history, which names the values before and after by their addresses. Out: a
sentence a value: « 2.1 : 412 victimes (2025) ajouté ». What is not understood is left out, since
the entry itself says that there was a change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from plan.desk.change import ValueChange
from plan.desk.journal import Entry
from plan.edition.view import View
from plan.file.tree import Tree
from plan.model.key_labels import KEY_LABELS
from plan.model.quantities import (
    QUALIFIER_KEYS,
    InvalidValue,
    Qualifier,
    read_amount,
    read_day,
    read_period,
)
from plan.model.records import Indicator, Observation, Target
from plan.model.tree_address import Address
from plan.model.value_types import Invalid
from plan.presentation.glossary import CHOICE_WORDS
from plan.presentation.values import (
    in_one_line,
    lowered,
    observation_words,
    target_words,
    unit_suffix,
)

_MOST: Final = 8  # sentences of an entry
_LONGEST: Final = 80  # characters of a quoted value
#: The length of the address of an indicator: axes, which, indicators, which.
_DEEP: Final = 4
_NUMBERS: Final[tuple[Qualifier, ...]] = ("exactly", "at_least", "at_most", "about")
_PERIODS: Final = ("period", "published")
_DAYS: Final = ("by", "on")

#: The records that have a name, by the key of their list.
NAMED_WORDS: Final = {
    "indicators": "the indicator {number} {name}",
    "axes": "the axis {name}",
    "sources": "the article {name}",
    "bodies": "the body {name}",
    "steps": "the step {name}",
}


def entry_words(view: View, entry: Entry) -> list[str]:
    """The changes of an entry in sentences, in the order of the file."""
    only = entry.indicators[0] if len(entry.indicators) == 1 else ""
    words = (_worded(view, only, change) for change in reversed(entry.changes))
    several = list(dict.fromkeys(filter(None, words)))
    if len(several) <= _MOST:
        return several
    return [*several[:_MOST], view.say("… and {n} more changes.", n=len(several) - _MOST)]


def _worded(view: View, only: str, change: ValueChange) -> str:
    say, address = view.say, change.address
    number = only if _is_of_indicator(address) else ""
    words = _change(view, number, change)
    return say("{number}: {words}", number=number, words=words) if number and words else words


def _is_of_indicator(address: Address) -> bool:
    return address[:1] == ("axes",) and len(address) > _DEEP


def _change(view: View, number: str, change: ValueChange) -> str:
    say = view.say
    pair = change.before, change.after
    before, after = (_value(view, number, change.address, tree) for tree in pair)
    if before and after:
        label = _label(view, change.address)
        sentence = say("{after} instead of {before}", after=after, before=before)
        return say("{label}, {words}", label=label, words=sentence) if label else sentence
    label = "" if _is_record(change.address) else _label(view, change.address)
    said = " ".join(filter(None, (label, after or before)))
    if after:
        return say("{words} added", words=said)
    return say("{words} removed", words=said) if before else ""


def _is_record(address: Address) -> bool:
    """Whether an address is that of records, whose words say what they are."""
    name = next((each for each in reversed(address) if isinstance(each, str)), "")
    return name in _MADE or name in NAMED_WORDS


def _label(view: View, address: Address) -> str:
    """What a field is called; empty for a number, whose words say it."""
    names = [str(each) for each in address if not isinstance(each, int)]
    name = next((each for each in reversed(names) if each not in ("fr", "en")), "")
    if name in QUALIFIER_KEYS or name not in KEY_LABELS:
        return ""
    return lowered(view.say(KEY_LABELS[name]))


def _value(view: View, number: str, address: Address, tree: Tree) -> str:
    """A value before or after a change in words; empty if there is none or it is not understood."""
    if tree is None:
        return ""
    name = next((each for each in reversed(address) if isinstance(each, str)), "")
    several = tree if isinstance(tree, list) else [tree]
    try:
        if name in _MADE:
            return view.say.join(_MADE[name](view, number, each) for each in several)
        if name in NAMED_WORDS:
            return view.say.join(_named(view, name, each) for each in several)
        if isinstance(tree, str):
            return _plain(view, number, name, tree)
        if isinstance(tree, dict) and isinstance(text := tree.get(view.language), str):
            return _quoted(view, text)
    except (Invalid, InvalidValue, LookupError, AssertionError, ValueError):
        return ""
    return ""


def _plain(view: View, number: str, name: str, text: str) -> str:
    say = view.say
    if name in _NUMBERS:
        amount, indicator = read_amount(text), _indicator(view, number)
        return say.measure(name, amount) + (
            unit_suffix(view, indicator, amount) if indicator is not None else ""
        )
    if name in _PERIODS:
        return say.period(read_period(text))
    if name in _DAYS:
        return say.day(read_day(text))
    if name == "step":
        return _step(view, number, text)
    if name in CHOICE_WORDS and text in CHOICE_WORDS[name]:
        return say(CHOICE_WORDS[name][text])
    if name == "responsible" and view.edition.plan is not None and text in view.plan.body:
        return _quoted(view, view.plan.body[text].name.in_language(view.language))
    return _quoted(view, text)


def _quoted(view: View, text: str) -> str:
    return view.say.quoted(in_one_line(text, _LONGEST))


def _step(view: View, number: str, name: str) -> str:
    indicator = _indicator(view, number)
    steps = {each.id: each.name for each in indicator.steps} if indicator else {}
    return _quoted(view, steps[name].in_language(view.language) if name in steps else name)


def _indicator(view: View, number: str) -> Indicator | None:
    return view.plan.indicator.get(number) if view.edition.plan is not None else None


# --- Records -------------------------------------------------------------------------------------


def _observation(view: View, number: str, tree: Tree) -> str:
    observed = Observation.read(tree)
    indicator = _indicator(view, number)
    period = view.say.period(observed.period)
    if observed.statement is not None:
        words = _quoted(view, observed.statement.in_language(view.language))
        return view.say("the statement {words} ({period})", words=words, period=period)
    if indicator is not None and (observed.step is None or observed.step in indicator.ranks):
        words = observation_words(view, indicator, observed)
    elif observed.step is not None:
        words = _quoted(view, observed.step)
    else:
        assert observed.stated is not None
        words = view.say.measure(*observed.stated)
    return view.say("{words} ({period})", words=words, period=period)


def _target(view: View, number: str, tree: Tree) -> str:
    target = Target.read(tree)
    indicator = _indicator(view, number)
    if indicator is not None:
        words = target_words(view, indicator, target)
    else:
        words = view.say.number(target.value) if target.value is not None else str(target.step)
    return view.say("a target, {words} by {day}", words=words, day=target.by)


def _passage(view: View, number: str, tree: Tree) -> str:
    quote = tree.get("quote") if isinstance(tree, dict) else None
    return view.say("the passage {quote}", quote=_quoted(view, str(quote or "")))


def _named(view: View, name: str, tree: Tree) -> str:
    """The words of a record that has an id and a name or title, from the list of that name."""
    if not isinstance(tree, dict) or not isinstance(tree.get("id"), str):
        raise LookupError("id")
    text = tree.get("name") or tree.get("title") or tree["id"]
    if isinstance(text, dict):
        text = text.get(view.language) or text.get("fr")
    quoted = _quoted(view, str(text))
    return view.say(NAMED_WORDS[name], number=str(tree["id"]), name=quoted)


_MADE: Final[dict[str, Callable[[View, str, Tree], str]]] = {
    "observations": _observation,
    "targets": _target,
    "evidence": _passage,
}
