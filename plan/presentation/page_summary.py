"""What a page says in plain words: its heading, its finding, the quotations that prove it, links.

In: a view, a page, and what its address asks for. Out: a ``PageSummary``, for the browser's tab,
for search engines and messengers, and for readers whom the application has not reached yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, TypeAlias

from plan.edition.view import View
from plan.evidence.dossier import Passage
from plan.locale.isolation import isolate
from plan.locale.translation import Say
from plan.method.solidity import decisive_observations
from plan.model.records import Axis, Indicator, Source
from plan.presentation.bodies import (
    Answering,
    answering,
    answering_heading,
    awaited_finding,
    bodies_finding,
)
from plan.presentation.findings import (
    articles_finding,
    axis_finding,
    gaps_finding,
    indicator_finding,
    overview_finding,
    sources_finding,
    timeline_finding,
)
from plan.presentation.quotations import Quotation, quote
from plan.presentation.values import in_one_line, source_title, source_words, value_words

#: The length of a heading in the title of a tab and of a description, in characters.
_HEADING: Final = 60
_DESCRIPTION: Final = 300
_MOST_QUOTATIONS: Final = 3
_MOST_LINKS: Final = 60
#: The parameter of the address that names the record of a page.
_PARAMETERS: Final = {
    "axis": "axis", "indicator": "indicator", "articles": "article", "bodies": "body",
}  # fmt: skip

#: What a page can be about.
_Record: TypeAlias = Axis | Indicator | Source | Answering


@dataclass(frozen=True)
class PageLink:
    """A link to a page with the parameters of its address, and what is known there."""

    label: str
    page: str
    parameters: Mapping[str, str]
    known: str = ""


@dataclass(frozen=True)
class PageSummary:
    """What a page says."""

    heading: str
    sentences: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    links: tuple[PageLink, ...] = ()

    def description(self, say: Say) -> str:
        """The sentences and the first quotation, in one line."""
        quoted = [say.quoted(each.words) for each in self.quotations[:1]]
        return in_one_line(" ".join((*self.sentences, *quoted)), _DESCRIPTION)


def tab_title(view: View, heading: str) -> str:
    """The title of the browser's tab: the heading of the page, then the plan."""
    plan = view.plan.head.short_title.in_language(view.language)
    return f"{isolate(in_one_line(heading, _HEADING))} – {isolate(plan)}"


def simulation_words(view: View) -> str:
    """The note on every page of a view with ``simulate``."""
    return view.say("Simulation: includes proposed targets, which nobody has adopted.")


def foot_words(view: View) -> str:
    """The last words of every page: its days."""
    return view.say(
        "As of {on}, from what was published up to {known}. “Not reported” does not mean zero.",
        on=view.on, known=view.known,
    )  # fmt: skip


def page_heading(view: View, page: str, title: str, asked: Mapping[str, str]) -> str:
    """What a page is about: the name of its record, else its title.

    ``page``: the last part of its address; ``title``: its title in the navigation; ``asked``: the
    parameters of its address.
    """
    found = _record(view, page, asked)
    if isinstance(found, Source):
        return source_title(view, found)
    if isinstance(found, Indicator):
        return _indicator_name(view, found)
    if isinstance(found, Answering):
        return answering_heading(view, found)
    return found.name.in_language(view.language) if found else title


def summarize(view: View, page: str, title: str, asked: Mapping[str, str]) -> PageSummary:
    """The summary of a page; the arguments are those of ``page_heading``.

    The overview alone has a heading that is not its title.
    """
    heading = page_heading(view, page, title, asked)
    found = _record(view, page, asked)
    if isinstance(found, Axis):
        return _summary(
            heading, axis_finding(view, found),
            quotations=_quoted(view, view.edition.axis_passages[found.id]),
            links=(_indicator_link(view, each) for each in found.indicators),
        )  # fmt: skip
    if isinstance(found, Indicator):
        quotations = _quoted(view, _proof(view, found))
        if view.masked(found):  # the words around may count those whom nobody should recognise
            quotations = tuple(replace(each, before="", after="") for each in quotations)
        links = [_axis_link(view, view.plan.axis_of[found.id])]
        return _summary(heading, indicator_finding(view, found), quotations=quotations, links=links)
    if isinstance(found, Source):
        return _article(view, heading, found)
    if isinstance(found, Answering):
        links = [_indicator_link(view, each) for each in found.indicators]
        return _summary(heading, awaited_finding(view, found), links=links)
    if page == "overview":
        heading = view.say("Situation of the plan")
    name = asked.get(_PARAMETERS.get(page, ""))
    missing = "“{read}” was not found."
    sentences = (view.say(missing, read=name),) if name else _findings(view, page)
    return _summary(heading, *sentences, links=_links(view, page))


