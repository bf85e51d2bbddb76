"""Before a change is saved: what it does, what it would bring, what differs; then the saving.

What waits for a decision stands in the session, under a key of its own for each place where
changes are made, until it is saved or dropped. Nothing is lost when it cannot be saved.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import streamlit as st

from plan import edits, saving, tree
from plan.access import WHY_NOT, Forbidden
from plan.change import Change, EntryKind
from plan.desk import Faulty, commit
from plan.edition import Edition
from plan.effects import effects
from plan.entries import relocated
from plan.journal import Entry, digest
from plan.locale import Say
from plan.model import Address
from plan.pages import address, cache, frame
from plan.pages import elements as e
from plan.pages.forms import faults_of, where_words, worded
from plan.pages.presses import answered, pressed
from plan.revision import Revision, line_difference, redo
from plan.view import View

_MOST_LINES = 400
_TOLD_FOR = 20  # seconds
_FOLLOWED_FOR = 3  # seconds


@dataclass(frozen=True)
class Waiting:
    """A revision that waits for a decision, and what has been said of it.

    ``then`` is what the address of the page says once it is saved, after what it said before it;
    ``done`` gets the entry of the journal as soon as it is, since the run may be stopped at any
    word to Streamlit after that.
    """

    revision: Revision
    kind: EntryKind = "edit"
    about: Mapping[str, str] = field(default_factory=dict)
    then: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    clashes: tuple[Address, ...] = ()
    stale: str | None = None
    done: list[Entry | None] = field(default_factory=list)


def drop(key: str) -> None:
    """Forget what waits."""
    st.session_state.pop(f"waiting-{key}", None)


def waiting(key: str) -> Waiting | None:
    """What waits for a decision under a key."""
    found: Waiting | None = st.session_state.get(f"waiting-{key}")
    return found


def _keys(of: str) -> list[str]:
    """The keys under which the session holds something of one kind."""
    names = map(str, st.session_state)
    return sorted(name.removeprefix(of) for name in names if name.startswith(of))


def faults(key: str) -> Mapping[Address, tuple[str, ...]]:
    """What is still wrong in a form, by where in its entry it stands."""
    found: Mapping[Address, tuple[str, ...]] = st.session_state.get(f"faults-{key}", {})
    return found


def tell_faults(view: View, key: str) -> None:
    """Below a form, that something in it is still wrong."""
    if faults(key):
        told = view.say("Something is still to be mended: it is told beside the fields.")
        e.alert(told, [])
        e.unsaved(view.say("Your change is not saved. Leave the page all the same?"))


def consider(
    view: View, key: str, make: Callable[[], Revision], home: Address | None = None,
    kind: EntryKind = "edit", about: Mapping[str, str] | None = None,
    then: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Make a revision and let it wait for a decision; tell why where there is none.

    Where it would bring errors into the entry at ``home``, they are told beside the fields of its
    form instead.
    """
    say, told = view.say, ""
    st.session_state.pop(f"faults-{key}", None)
    drop(key)
    try:
        revision = make()
    except edits.Unable as fault:
        told = say(fault.sentence, **fault.arguments)
    except tree.Refused as refused:
        told = refused.problem.told(say)
    if told:
        answered()
        e.alert(say("This change cannot be written."), [told])
        return
    clashes: tuple[Address, ...] = ()
    now, made = current(view), revision
    # Else somebody has saved since the form was opened. A mend is of the file as it is now.
    if revision.opened not in (now.reading.text, cache.latest().reading.text):
        with contextlib.suppress(edits.Unable, tree.Refused):
            revision, clashes = redo(made, now)
    if not revision.changed:
        answered()
        e.note(say("Nothing differs from the file."))
        return
    if home is not None and revision is not made:
        home = relocated(home, made.after, revision.after)
    if home is not None and (found := faults_of(revision.new_errors, home, say)):
        st.session_state[f"faults-{key}"] = found
    else:
        st.session_state.pop("saved", None)
        goes = {name: (address.read(name), value) for name, value in (then or {}).items()}
        st.session_state[f"waiting-{key}"] = Waiting(revision, kind, about or {}, goes, clashes)
    answered()
    st.rerun()


def tell_saved(view: View) -> None:
    """Say on the page, for a while after it, that a change has been saved."""
    for key in _keys("waiting-"):
        if (held := waiting(key)) is not None and held.done:
            _settle(key, held)
    saved = st.session_state.get("saved")
    if saved is None or time.monotonic() - saved > _TOLD_FOR:
        return
    told = view.say("Saved. The change stands in the history, and can be undone there.")
    if st.session_state.get("unentered"):
        told = view.say(
            "Saved. The journal cannot be written: the change will be entered as soon as it can."
        )
    e.success(told)
    if st.session_state.get("saved-told") != saved:
        st.session_state["saved-told"] = saved
        st.toast(told)  # what was saved may stand far below


