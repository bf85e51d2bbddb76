"""Words of an article hung on an indicator: a proposal decided on, or words found by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from plan.access import Access, Forbidden
from plan.decisions import accept, add_observations, observations_of, reject
from plan.entries import home_of
from plan.model import Indicator, Observation
from plan.pages import elements as e
from plan.pages import forms, frame, review
from plan.pages.presses import answered, pressed, sent
from plan.proposals import Examined, Proposal, sentences_of
from plan.revision import revise
from plan.saving import Unsaved
from plan.tree import Tree
from plan.view import View


def decide(view: View, examined: Examined, proposal: Proposal, key: str) -> None:
    """Accept, correct or reject a proposal."""
    say, edition = view.say, view.edition  # the one that the article was read for
    if review.show(view, key) or proposal.match.relation == "cited":
        return
    first, second, third = st.columns(3)
    correcting = f"correct-{key}"
    if "period" in observations_of(edition, examined, proposal)[0]:
        with first:
            if pressed(say("Accept"), f"accept-{key}", type="primary", width="stretch"):
                review.consider(
                    view, key, lambda: revise(edition, accept(edition, examined, proposal)),
                    about=_about(examined),
                )  # fmt: skip
    with second:
        if pressed(say("Correct"), f"open-{key}", width="stretch"):
            st.session_state[correcting] = not st.session_state.get(correcting, False)
            answered()
    with third, st.popover(say("Reject"), width="stretch"):
        why = st.text_input(say("Why"), key=f"reason-{key}", max_chars=1000)
        if pressed(say("Reject this proposal"), f"reject-{key}"):
            if why.strip():
                tell(
                    view,
                    lambda access, when: reject(edition, examined, proposal, access, when, why),
                )
            else:
                answered()
                e.fault(say("Say why, so that it is remembered."))
    if st.session_state.get(correcting):
        entry = observations_of(edition, examined, proposal)[0]
        observation(view, key, examined, proposal.suggestion.indicator, entry)


def by_hand(view: View, examined: Examined, key: str) -> None:
    """Select a passage and an indicator, and say what it proves."""
    say = view.say
    if review.show(view, key):
        return
    sentences = sentences_of(examined)
    if not sentences:
        return
    place = st.selectbox(
        say("Sentence"), range(len(sentences)), index=None, placeholder="",
        format_func=sentences.__getitem__, key=f"pick-{key}",
    )  # fmt: skip
    names = forms.entry_names(view, "indicator", new=False)
    indicator = st.selectbox(
        say("Indicator"), list(names), index=None, placeholder="",
        format_func=names.__getitem__, key=f"on-{key}",
    )  # fmt: skip
    if place is None or indicator is None:
        return
    entry: dict[str, Tree] = {
        "evidence": [{"source": examined.source, "quote": sentences[place]}],
    }
    if examined.published:
        entry["period"] = examined.published.iso()
    observation(view, f"{key}-{place}-{indicator}", examined, indicator, entry, key)


def observation(
    view: View, key: str, examined: Examined, indicator: str, entry: dict[str, Tree],
    waits: str | None = None,
) -> None:  # fmt: skip
    """The form of a new observation of an indicator; ``waits`` is the key of its review."""
    say, edition = view.say, review.opened(view, key)
    plan = edition.sound
    if plan is None or indicator not in plan.indicator:
        e.note(say("It is no longer in the file."))
        return
    held: Indicator = plan.indicator[indicator]
    names = tuple((each.id, each.name.told(view.language)) for each in held.steps)
    at = (*home_of(edition, indicator), "observations", len(held.observations))
    form = forms.Form(
        review.form_key(key), say, plan, review.faults(waits or key), held.nature, names
    )
    with st.form(f"form-{form.key}", enter_to_submit=False):
        typed = forms.draw(form, Observation, entry)
        asked = sent(say("Review the change"), form.name(("go",)), type="primary")
    review.tell_faults(view, waits or key)
    if asked:
        meant = forms.meant_by(entry, typed, "")
        review.consider(
            view, waits or key, lambda: revise(edition, add_observations(at[:-2], [meant])), at,
            about=_about(examined),
        )  # fmt: skip


def tell(view: View, act: Callable[[Access, datetime], None]) -> None:
    """Do what is entered in the journal only, and show the page anew; say why where it fails."""
    say = view.say
    try:
        act(frame.access(), datetime.now(UTC).astimezone())
    except Unsaved as fault:
        answered()
        e.alert(say("Nothing was saved."), [say(fault.sentence, **fault.arguments)])
    except Forbidden:
        answered()
        e.note(frame.why_not(view.language))
    else:
        answered()
        st.rerun()


def _about(examined: Examined) -> dict[str, str]:
    return {"file": examined.name}
