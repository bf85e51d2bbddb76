"""Decisions on passages: accept, correct or reject a proposal, or record a passage by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

import streamlit as st

from plan.desk.access import Access, Forbidden
from plan.desk.change import Change
from plan.desk.decisions import (
    accept,
    add_observations,
    observations_of,
    parts_to_pick,
    reject,
    rejection_of,
)
from plan.desk.journal import Entry, Journal
from plan.desk.records import indicator_address
from plan.desk.revisions import revise
from plan.desk.saving import Unsaved
from plan.edition.view import View
from plan.file.tree import Tree
from plan.model.records import Indicator, Observation
from plan.presentation.article_parts import Part, part_with
from plan.presentation.proposal_words import accept_words, part_words
from plan.suggestions.by_hand import read_passage
from plan.suggestions.proposals import Examined, Proposal, sentences_of
from plan.ui import address, editing, forms, naming, review, session, signin, text, widgets
from plan.ui.buttons import answer, clicked, sent
from plan.ui.controls import RecordForm
from plan.ui.session import Purpose

#: How many proposals a page has.
CARDS_ON_PAGE: Final = 10


def divide(
    examined: Examined, journal: Journal
) -> tuple[list[tuple[int, Proposal]], list[tuple[Proposal, Entry]]]:
    """The undecided proposals of an article, and the rejected ones with their journal entries.

    An undecided proposal has its number in the article, from 1.
    """
    rejections = journal.rejected()
    undecided, rejected = [], []
    for number, proposal in enumerate(examined.proposals, 1):
        entry = rejection_of(rejections, examined, proposal)
        if entry is None:
            undecided.append((number, proposal))
        else:
            rejected.append((proposal, entry))
    return undecided, rejected


def card_links(
    view: View, file: str, shown: Sequence[tuple[int, Proposal]],
    on_page: Sequence[tuple[int, Proposal]],
) -> dict[int, str]:  # fmt: skip
    """The address of the card of each proposal shown, by its number: here, or on another page."""
    here = {number for number, _ in on_page}
    return {
        number: f"#offer-{number}" if number in here else address.link(
            view, "proposals", file=file, page=str(n // CARDS_ON_PAGE + 1)
        )
        for n, (number, _) in enumerate(shown)
    }  # fmt: skip


def address_of_part(view: View, parts: tuple[Part, ...], shown: Part, place: int) -> str:
    """The address of the part of an article that has a place; empty where that part is shown."""
    found = part_with(parts, place)
    return "" if found == shown else address.here(view, part=str(found.number))


def decision_buttons(view: View, examined: Examined, proposal: Proposal, key: str) -> None:
    """Draw the buttons to accept, correct or reject a proposal, and act on a click."""
    say, edition = view.say, view.edition  # for which the article was read
    if review.show(view, key) or proposal.match.relation == "cited":
        return
    parts = _pick_parts(view, proposal, key)
    first, second, third = st.columns(3)
    dated = "period" in observations_of(edition, examined, proposal)[0]
    with second:
        if clicked(say("Correct"), f"open-{key}", width="stretch"):
            session.get().correcting ^= {key}
            answer()
    correcting = key in session.get().correcting
    with first:
        if correcting:
            text.paragraph(say("Being corrected below."))
        elif not dated:
            text.paragraph(say("Without a date: correct it first."))
        elif clicked(
            accept_words(say, proposal.suggestion), f"accept-{key}", width="stretch",
            type="primary" if proposal.suggestion.outcome == "value" else "secondary",
        ):  # fmt: skip
            review.consider(
                view, key, lambda: revise(edition, accept(edition, examined, proposal, parts)),
                purpose=_purpose(examined),
            )  # fmt: skip
    with third, widgets.popover(say("Reject"), width="stretch", key=f"away-{key}"):
        why = widgets.text_input(say("Why"), key=f"reason-{key}", max_chars=1000)
        if clicked(say("Reject this proposal"), f"reject-{key}"):
            if why.strip():
                record_decision(
                    view,
                    lambda access, change: reject(edition, examined, proposal, access, change),
                    why,
                )
            else:
                answer()
                text.fault(say("Give a reason: it is kept in the history."))
    if correcting:
        record, *others = observations_of(edition, examined, proposal)
        _draw_observation(view, key, examined, proposal.suggestion.indicator, record,
                          parts=[others[n] for n in parts])  # fmt: skip


def _pick_parts(view: View, proposal: Proposal, key: str) -> tuple[int, ...]:
    """Draw the parts that come with a value, each to be ticked; the indices of those ticked."""
    parts = parts_to_pick(view.edition, proposal)
    if not parts:
        return ()
    text.paragraph(view.say("Parts in the same passage: those ticked are recorded too."))
    return tuple(
        n for n, each in enumerate(parts)
        if widgets.checkbox(
            part_words(view.plan, view.say, each), each.sure, key=f"part-{key}-{n}"
        )
    )  # fmt: skip


def record_by_hand(view: View, examined: Examined, part: Part, key: str) -> None:
    """Draw the choice of a sentence of a part and an indicator, and the form of the observation."""
    say = view.say
    if review.show(view, key):
        return
    sentences = sentences_of(examined, part.start, part.end)
    if not sentences:
        return
    text.paragraph(say("Choose a sentence of the article, and the indicator that it proves."))
    if not part.whole:
        text.remark(say("The sentences are those of the part of the article that is shown."))
    place = widgets.selectbox(
        say("Sentence"), range(len(sentences)), index=None, placeholder="",
        format_func=sentences.__getitem__, key=f"pick-{key}",
    )  # fmt: skip
    names = naming.record_names(view, "indicator", new=False)
    indicator = widgets.selectbox(
        say("Indicator"), list(names), index=None, placeholder="",
        format_func=names.__getitem__, key=f"on-{key}",
    )  # fmt: skip
    if place is None or indicator is None:
        return
    read = read_passage(
        view.plan, view.plan.indicator[indicator], examined.text, sentences[place],
        examined.published,
    )  # fmt: skip
    if read:
        text.paragraph(say("Read in the sentence; check it before you save."))
    evidence: Tree = [{"source": examined.source, "quote": sentences[place]}]
    _draw_observation(
        view, f"{key}-{place}-{indicator}", examined, indicator, {**read, "evidence": evidence}, key
    )


def _draw_observation(
    view: View, key: str, examined: Examined, indicator: str, record: dict[str, Tree],
    waits: str | None = None, parts: Sequence[dict[str, Tree]] = (),
) -> None:  # fmt: skip
    """Draw the form of a new observation; ``waits`` is the key of its review if not ``key``.

    ``parts`` are recorded with it, over the same period and by the same passages.
    """
    editing.open_form(view, key)
    say, edition = view.say, editing.base_of(view, key)
    plan = edition.sound
    if plan is None or indicator not in plan.indicator:
        text.note(say("This entry is no longer in the file."))
        return
    held: Indicator = plan.indicator[indicator]
    names = tuple((each.id, each.name.in_language(view.language)) for each in held.steps)
    at = (*indicator_address(edition, indicator), "observations", len(held.observations))
    form = RecordForm(
        editing.form_key(key), say, plan, key,
        review.faults(waits or key), held.nature, names,
    )  # fmt: skip
    with st.form(f"form-{form.key}", enter_to_submit=False):
        drawn = forms.draw(form, Observation, record)
        asked = sent(say("Review the change"), form.name(("go",)), type="primary")
    review.show_faults(view, waits or key)
    if asked:
        meant = forms.record_meant(record, drawn.tree, "")
        shared = {name: meant[name] for name in ("period", "evidence") if name in meant}
        added = [meant, *({**each, **shared} for each in parts)]
        review.consider(
            view, waits or key, lambda: revise(edition, add_observations(at[:-2], added)), at,
            purpose=_purpose(examined),
        )  # fmt: skip


def record_decision(view: View, act: Callable[[Access, Change], None], why: str = "") -> None:
    """Record a decision in the journal and rerun the page; show the reason if it fails."""
    say = view.say
    try:
        access = signin.access()
        act(access, Change(datetime.now(UTC).astimezone(), access.who, why))
    except Unsaved as fault:
        answer()
        text.alert(say("Nothing was saved."), [say(fault.sentence, **fault.arguments)])
    except Forbidden:
        answer()
        text.note(signin.why_not(signin.access(), view.say))
    else:
        answer()
        st.rerun()


def _purpose(examined: Examined) -> Purpose:
    return Purpose(about={"file": examined.name})