def _record(view: View, page: str, asked: Mapping[str, str]) -> _Record | None:
    """What the address of a page asks for; without a name, the first axis or indicator."""
    records: Mapping[str, _Record]
    if page == "axis":
        records = {axis.id: axis for axis in view.plan.axes}
    elif page == "indicator":
        records = view.plan.indicator
    elif page == "articles":
        records = view.plan.source
    elif page == "bodies":
        records = {each.key: each for each in answering(view)}
    else:
        return None
    if name := asked.get(_PARAMETERS[page]):
        return records.get(name)
    return next(iter(records.values()), None) if page in ("axis", "indicator") else None


def _findings(view: View, page: str) -> tuple[str, ...]:
    """What a page says that is about the whole plan."""
    if page == "overview":
        return overview_finding(view), sources_finding(view)
    if page == "axis":
        return (view.say("The plan has no axis yet."),)
    if page == "indicator":
        return (view.say("The plan has no indicator yet."),)
    if page == "method":
        return (view.say("How quotations become values, and values a status, with examples."),)
    findings = {
        "articles": articles_finding, "bodies": bodies_finding, "conflicts": gaps_finding,
        "timeline": timeline_finding,
    }  # fmt: skip
    return (findings[page](view),) if page in findings else ()


def _links(view: View, page: str) -> Iterator[PageLink]:
    """What a page that is about the whole plan leads to."""
    if page in ("overview", "axis"):
        yield from (_axis_link(view, axis) for axis in view.plan.axes)
    elif page == "indicator":
        yield from (_indicator_link(view, each) for each in view.plan.indicator.values())
    elif page == "articles":
        for source in view.plan.sources:
            if source.known <= view.known:
                where = {"article": source.id}
                yield PageLink(source_title(view, source), page, where, source_words(view, source))


def _article(view: View, heading: str, source: Source) -> PageSummary:
    if source.known > view.known:
        note = "This article was not yet published on {day}: it is not counted here."
        return _summary(heading, view.say(note, day=view.known))
    cited = [passage for _, passage in view.cited.get(source.id, ())]
    return _summary(heading, f"{source_words(view, source)}.", quotations=_quoted(view, cited))


def _summary(
    heading: str,
    *sentences: str,
    quotations: tuple[Quotation, ...] = (),
    links: Iterable[PageLink] = (),
) -> PageSummary:
    return PageSummary(heading, sentences, quotations, tuple(islice(links, _MOST_LINKS)))


def _proof(view: View, indicator: Indicator) -> Iterator[Passage]:
    """The passages that support the value of the day, but for those that state a masked part."""
    hidden, known = view.masked(indicator), view.dossier(indicator).observations
    for i in decisive_observations(view.assessments[indicator.id]):
        if i not in hidden:
            yield from (passage for passage in known[i] if passage.supports)


def _quoted(view: View, passages: Iterable[Passage]) -> tuple[Quotation, ...]:
    """The first of those passages that are verified and were published by the day of knowledge."""
    proving = (each for each in passages if each.green and each.source.known <= view.known)
    return tuple(quote(view, each) for each in islice(proving, _MOST_QUOTATIONS))


def _indicator_name(view: View, indicator: Indicator) -> str:
    return f"{indicator.id} {indicator.name.in_language(view.language)}"


def _axis_link(view: View, axis: Axis) -> PageLink:
    name = axis.short_name.in_language(view.language)
    return PageLink(name, "axis", {"axis": axis.id}, axis_finding(view, axis))


def _indicator_link(view: View, indicator: Indicator) -> PageLink:
    name, where = _indicator_name(view, indicator), {"indicator": indicator.id}
    return PageLink(name, "indicator", where, value_words(view, indicator))
