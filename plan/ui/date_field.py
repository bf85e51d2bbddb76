"""The control of a day or a period: typed as people write it, shown back as it was read."""

from __future__ import annotations

from typing import Any

import streamlit as st

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
from plan.ui import text


def date_field(say: Say, arguments: dict[str, Any], tree: Tree, day: bool) -> tuple[Tree, bool]:
    """The value for the file, and whether why it is not read is shown; ``day``: a single day."""
    held = tree if isinstance(tree, str) else ""
    shown = period_to_edit(say, held)
    typed = st.text_input(value=shown, placeholder=example_words(say, day), **arguments)
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
