"""A table: a data frame with its title, ready to be shown or downloaded."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from plan.edition.view import View
from plan.presentation.values import source_words


@dataclass(frozen=True)
class Table:
    """A data frame with the title and the caveat that every export of it carries.

    ``links`` holds, by the name of a parameter of an address, its value for each row.
    """

    title: str
    frame: pd.DataFrame
    caveat: str = ""
    links: Mapping[str, list[str]] | None = None

    def csv(self, view: View) -> bytes:
        """The table as CSV for spreadsheets, below its title, plan, days, source and caveat."""
        say = view.say
        out = io.StringIO()
        heading = [
            self.title,
            view.plan.head.title.in_language(view.language),
            say("As of {on}, from what was published up to {known}", on=view.on, known=view.known),
            say("Source: verified passages from {sources}", sources=sources_words(view)),
        ]
        if view.simulate:
            heading.append(say("Simulation: proposed targets are included"))
        if self.caveat:
            heading.append(self.caveat)
        lines = pd.DataFrame([_harmless(line) for line in heading])
        lines.to_csv(out, index=False, header=False, lineterminator="\r\n")
        out.write("\r\n")
        harmless = self.frame.map(_harmless).rename(columns=_harmless)
        harmless.to_csv(out, index=False, lineterminator="\r\n")
        return out.getvalue().encode("utf-8-sig")


_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


def _harmless(cell: object) -> object:
    # A spreadsheet evaluates a text that begins like a formula (CSV injection).
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def sources_words(view: View) -> str:
    """The last twelve articles published by the day of knowledge, for a line of sources."""
    known = [view.plan.source[name] for name in view.known_sources]
    words = view.say.series(source_words(view, source) for source in known[-12:])
    return words or view.say("no article")


def _frame(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> pd.DataFrame:
    return pd.DataFrame([list(row) for row in rows], columns=list(columns))


def make_table(
    view: View,
    title: str,
    columns: Iterable[str],
    rows: Iterable[Iterable[object]],
    caveat: str = "",
) -> Table:
    """A table whose title and columns, given in English, are worded in the view's language."""
    say = view.say
    return Table(say(title), _frame([say(column) for column in columns], rows), caveat)


def linked(table: Table, **links: list[str]) -> Table:
    """A table whose rows link to pages: the value of an address parameter for each row."""
    return Table(table.title, table.frame, table.caveat, links)


def window(table: Table, rows: tuple[int, int]) -> Table:
    """The rows of a table from the first, counted from 0, to before the second of two numbers."""
    first, last = rows
    links = {name: several[first:last] for name, several in (table.links or {}).items()}
    return Table(table.title, table.frame.iloc[first:last], table.caveat, links)
