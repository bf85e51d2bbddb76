"""Draw passages of articles: a quotation in context, an article with its passages marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from markupsafe import Markup

from plan.articles.layout import LINE_REASONS
from plan.edition.view import Citing, View
from plan.evidence.dossier import Passage
from plan.model.records import Axis, Indicator, Source
from plan.presentation.article_parts import Part, parts_of
from plan.presentation.glossary import STATE_WORDS
from plan.presentation.proposal_words import unread_words
from plan.presentation.quotations import in_context, place_of
from plan.presentation.values import citing_words, grade_words, source_words
from plan.suggestions.proposals import Examined
from plan.suggestions.suggestion import Suggestion
from plan.ui import address, choices
from plan.ui.text import LINK, html, note

#: The start and the end of a piece of text, in characters.
_Span: TypeAlias = tuple[int, int]

_MARK: Final = Markup('<mark class="plan-mark"{}>{}</mark>')
_PLAIN: Final = Markup("<bdi>{}</bdi>")
_OUTER: Final = Markup('<bdi class="outside">{}</bdi>')
_LINKS: Final = Markup("<sup> [{}]</sup>")


def cut_at_passages(
    part: _Span, body: _Span, cited: Sequence[tuple[Citing, Passage]]
) -> Iterator[tuple[int, int, tuple[Citing, ...]]]:
    """Cut a part of a text wherever the body or a found passage begins or ends.

    ``body`` is the span of the body. Yields the start and end of each piece, in characters, and
    what cites the passages that contain it.
    """
    first, last = part
    spans = [
        (passage.match.start, passage.match.end, citing)
        for citing, passage in cited
        if passage.match.start is not None and passage.match.end is not None
    ]
    inside = {at for a, b in (body, *(span[:2] for span in spans)) for at in (a, b)}
    for a, b in pairwise(sorted({first, last, *(at for at in inside if first < at < last)})):
        yield a, b, tuple(citing for start, end, citing in spans if start <= a and b <= end)


def quotation(view: View, passage: Passage) -> None:
    """Draw a passage with its context, state, grade, and the link to its article."""
    say = view.say
    before, quoted, after = in_context(view, passage)
    differs = "; ".join(f"{ours} → {theirs}" for ours, theirs in passage.match.difference)
    sentences = (
        "" if passage.supports else say("This passage contradicts the value."),
        Markup('<span class="state">{}.</span>').format(say(STATE_WORDS[passage.match.state])),
        "" if passage.inside else say("Outside the body of the article."),
        say("Difference: {read}.", read=differs) if differs else "",
        LINK.format(
            address.link(view, "articles", article=passage.source.id, **place_of(passage)),
            source_words(view, passage.source),
        )
        + ".",
        grade_words(view, passage),
    )
    html(
        Markup(
            '<figure class="plan-quote{}{}"><blockquote lang="fr" style="margin:0">'
            '<bdi class="context">{}</bdi>{}<bdi class="context">{}</bdi></blockquote>'
            "<footer>{}</footer></figure>"
        ).format(
            "" if passage.supports else " refutes",
            "" if passage.green else " waiting",
            before,
            _MARK.format("", quoted),
            after,
            Markup(" ").join(filter(None, sentences)),
        )
    )


def article(
    view: View, source: Source, cited: Sequence[tuple[Citing, Passage]], whole: bool
) -> None:
    """Draw an article, a long one in parts, with its cited passages marked.

    ``whole``: with its surroundings.
    """
    library = view.edition.library
    found = library.articles.get(source.id)
    if found is None:
        note(view.say("This article cannot be read: see the problems of the file."))
        return
    for words in unread_words(view.say, found.unread):
        note(words)
    first, last = library.bodies[source.id]
    start, end = (0, len(found.text)) if whole else (first, last)
    sought = address.read("passage")
    place = int(sought[:9]) if sought.isdecimal() else start
    part = choices.pick_part(source.id, parts_of(found.text, start, end), place)
    pieces = []
    for a, b, citing in cut_at_passages((part.start, part.end), (first, last), cited):
        piece: str = found.text[a:b]
        if citing:
            asked = (
                Markup(' id="passage" data-plan-passage="{}/{}"').format(source.id, a)
                if str(a) == sought else ""
            )  # fmt: skip
            piece = _MARK.format(asked, piece)
            if any(b == passage.match.end for _, passage in cited):
                links = dict.fromkeys(citing_link(view, each) for each in citing)
                piece += _LINKS.format(Markup(", ").join(links))
        outside = a < first or b > last
        if outside or not citing:
            piece = (_OUTER if outside else _PLAIN).format(piece)
        pieces.append(piece)
    html(Markup('<div class="plan-article" lang="fr">{}</div>').format(Markup().join(pieces)))


def citing_link(view: View, citing: Citing) -> Markup:
    """A link to the page of what cites a passage."""
    page = address.link(view, "overview")
    if isinstance(citing, Indicator):
        page = address.link(view, "indicator", indicator=citing.id)
    elif isinstance(citing, Axis):
        page = address.link(view, "axis", axis=citing.id)
    return LINK.format(page, citing_words(view, citing)[0])


# --- An article read for proposals ---------------------------------------------------------------


def proposal(
    view: View, number: int, indicator: Indicator, heading: str, relation: str, text: str,
    suggestion: Suggestion, part: str,
) -> None:  # fmt: skip
    """Draw a proposal: its indicator, what it is, the passage in its sentence.

    ``text`` is the text of the article, to which the places of the suggestion refer. Its number
    leads to the sentence in the article; ``part`` is the address of the part that has it, empty
    where that is shown.
    """
    start, end = suggestion.sentence
    start, end = min(start, suggestion.start), max(end, suggestion.end)
    name = f"{indicator.id}  {indicator.name.in_language(view.language)}"
    html(
        Markup(
            '<section class="plan-offer" data-outcome="{outcome}" id="offer-{number}" '
            'aria-label="{name}" tabindex="-1"><h2 class="plan-h">'
            '<a class="number" href="{part}#sentence-{number}" target="_self" '
            'aria-label="{to_sentence}">{number}</a> '
            '{link}</h2><p class="value">{heading}</p>'
            '<blockquote class="plan-quote" lang="fr"><bdi class="context">{before}</bdi>'
            '{quote}<bdi class="context">{after}</bdi></blockquote>'
            '<p class="plan-text">{relation}</p></section>'
        ).format(
            outcome=suggestion.outcome,
            number=number,
            part=part,
            name=name,
            to_sentence=view.say("{n}: its sentence in the article", n=number),
            link=LINK.format(address.link(view, "indicator", indicator=indicator.id), name),
            heading=heading,
            before=text[start : suggestion.start],
            quote=_MARK.format("", suggestion.quote),
            after=text[suggestion.end : end],
            relation=relation,
        )
    )


def keys_of_cards(view: View) -> None:
    """Draw which keys move between the proposals and decide on them; the page script reads it."""
    say = view.say
    keys = (("j", say("next")), ("k", say("previous")), ("a", say("accept")),
            ("c", say("correct")), ("r", say("reject")))  # fmt: skip
    items = Markup(" ").join(Markup("<span><kbd>{}</kbd> {}</span>").format(*each) for each in keys)
    html(
        Markup('<p class="plan-keys" data-plan-keys><span>{}</span> {}</p>').format(
            say("Keys:"), items
        )
    )


def rejection(view: View, indicator: str, quote: str, why: str) -> None:
    """Draw a rejected proposal with the reason."""
    html(
        Markup(
            '<p class="plan-text"><strong>{}</strong> « <bdi lang="fr">{}</bdi> »<br>{}</p>'
        ).format(indicator, " ".join(quote.split()), view.say("Rejected: {why}", why=why))
    )


def withheld(several: Iterable[tuple[str, str, str]]) -> None:
    """Draw passages that are no evidence, as triples of indicator, quotation and reason."""
    item = Markup("<li><strong>{}</strong> « <bdi lang='fr'>{}</bdi> »<br>{}</li>")
    items = Markup().join(item.format(*each) for each in several)
    html(Markup('<ul class="plan-list">{}</ul>').format(items))


_READ_LINE: Final = {
    "body": Markup("<p>{text}</p>"),
    "doubtful": Markup('<p class="doubtful" title="{reason}">{text}<br><em>{reason}</em></p>'),
}
_OUTSIDE: Final = Markup('<p class="outside" title="{reason}">{text}</p>')


def article_as_read(view: View, examined: Examined, part: Part) -> None:
    """Draw a part of an article by lines: the body, doubtful lines, the rest."""
    html(_lines(view, examined, part, {}))


def article_beside(view: View, examined: Examined, part: Part, links: Mapping[int, str]) -> None:
    """Draw a part of an article beside its proposals; on a narrow screen folded above them.

    ``links`` has the addresses of the cards of proposals, by the number of the proposal: their
    passages are marked and numbered.
    """
    html(
        Markup(
            '<details class="plan-beside"><summary>{}</summary>'
            '<div class="plan-reading" role="region" tabindex="0" aria-label="{}">{}</div>'
            "</details>"
        ).format(
            view.say("Show the article"),
            view.say("The article as it was read"),
            _lines(view, examined, part, links),
        )
    )


def _lines(view: View, examined: Examined, part: Part, links: Mapping[int, str]) -> Markup:
    numbers: dict[_Span, list[int]] = {}
    for number, each in enumerate(examined.proposals, 1):
        span = each.suggestion.start, each.suggestion.end
        if number in links and span[0] < part.end and part.start < span[1]:
            numbers.setdefault(span, []).append(number)
    shown = [
        (line, (max(line.start, part.start), min(line.end, part.end)))
        for line in examined.layout.lines if line.start < part.end and part.start < line.end
    ]  # fmt: skip
    lines = Markup().join(
        _READ_LINE.get(line.kind, _OUTSIDE).format(
            text=_numbered(examined.text, span, numbers, links)
            if line.kind == "body"
            else _PLAIN.format(examined.text[slice(*span)]),
            reason=view.say(LINE_REASONS[line.reason]),
        )
        for line, span in shown
    )
    return Markup('<div class="plan-article read" lang="fr">{}</div>').format(lines)


def _numbered(
    text: str, line: _Span, numbers: Mapping[_Span, Sequence[int]], links: Mapping[int, str]
) -> Markup:
    """A line of an article, with proposed passages marked and numbered."""
    cuts = sorted({*line, *(min(max(at, line[0]), line[1]) for span in numbers for at in span)})
    link = Markup('<a id="sentence-{0}" href="{1}">{0}</a>')
    pieces: list[str] = []
    for start, end in pairwise(cuts):
        inside = any(a <= start and end <= b for a, b in numbers)
        piece = text[start:end]
        pieces.append(_MARK.format("", piece) if inside else _PLAIN.format(piece))
        ending = [number for (_, b), several in numbers.items() if b == end for number in several]
        if ending:
            named = Markup(", ").join(link.format(each, links[each]) for each in ending)
            pieces.append(_LINKS.format(named))
    return Markup().join(pieces)
