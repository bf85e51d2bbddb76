"""The form that creates a plan, and what follows when it is sent.

In: the questions of ``plan.desk.creation``. Out: the plan's file, or what is wrong beside each
field. Somebody else may create the plan meanwhile: the page then says so and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

import streamlit as st

from plan.desk.access import WHY_NOT, Forbidden
from plan.desk.change import Change
from plan.desk.commit import commit_new
from plan.desk.creation import (
    EXAMPLES,
    HINT_WORDS,
    LANGUAGE_CHOICES,
    QUESTION_WORDS,
    Question,
    Unanswered,
    hint_words,
    is_needed,
    read_answers,
)
from plan.desk.saving import Unsaved
from plan.edition.view import View
from plan.file.edits import Unable
from plan.locale.translation import Say
from plan.presentation.countries import country_names, currency_of
from plan.presentation.glossary import LANGUAGE_WORDS
from plan.ui import cache, frame, session, signin, text, widgets
from plan.ui.buttons import answer, clicked

_KEY: Final = "create"
_AXES_HEIGHT: Final = 160  # pixels


def show_taken(say: Say) -> None:
    """Draw that somebody else has created the plan, and the button that opens it."""
    text.alert(
        say("Somebody else has created the plan in the meantime. What you typed was not saved; it "
            "is still here and can be copied."),
        [],
    )  # fmt: skip
    if clicked(say("Open the plan"), "open-plan", type="primary"):
        _open()


def _open() -> None:
    session.get().creating = False
    answer()
    # Every page of the site map has this script until the next run; the overview is the first.
    st.switch_page(frame.script("create"))


def ask_choices(view: View) -> dict[Question, str]:
    """Draw the questions on which others depend: the languages and the country."""
    say = view.say
    session.get().creating = True
    names = country_names(view.language)
    left, right = st.columns(2)
    with left:
        codes = list(LANGUAGE_CHOICES)
        languages = widgets.selectbox(
            _label(say, "languages"), codes, index=0 if view.language == "fr" else 2,
            format_func=lambda code: say(LANGUAGE_WORDS[code]), key=_key("languages"),
        )  # fmt: skip
        _show_faults("languages")
    with right:
        country = widgets.selectbox(
            _label(say, "country"), ["", *names], key=_key("country"),
            format_func=lambda code: f"{names[code]} ({code})" if code else "—",
        )  # fmt: skip
        _show_faults("country")
    return {"languages": languages, "country": country}


def ask_words(view: View, choices: Mapping[Question, str]) -> dict[Question, str]:
    """Draw the other questions; give all answers, those of ``choices`` too, as typed."""
    say, languages = view.say, LANGUAGE_CHOICES[choices["languages"]]
    answers = {**choices, "title": _text(view, "title", languages)}
    first, last, money = st.columns(3)
    with first:
        start = widgets.text_input(f"{say('First day')} *", key=_key("period", "-first"),
                              placeholder="01/01/2024")  # fmt: skip
    with last:
        end = widgets.text_input(f"{say('Last day')} *", key=_key("period", "-last"),
                            placeholder="31/12/2028")  # fmt: skip
        _show_faults("period")
    with money:
        country = choices["country"]
        usual = currency_of(country, date.today()) if country else None
        answers["currency"] = widgets.text_input(
            _label(say, "currency"), usual or "", key=_key("currency", f"-{country}"),
            help=say(HINT_WORDS["currency"]), placeholder="XOF",
        )  # fmt: skip
        _show_faults("currency")
    answers["period"] = f"{start} – {end}" if start.strip() or end.strip() else ""
    answers["owner"] = _text(view, "owner", languages)
    example = EXAMPLES.get(choices["languages"], "")
    answers["axes"] = widgets.text_area(
        f"{say('Strategic axes, one per line')} *", key=_key("axes"), height=_AXES_HEIGHT,
        help=hint_words(say, "axes", languages), placeholder=example,
    )  # fmt: skip
    _show_faults("axes")
    return answers


def _text(view: View, question: Question, languages: tuple[str, ...]) -> str:
    """Draw the text of an answer in each language; give them with a bar between."""
    say = view.say
    names = {"fr": say("French"), "en": say("English")}
    typed = []
    for column, code in zip(st.columns(len(languages)), languages, strict=True):
        label = say(QUESTION_WORDS[question])
        label = f"{label} · {names[code]}" if len(languages) > 1 else label
        needed = code == "fr" and is_needed(question)
        with column:
            typed.append(
                widgets.text_input(
                    f"{label} *" if needed else label,
                    key=_key(question, f"-{code}"),
                    help=say(HINT_WORDS[question]) if code == languages[0] else None,
                )
            )
    _show_faults(question)
    return " | ".join(typed) if any(each.strip() for each in typed) else ""


def create_plan(view: View, answers: Mapping[Question, str]) -> None:
    """Create the plan and open it, or draw why not."""
    say = view.say
    session.change_form(_KEY, faults={})
    refused = ""
    try:
        new = read_answers(answers)
        access, now = signin.access(), datetime.now(UTC).astimezone()
        commit_new(cache.plan_file(), new, access, Change(now, access.who, kind="start"))
    except Unanswered as unanswered:
        session.change_form(_KEY, faults={
            (question,): (say(fault.sentence, **fault.arguments),)
            for question, fault in unanswered.faults.items()
        })  # fmt: skip
        answer()
        st.rerun()
    except (Unsaved, Unable) as fault:
        refused = say(fault.sentence, **fault.arguments)
    except Forbidden as forbidden:
        refused = say(WHY_NOT[forbidden.reason])
    if refused:
        answer()
        text.alert(say("Nothing was saved."), [refused])
        return
    _open()


def _label(say: Say, question: Question) -> str:
    return say(QUESTION_WORDS[question]) + (" *" if is_needed(question) else "")


def _key(question: Question, more: str = "") -> str:
    return session.control_key(_KEY, (question,), more)


def _show_faults(question: Question) -> None:
    for words in session.form(_KEY).faults.get((question,), ()):
        text.fault(words)
