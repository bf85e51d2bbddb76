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
from plan.presentation.glossary import STATE_WORDS
from plan.presentation.quotations import in_context, place_of
from plan.presentation.values import citing_words, grade_words, source_words
from plan.suggestions.proposals import Examined
from plan.suggestions.suggestion import Suggestion
from plan.ui import address
from plan.ui.text import LINK, html, note

#: The start and the end of a piece of text, in characters.
_Span: TypeAlias = tuple[int, int]

_MARK: Final = Markup('<mark class="plan-mark"{}>{}</mark>')
_PLAIN: Final = Markup("<bdi>{}</bdi>")
_OUTER: Final = Markup('<bdi class="outside">{}</bdi>')
_LINKS: Final = Markup("<sup> [{}]</sup>")


def cut_at_passages(
    text: str, body: _Span, cited: Sequence[tuple[Citing, Passage]]
) -> Iterator[tuple[int, int, tuple[Citing, ...]]]:
    """Cut a text wherever its body or a found passage begins or ends.

    ``body`` is the span of the body. Yields the start and end of each piece, in characters, and
    what cites the passages that contain it.
    """
    spans = [
        (passage.match.start, passage.match.end, citing)
        for citing, passage in cited
        if passage.match.start is not None and passage.match.end is not None
    ]
    cuts = sorted({0, len(text), *body, *(at for a, b, _ in spans for at in (a, b))})
    for a, b in pairwise(cuts):
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
    """Draw an article with its cited passages marked; ``whole``: with its surroundings."""
    library = view.edition.library
    found = library.articles.get(source.id)
    if found is None:
        note(view.say("This article cannot be read: see the problems of the file."))
        return
    first, last = library.bodies[source.id]
    start, end = (0, len(found.text)) if whole else (first, last)
    pieces = []
    for a, b, citing in cut_at_passages(found.text, (first, last), cited):
        if a < start or b > end:
            continue
        piece: str = found.text[a:b]
        if citing:
            asked = (
                Markup(' id="passage" data-plan-passage="{}/{}"').format(source.id, a)
                if str(a) == address.read("passage") else ""
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
    suggestion: Suggestion,
) -> None:  # fmt: skip
    """Draw a proposal: its indicator, what it is, the passage in its sentence.

    ``text`` is the text of the article, to which the places of the suggestion refer. Its number
    leads to the sentence in the article.
    """
    start, end = suggestion.sentence
    start, end = min(start, suggestion.start), max(end, suggestion.end)
    name = f"{indicator.id}  {indicator.name.in_language(view.language)}"
    html(
        Markup(
            '<section class="plan-offer" data-outcome="{outcome}" id="offer-{number}" '
            'aria-label="{name}" tabindex="-1"><h2 class="plan-h">'
            '<a class="number" href="#sentence-{number}" aria-label="{to_sentence}">{number}</a> '
            '{link}</h2><p class="value">{heading}</p>'
            '<blockquote class="plan-quote" lang="fr"><bdi class="context">{before}</bdi>'
            '{quote}<bdi class="context">{after}</bdi></blockquote>'
            '<p class="plan-text">{relation}</p></section>'
        ).format(
            outcome=suggestion.outcome,
            number=number,
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


def article_as_read(
    view: View, examined: Examined, links: Mapping[int, str] | None = None
) -> None:  # fmt: skip
    """Draw an article by lines: the body, doubtful lines, the rest.

    ``links`` has the addresses of the cards of proposals, by the number of the proposal: their
    passages are marked and numbered.
    """
    html(_lines(view, examined, links or {}))


def article_beside(view: View, examined: Examined, links: Mapping[int, str]) -> None:
    """Draw an article beside its proposals; on a narrow screen it is folded above them."""
    html(
        Markup(
            '<details class="plan-beside"><summary>{}</summary>'
            '<div class="plan-reading" role="region" tabindex="0" aria-label="{}">{}</div>'
            "</details>"
        ).format(
            view.say("Show the article"),
            view.say("The article as it was read"),
            _lines(view, examined, links),
        )
    )


def _lines(view: View, examined: Examined, links: Mapping[int, str]) -> Markup:
    numbers: dict[_Span, list[int]] = {}
    for number, each in enumerate(examined.proposals, 1):
        if number in links:
            span = each.suggestion.start, each.suggestion.end
            numbers.setdefault(span, []).append(number)
    lines = Markup().join(
        _READ_LINE.get(line.kind, _OUTSIDE).format(
            text=_numbered(examined.text, (line.start, line.end), numbers, links)
            if line.kind == "body"
            else _PLAIN.format(examined.text[line.start : line.end]),
            reason=view.say(LINE_REASONS[line.reason]),
        )
        for line in examined.layout.lines
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
