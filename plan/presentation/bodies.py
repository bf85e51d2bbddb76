"""The bodies that answer for indicators, and what is awaited of each, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from plan.edition.view import View, cached_by_view
from plan.model.records import Body, Indicator, Text

#: The key of the indicators for which nobody is named; no id and no name is written so.
NOBODY: Final = "*"


@dataclass(frozen=True)
class Answering:
    """Who answers for some indicators: a body of the plan, one known by its name only, or nobody.

    ``key`` is the id of the body, else the name in French, else ``NOBODY``.
    """

    key: str
    name: Text | None
    body: Body | None
    indicators: tuple[Indicator, ...]


@cached_by_view
def answering(view: View) -> tuple[Answering, ...]:
    """The bodies in the order of the file, then other names as they occur, then nobody.

    Empty where the plan names no body.
    """
    plan = view.plan
    served: dict[str, list[Indicator]] = {body.id: [] for body in plan.bodies}
    names: dict[str, Text | None] = {body.id: body.name for body in plan.bodies}
    unnamed = []
    for indicator in plan.indicator.values():
        if (name := plan.responsible_name(indicator)) is None:
            unnamed.append(indicator)
            continue
        body = plan.responsible_body(indicator)
        key = body.id if body else name.fr
        names.setdefault(key, name)
        served.setdefault(key, []).append(indicator)
    if not served:
        return ()
    if unnamed:
        served[NOBODY] = unnamed
    return tuple(
        Answering(key, names.get(key), plan.body.get(key), tuple(several))
        for key, several in served.items()
    )


def answering_name(view: View, who: Answering) -> str:
    """The name of who answers, or that nobody is named."""
    return who.name.in_language(view.language) if who.name else view.say("Not named")


def answering_heading(view: View, who: Answering) -> str:
    """The heading of the page of who answers."""
    if who.key == NOBODY:
        return view.say("Indicators without a responsible body")
    return answering_name(view, who)


@cached_by_view
def bodies_finding(view: View) -> str:
    """How many bodies answer for how many indicators, in one sentence or two."""
    say, several = view.say, answering(view)
    if not several:
        return say("The plan names no body responsible for its indicators.")
    unnamed = sum(len(each.indicators) for each in several if each.key == NOBODY)
    total = len(view.plan.indicator)
    named = say.plural(
        "{n} body is responsible for {served} of {total} indicators.",
        "{n} bodies are responsible for {served} of {total} indicators.",
        sum(each.key != NOBODY for each in several), served=total - unnamed, total=total,
    )  # fmt: skip
    if not unnamed:
        return named
    rest = say.plural(
        "{n} indicator has no responsible body.",
        "{n} indicators have no responsible body.",
        unnamed,
    )
    return f"{named} {rest}"


def awaited_finding(view: View, who: Answering) -> str:
    """What is awaited of who answers, in one sentence."""
    say = view.say
    if not who.indicators:
        return say("This body is not responsible for any indicator.")
    total = say.plural("{n} indicator", "{n} indicators", len(who.indicators))
    reporting = [view.reporting(each) for each in who.indicators]
    first = sum(each.awaited == "first" for each in reporting)
    newer = sum(each.awaited == "newer" for each in reporting)
    if not first and not newer:
        return say("{total}: nothing is awaited at this date.", total=total)
    if first and newer:
        words = say(
            "{total}: a first value is awaited for {first}, a newer one for {newer}.",
            total=total, first=first, newer=newer,
        )  # fmt: skip
    elif first:
        words = say("{total}: a first value is awaited for {first}.", total=total, first=first)
    else:
        words = say("{total}: a newer value is awaited for {newer}.", total=total, newer=newer)
    longest = min(each.since for each in reporting if each.awaited != "nothing" and each.since)
    return f"{words} {say('Longest wait: since {day}.', day=longest)}"


def awaited_words(view: View, indicator: Indicator) -> tuple[str, str]:
    """What is awaited of an indicator, and the day since which it is."""
    say, each = view.say, view.reporting(indicator)
    if each.awaited == "nothing":
        if each.since is None:
            return say("nothing more"), "—"
        return say("nothing before {day}", day=each.since), "—"
    assert each.since is not None
    words = say("a first value") if each.awaited == "first" else say("a newer value")
    return words, say.day(each.since, "medium")


def in_order_of_waiting(view: View, who: Answering) -> tuple[Indicator, ...]:
    """The indicators of who answers: those awaited, the longest first, then all others."""

    def waiting(indicator: Indicator) -> date:
        each = view.reporting(indicator)
        return each.since if each.awaited != "nothing" and each.since else date.max

    return tuple(sorted(who.indicators, key=waiting))