def show_others(view: View, beginning: str, shown: Collection[str]) -> None:
    """Show what waits under keys that begin so, and have no place on the page any more.

    ``shown`` are the keys that have one.
    """
    for key in _keys("waiting-"):
        if key.startswith(beginning) and key not in shown:
            show(view, key)


def show(view: View, key: str) -> bool:
    """Show what waits under a key, and take the decision; whether anything waits."""
    held = waiting(key)
    if held is None:
        return False
    say, revision = view.say, held.revision
    e.unsaved(say("Your change is not saved. Leave the page all the same?"))
    with st.container(key=f"review-{key}", border=True):
        e.heading(say("Before it is saved"))
        if held.stale is not None:
            _show_stale(view, key, held)
        if held.clashes:
            e.alert(
                say("Here you both changed the same thing, or one took away what the other "
                    "changed. What you see below would be saved:"),
                [where_words(view, revision.after, each) for each in held.clashes],
            )  # fmt: skip
        _show_effects(view, revision)
        _show_problems(view, revision)
        e.heading(say("What differs in the file"), 3)
        e.difference(view, revision.lines[:_MOST_LINES])
        if len(revision.lines) > _MOST_LINES:
            e.text(say("… and {n} more.", n=len(revision.lines) - _MOST_LINES))
        why = st.text_input(
            say("Why (for the history)"), key=f"why-{key}", max_chars=1000, placeholder=""
        )
        left, right = st.columns([1, 1])
        with left:
            saved = pressed(
                say("Save"), f"save-{key}", type="primary", width="stretch",
                disabled=bool(revision.new_errors) or held.stale is not None,
            )  # fmt: skip
        with right:
            dropped = pressed(say("Do not save"), f"drop-{key}", width="stretch")
    if dropped:
        drop(key)
        answered()
        st.rerun()
    if saved:
        _save(say, key, held, why)
    return True


def _save(say: Say, key: str, held: Waiting, why: str) -> None:
    told = []
    try:
        with st.spinner(say("Saving…")):
            access, now = frame.access(), datetime.now(UTC).astimezone()
            change = Change(now, access.who, why, held.kind, held.about)
            held.done.append(commit(held.revision, access, change))
    except saving.Stale as stale:
        text = stale.text.removeprefix("\ufeff")
        if text != held.revision.text:  # else it was saved already, by a press before this one
            st.session_state[f"waiting-{key}"] = replace(held, stale=text)
            answered()
            st.rerun()
        held.done.append(None)
    except saving.Unsaved as fault:
        told = [say(fault.sentence, **fault.arguments)]
    except Forbidden as refused:
        told = [say(WHY_NOT[refused.reason])]
    except Faulty as faulty:
        told = [each.told(say) for each in faulty.problems]
    if told:
        answered()
        e.alert(say("Nothing was saved."), told)
        return
    _settle(key, held)
    st.rerun()


def _settle(key: str, held: Waiting) -> None:
    """What follows from a saving: it may begin again where it was stopped."""
    (entry, *_) = held.done
    st.session_state["then"] = time.monotonic() + _FOLLOWED_FOR, held.then
    follow()
    st.session_state["saved"] = time.monotonic()
    st.session_state["unentered"] = entry is not None and entry.number == 0
    answered()
    forget(key)
    drop(key)


def _show_stale(view: View, key: str, held: Waiting) -> None:
    """Somebody else has saved meanwhile: what they changed, and how to go on."""
    say = view.say
    assert held.stale is not None
    e.alert(
        say("The file has been changed since you opened it, by somebody else or in another window. "
            "Nothing was saved, and nothing of yours is lost."),
        [],
    )  # fmt: skip
    e.heading(say("What has changed in the file meanwhile"), 3)
    e.difference(view, line_difference(held.revision.opened, held.stale)[:_MOST_LINES])
    if pressed(say("Make my change on the new version"), f"redo-{key}", type="primary"):
        latest = cache.latest()
        try:
            made, clashes = redo(held.revision, latest)
        except (edits.Unable, tree.Refused) as fault:
            answered()
            told = (
                fault.problem.told(say) if isinstance(fault, tree.Refused)
                else say(fault.sentence, **fault.arguments)
            )  # fmt: skip
            e.alert(say("This change cannot be written."), [told])
            return
        if not made.changed:
            answered()
            e.note(say("Nothing differs from the file."))
            return
        st.session_state[f"waiting-{key}"] = replace(
            held, revision=made, clashes=clashes, stale=None
        )
        answered()
        st.rerun()
    e.text(say("Your change, as you made it:"))


