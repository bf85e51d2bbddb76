"""Controls for a day or a period: typed as people write it, shown back as it was read."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from plan.file.tree import Tree
from plan.language.time.typed_periods import (
    Unclear,
    in_file_notation,
    read_typed_day,
    read_typed_period,
)
from plan.locale.translation import Say
from plan.model.quantities import InvalidValue, Period
from plan.presentation.date_words import (
    example_words,
    period_to_edit,
    read_as_words,
    unclear_words,
)
from plan.ui import address, session, text, widgets


def date_field(say: Say, arguments: dict[str, Any], tree: Tree, day: bool) -> tuple[Tree, bool]:
    """The value for the file, and whether why it is not read is shown; ``day``: a single day."""
    held = tree if isinstance(tree, str) else ""
    shown = period_to_edit(say, held)
    typed = widgets.text_input(
        value=shown, placeholder=say("e.g. {example}", example=example_words(say, day)), **arguments
    )
    bare = typed.strip()
    if typed == shown:
        return tree, False
    if not bare:
        return "", False
    try:
        if day:
            read = read_typed_day(bare, say.language)
            period = Period(read, read)
        else:
            period = read_typed_period(bare, say.language)
    except Unclear as unclear:
        text.fault(unclear_words(say, unclear, day))
        return bare, True
    except InvalidValue:
        return bare, False  # reported when the change is checked
    text.remark(read_as_words(say, period))
    return in_file_notation(period), False


def pick_typed_day(say: Say, label: str, name: str, explained: str) -> date | None:
    """A day of the address, typed; None, with the reason, until it is read.

    ``explained`` is the help text. What is not read stays in the address, and thus on screen.
    """
    key, held = session.picker_key(name), address.day(name)
    session.set_control(key, say.day(held) if held else address.read(name))

    def write() -> None:
        typed = str(session.control_value(key)).strip()
        with suppress(Unclear, InvalidValue):
            typed = read_typed_day(typed, say.language).isoformat() if typed else ""
        address.write(name, typed)

    typed = widgets.text_input(
        label,
        key=key,
        on_change=write,
        help=explained,
        placeholder=say("e.g. {example}", example=example_words(say, True)),
    )
    if typed and held is None:
        try:
            read_typed_day(typed, say.language)
        except Unclear as unclear:
            text.fault(unclear_words(say, unclear, True))
        except InvalidValue:
            text.fault(unclear_words(say, Unclear("impossible"), True))
    return held
