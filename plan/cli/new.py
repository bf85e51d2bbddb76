"""``new``: a new plan in a folder, from answers given as options, on standard input or asked."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from shlex import quote
from typing import cast

from plan.cli.streams import Misuse, decoded, one_line, opened, printing
from plan.desk.creation import (
    HINT_WORDS,
    QUESTION_WORDS,
    Question,
    Unanswered,
    Unfit,
    hint_words,
    is_needed,
    read_answer,
    read_answers,
)
from plan.desk.plan_text import plan_text, seeds_text
from plan.desk.saving import Unsaved, create
from plan.desk.template import Template, template_of
from plan.edition.edition import load
from plan.edition.view import View
from plan.file.edits import Unable
from plan.locale.translation import Say
from plan.model.key_labels import KEY_LABELS
from plan.model.quantities import Language
from plan.presentation.next_steps import next_steps

#: The option that answers each question.
_OPTIONS: dict[Question, str] = {question: f"--{question}" for question in QUESTION_WORDS} | {
    "axes": "--axis"
}


def add_options(command: argparse.ArgumentParser, say: Say) -> None:
    """Add the options of ``new``."""
    command.add_argument("folder", type=Path, metavar="DIR")
    command.add_argument(
        "--from", dest="template", type=Path, metavar="FILE",
        help=say("another plan, whose axes and indicators are copied without their values"),
    )  # fmt: skip
    for question, option in _OPTIONS.items():
        if question == "axes":
            command.add_argument(
                option, dest=question, action="append", metavar="NAME",
                help=say("the name of an axis; can be repeated; “-” reads them from standard "
                         "input, one per line"),
            )  # fmt: skip
        else:
            command.add_argument(option, dest=question, help=say(HINT_WORDS[question]))


def run(options: argparse.Namespace, say: Say) -> int:
    """Make the plan and print the next steps; return 0, or 1 where it cannot be written."""
    path = options.folder / "indicators.yaml"
    if options.folder.exists() and not options.folder.is_dir():
        raise Misuse(say("“{read}” is a file: name a folder.", read=str(options.folder)))
    if path.exists():
        raise Misuse(say("There is already a plan: {path}. Nothing was changed.", path=str(path)))
    template = _template(options.template, say) if options.template else None
    answers = _given(options, say)
    if sys.stdin.isatty():
        answers = _asked(answers, template, say)
    try:
        new = read_answers(answers, template)
    except Unanswered as unanswered:
        raise Misuse("\n".join(_faults(unanswered, say))) from None
    try:
        create(path, plan_text(new), seeds_text(new.languages[0]))
    except (Unsaved, Unable) as fault:
        print(say(fault.sentence, **fault.arguments), file=sys.stderr)
        return 1
    with printing(0):
        print(say("The plan has been created: {path}.", path=str(path)))
        print("\n".join(_next(path, new.template, say)))
    return 0


def _template(path: Path, say: Say) -> Template:
    edition = load(path)
    if any(problem.code == "file-missing" for problem in edition.problems):
        raise Misuse(say("The file “{read}” does not exist.", read=str(path)))
    if edition.plan is None:
        raise Misuse(say("The plan “{read}” has errors: run “check” to list them.", read=str(path)))
    return template_of(edition)


def _given(options: argparse.Namespace, say: Say) -> dict[Question, str]:
    """The answers given as options; axes from standard input where that was asked for."""
    answers = {each: str(vars(options)[each] or "") for each in QUESTION_WORDS if each != "axes"}
    lines: list[str] = []
    for each in options.axes or ():
        if each == "-":
            lines += (line.rstrip("\n") for line in decoded(opened(each, say), each, say))
        else:
            lines.append(" ".join(each.splitlines()))
    return cast(dict[Question, str], answers) | {"axes": "\n".join(lines)}


def _faults(unanswered: Unanswered, say: Say) -> list[str]:
    """A line for each answer that is missing or cannot be used, with its option."""
    lines = [say("To be completed or corrected:")]
    for question, fault in unanswered.faults.items():
        words = say(fault.sentence, **fault.arguments)
        if fault.code == "missing":
            words = say(HINT_WORDS[question])
        lines.append(f"  {_OPTIONS[question]}: {one_line(words)}")
    return lines


def _asked(
    answers: dict[Question, str], template: Template | None, say: Say
) -> dict[Question, str]:
    """The answers, with those that are missing asked on the terminal until they can be used."""
    answered = dict(answers)
    languages: tuple[Language, ...] = ("fr",)
    for question in QUESTION_WORDS:
        if question == "axes" and not is_needed(question, template):
            continue
        while True:
            typed = answered[question] or _ask(question, languages, say)
            try:
                value = read_answer(question, typed, languages, template)
            except Unfit as unfit:
                print(say(unfit.sentence, **unfit.arguments))
                answered[question] = ""
                continue
            answered[question] = typed
            if question == "languages":
                languages = cast(tuple[Language, ...], value)
            break
    return answered


def _ask(question: Question, languages: tuple[Language, ...], say: Say) -> str:
    """Ask one question; axes are asked line by line, up to an empty one. Raises ``Misuse``."""
    print(f"{say(QUESTION_WORDS[question])} ({hint_words(say, question, languages)})")
    lines = []
    try:
        while line := input("> ").strip():
            lines.append(line)
            if question != "axes":
                break
    except (EOFError, KeyboardInterrupt):
        print()
        raise Misuse(say("Nothing was created.")) from None
    return "\n".join(lines)


def _next(path: Path, template: Template | None, say: Say) -> list[str]:
    """What to do next, a line each; then the copied texts that are to be read again."""
    view = View(load(path), date.today(), date.today(), say.language)
    steps = [
        say("Open it: {command}", command=f"python -m plan serve --plan {quote(str(path))}"),
        *(each.sentence for each in next_steps(view)),
    ]
    lines = [say("What to do next:"), *(f"  {n}. {step}" for n, step in enumerate(steps, 1))]
    mentions = template.mentions() if template else ()
    if mentions:
        lines.append(
            say(
                "To be checked: these texts, copied from the other plan, name its country or a "
                "year."
            )
        )
        lines += (f"  {each.record} · {say(KEY_LABELS[each.key])}: {one_line(each.text)}"
                  for each in mentions)  # fmt: skip
    return lines