def _show_effects(view: View, revision: Revision) -> None:
    say = view.say
    plans = view.edition.plan, revision.before.plan, revision.after.plan
    if any(plan is None for plan in plans):
        return
    before = view if view.edition is revision.before else view.of(revision.before)
    found = effects(before, before.of(revision.after), revision.made)
    if not found:
        return
    e.heading(say("What it does"), 3)
    for each in found:
        if not each.differs:
            told = [say("It stands as before: {told}", told=each.after)]
        else:
            told = [
                say("Before: {told}", told=each.before or say("not in the plan.")),
                say("After: {told}", told=each.after or say("not in the plan.")),
            ]
        code = f"{each.was} → {each.indicator}" if each.was else each.indicator
        e.effect(f"{code}  {each.name}", told)


def _show_problems(view: View, revision: Revision) -> None:
    say, today = view.say, date.today()
    if revision.new_errors:
        e.alert(
            say("It cannot be saved as it stands:"),
            worded(view, revision.after, revision.new_errors),
        )
        return
    brought, mended = revision.new_problems(today), revision.fixed_problems(today)
    if brought:
        e.heading(say("Problems that it would bring"), 3)
        e.bullets(worded(view, revision.after, brought))
    if mended:
        e.heading(say("Problems that it mends"), 3)
        e.bullets(worded(view, revision.before, mended))
    if not brought and not mended:
        e.text(say("It brings no problem into the file."))


# --- The edition that a form was opened on -------------------------------------------------------


def enter(place: str) -> None:
    """Come to a place where something is edited.

    Coming from another, every form is drawn anew, on the file as it is now: what had been typed in
    it went when it was left.
    """
    if (left := st.session_state.get("place")) != place:
        if left:
            answered()  # what was pressed there is not pressed here
        for key in _keys("opened-"):
            forget(key)
        st.session_state["place"] = place


def opened(view: View, key: str) -> Edition:
    """The edition on which a form was drawn: it stays while somebody fills the form in."""
    name = f"opened-{key}"
    if name not in st.session_state:
        st.session_state[name] = current(view)
    edition: Edition = st.session_state[name]
    return edition


def is_open(key: str) -> bool:
    """Whether somebody is filling in a form."""
    return f"opened-{key}" in st.session_state


def current(view: View) -> Edition:
    """The file as it is on disk, where it can be read at all; else the last that was sound."""
    latest = cache.latest()
    return view.edition if latest.sound is None else latest


def follow() -> None:
    """Show the entry that was saved last under the name that it has now.

    Said for a moment after the saving, since the pages run anew then, with the old address too;
    not where another entry has been picked meanwhile.
    """
    until, wanted = st.session_state.get("then", (0.0, {}))
    if time.monotonic() < until:
        for name, (before, value) in wanted.items():
            if address.read(name) == before:
                address.write(name, value)


def form_key(key: str) -> str:
    """The key of the controls of a form: another one each time it is drawn anew.

    What stands in a control of the same key would stay in the reader's browser. It stays there too
    when the session is lost, as by a server that starts again: so the file is in the key as well,
    lest fields that nobody touched take back what has been changed in it meanwhile.
    """
    edition: Edition | None = st.session_state.get(f"opened-{key}")
    text = "" if edition is None else edition.reading.text
    return f"{key}-{round_of(key)}-{digest(text.encode())[:12]}"


def round_of(key: str) -> int:
    """How many times a form has been drawn anew."""
    found: int = st.session_state.get(f"round-{key}", 0)
    return found


def forget(key: str) -> None:
    """Draw the form anew, on the file as it is now."""
    # A run that is stopped here leaves the edition, by which the next one knows what to forget.
    for name in [n for n in st.session_state if str(n).startswith(f"form-{form_key(key)}-")]:
        del st.session_state[name]
    st.session_state[f"round-{key}"] = round_of(key) + 1
    for name in ("faults", "opened"):
        st.session_state.pop(f"{name}-{key}", None)


def renewal(view: View, key: str) -> None:
    """Where the file has changed since a form was opened: say so, and offer to draw it anew."""
    if opened(view, key).reading.text == cache.latest().reading.text:
        return
    e.note(
        view.say("The file has changed since this form was opened. What you typed stays; when you "
                 "save, it is put together with the change.")
    )  # fmt: skip
    if pressed(view.say("Drop what I typed and read the file again"), f"renew-{key}"):
        drop(key)
        forget(key)
        answered()
        st.rerun()
