"""The review of a revision before it is saved: its effects, problems and line difference.

In: a function that makes a revision. Out: the revision saved, or dropped. Until then it waits in
the session, under a key for the place on a page where it was made; a failed save loses nothing.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import streamlit as st

from plan.desk import saving
from plan.desk.access import WHY_NOT, Forbidden
from plan.desk.change import Change
from plan.desk.commit import Faulty, commit
from plan.desk.effects import Effect, effects
from plan.desk.records import relocated
from plan.desk.revisions import Revision, line_difference, redo
from plan.edition.edition import Edition
from plan.edition.view import View
from plan.file import edits, tree
from plan.locale.translation import Say
from plan.model.tree_address import Address
from plan.presentation.change_words import record_changes
from plan.ui import address, cache, data, editing, session, signin, text, widgets
from plan.ui.buttons import answer, clicked
from plan.ui.forms import faults_of
from plan.ui.naming import place_words, problem_words
from plan.ui.session import Purpose, Waiting
from plan.ui.theme import mark_unsaved

_MOST_LINES: Final = 400
_NOTICED_FOR: Final = 20  # seconds
_EDIT: Final = Purpose()


def faults(key: str) -> session.Faults:
    """The faults of a form, by address in its record."""
    return session.form(key).faults


def drop(key: str) -> None:
    """Discard the revision that waits under a key."""
    session.get().waiting.pop(key, None)


def show_faults(view: View, key: str) -> None:
    """Draw a note below a form that has faults."""
    if faults(key):
        words = view.say("Something still has to be corrected: see beside the fields.")
        text.alert(words, [])
        mark_unsaved(view.say("Your change is not saved. Leave the page anyway?"))


def consider(
    view: View, key: str, make: Callable[[], Revision], home: Address | None = None,
    purpose: Purpose = _EDIT,
) -> None:  # fmt: skip
    """Make a revision and let it wait for a decision; show the reason if it cannot be made.

    If it would bring errors into the record at ``home``, they are shown beside the fields of the
    form instead.
    """
    say, mine = view.say, session.get()
    session.change_form(key, faults={})
    drop(key)
    try:
        revision = make()
    except (edits.Unable, tree.InvalidYaml) as fault:
        _say_why_not(say, fault)
        return
    clashes: tuple[Address, ...] = ()
    now, made = editing.current_edition(view), revision
    # If somebody has saved since the form was opened, repeat the change on the current file.
    if revision.opened not in (now.reading.text, cache.latest().reading.text):
        with contextlib.suppress(edits.Unable, tree.InvalidYaml):
            revision, clashes = redo(made, now)
    if not revision.differs:
        _say_unchanged(say)
        return
    if home is not None and revision is not made:
        home = relocated(home, made.after, revision.after)
    if home is not None and (found := faults_of(revision.new_errors, home, say)):
        session.change_form(key, faults=found)
    else:
        then = {name: (address.read(name), value) for name, value in purpose.address.items()}
        mine.waiting[key] = Waiting(revision, purpose, then, clashes)
        mine.notice = None
    answer()
    st.rerun()


def _say_why_not(say: Say, fault: edits.Unable | tree.InvalidYaml) -> None:
    answer()
    why = (
        fault.problem.message(say) if isinstance(fault, tree.InvalidYaml)
        else say(fault.sentence, **fault.arguments)
    )  # fmt: skip
    text.alert(say("This change cannot be written."), [why])


def _say_unchanged(say: Say) -> None:
    answer()
    text.note(say("Nothing to save: there is no change."))


def show_saved(view: View) -> None:
    """Draw, for a while after a save, the notice that a revision has been saved."""
    mine = session.get()
    for key, held in list(mine.waiting.items()):
        if held.saved:
            _settle(key, held)
    notice = mine.notice
    if notice is None or time.monotonic() - notice.at > _NOTICED_FOR:
        return
    words = view.say("Saved. You can undo it in the history.")
    if not notice.entered:
        words = view.say(
            "Saved. The history cannot be written at the moment: the change will be added as "
            "soon as possible."
        )
    text.success(words)
    if mine.toasted != notice:
        mine.toasted = notice
        widgets.toast(words)  # the notice may be out of sight


def show_others(view: View, beginning: str, shown: Collection[str]) -> None:
    """Draw the waiting revisions that have lost their place on the page.

    These are the keys that start with ``beginning``, except those ``shown`` at their places.
    """
    for key in sorted(session.get().waiting):
        if key.startswith(beginning) and key not in shown:
            show(view, key)


def show(view: View, key: str) -> bool:
    """Draw the revision that waits under a key and act on the decision; False if there is none."""
    held = session.get().waiting.get(key)
    if held is None:
        return False
    say, revision = view.say, held.revision
    mark_unsaved(say("Your change is not saved. Leave the page anyway?"))
    with st.container(key=f"review-{key}", border=True):
        text.heading(say("Check before saving"))
        if held.stale is not None:
            _show_stale(view, key, held, held.stale)
        if held.clashes:
            text.alert(
                say("You and somebody else changed the same thing, or one removed what the other "
                "changed. Saving keeps what you see below:"),
                [place_words(view, revision.after, each) for each in held.clashes],
            )  # fmt: skip
        said = _show_changes(view, revision)
        _show_problems(view, revision)
        with widgets.expander(say("Changed lines of the file"), not said, key=f"lines-{key}"):
            data.difference(view, revision.lines[:_MOST_LINES])
            if len(revision.lines) > _MOST_LINES:
                text.paragraph(say("… and {n} more.", n=len(revision.lines) - _MOST_LINES))
        why = widgets.text_input(
            say("Reason (for the history)"), key=f"why-{key}", max_chars=1000, placeholder=""
        )
        left, right = st.columns([1, 1])
        with left:
            saved = clicked(
                say("Save"), f"save-{key}", type="primary", width="stretch",
                disabled=bool(revision.new_errors) or held.stale is not None,
            )  # fmt: skip
        with right:
            dropped = clicked(say("Do not save"), f"drop-{key}", width="stretch")
    if dropped:
        drop(key)
        answer()
        st.rerun()
    if saved:
        _save(say, key, held, why)
    return True


def _save(say: Say, key: str, held: Waiting, why: str) -> None:
    waiting, refused = session.get().waiting, []
    try:
        with widgets.spinner(say("Saving…")):
            access, now = signin.access(), datetime.now(UTC).astimezone()
            change = Change(now, access.who, why, held.purpose.kind, held.purpose.about)
            entry = commit(held.revision, access, change)
            # Remembered at once: any later call of Streamlit may stop the run.
            held = waiting[key] = replace(held, saved=True, entered=entry.number != 0)
    except saving.Stale as stale:
        other = stale.text.removeprefix("\ufeff")
        if other != held.revision.text:
            waiting[key] = replace(held, stale=other)
            answer()
            st.rerun()
        # An earlier click has saved it already.
        held = waiting[key] = replace(held, saved=True)
    except saving.Unsaved as fault:
        refused = [say(fault.sentence, **fault.arguments)]
    except Forbidden as forbidden:
        refused = [say(WHY_NOT[forbidden.reason])]
    except Faulty as faulty:
        refused = [each.message(say) for each in faulty.problems]
    if refused:
        answer()
        text.alert(say("Nothing was saved."), refused)
        return
    _settle(key, held)
    st.rerun()


def _settle(key: str, held: Waiting) -> None:
    """Do what follows a save; if the run is stopped here, the next run repeats it."""
    editing.follow_for_a_while(held.then)
    session.get().notice = session.Notice(time.monotonic(), held.entered)
    answer()
    editing.draw_anew(key)
    drop(key)


def _show_stale(view: View, key: str, held: Waiting, stale: str) -> None:
    """Draw what somebody else has saved meanwhile, and how to go on."""
    say = view.say
    text.alert(
        say("The file has been changed since you opened it, by somebody else or in another "
            "window. Nothing was saved, and what you typed is not lost."),
        [],
    )  # fmt: skip
    text.heading(say("What has changed in the file in the meantime"), 3)
    data.difference(view, line_difference(held.revision.opened, stale)[:_MOST_LINES])
    if clicked(say("Apply my change to the new version"), f"redo-{key}", type="primary"):
        try:
            made, clashes = redo(held.revision, cache.latest())
        except (edits.Unable, tree.InvalidYaml) as fault:
            _say_why_not(say, fault)
            return
        if not made.differs:
            _say_unchanged(say)
            return
        session.get().waiting[key] = replace(held, revision=made, clashes=clashes, stale=None)
        answer()
        st.rerun()
    text.paragraph(say("Your change, as you made it:"))


def _show_changes(view: View, revision: Revision) -> bool:
    """Draw what the revision changes, in sentences; whether there is anything to say."""
    say, before, after = view.say, revision.before.sound, revision.after.sound
    if before is None or after is None:
        return False
    changed = record_changes(say, before, after, repaired=revision.before.plan is None)
    found = {each.indicator: each for each in _effects(view, revision)}
    if not changed:
        text.paragraph(say("Only the order, the layout or the remarks of the file change."))
        return False
    text.heading(say("What changes"), 3)
    for change in changed:
        effect = found.get(change.id) if change.kind == "indicator" else None
        text.effect(change.title, (*change.sentences, *(_effect_words(say, effect))))
    return True


def _effects(view: View, revision: Revision) -> list[Effect]:
    plans = view.edition.plan, revision.before.plan, revision.after.plan
    if any(plan is None for plan in plans):
        return []
    before = view if view.edition is revision.before else view.of(revision.before)
    return effects(before, before.of(revision.after), revision.change_set)


def _effect_words(say: Say, effect: Effect | None) -> Iterator[str]:
    """The finding of an indicator before and after, in sentences."""
    if effect is None:
        return
    if not effect.differs:
        yield say("What is shown stays the same: {finding}", finding=effect.after)
        return
    if effect.before:
        yield say("Before: {finding}", finding=effect.before)
    if effect.after:
        yield say("After: {finding}", finding=effect.after)


def _show_problems(view: View, revision: Revision) -> None:
    say, today = view.say, date.today()
    if revision.new_errors:
        text.alert(
            say("This cannot be saved yet:"),
            problem_words(view, revision.after, revision.new_errors),
        )
        return
    brought, fixed = revision.new_problems(today), revision.fixed_problems(today)
    if brought:
        text.heading(say("New problems in the file"), 3)
        text.bullets(problem_words(view, revision.after, brought))
    if fixed:
        text.heading(say("Problems solved"), 3)
        text.bullets(problem_words(view, revision.before, fixed))
    if not brought and not fixed:
        text.paragraph(say("No new problem in the file."))


def offer_new_version(view: View, key: str) -> None:
    """Draw a note if the file is broken, or has changed since a form was opened.

    Where it has changed, a button resets the form.
    """
    say, latest = view.say, cache.latest()
    if editing.base_of(view, key).reading.text == latest.reading.text:
        return
    if latest.sound is None:
        _note_broken(say, latest)
        return
    text.note(
        say("The file has changed since this form was opened. What you typed is kept; when you "
            "save, it is combined with that change.")
    )  # fmt: skip
    if clicked(say("Discard what I typed and reload the file"), f"renew-{key}"):
        drop(key)
        editing.draw_anew(key)
        answer()
        st.rerun()


def _note_broken(say: Say, latest: Edition) -> None:
    """Draw where the file is broken, and what becomes of a form on its last sound version."""
    first = next(each for each in latest.problems if each.severity == "error")
    line, column = latest.reading.place_of(first)
    text.note(
        say("The file has an error at line {line}, column {column}: {problem} This form shows its "
            "last valid version. You can continue; saving must wait until the file is corrected.",
            line=str(line), column=str(column), problem=first.message(say))
    )  # fmt: skip
