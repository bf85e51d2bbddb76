"""The catalogue is read as Babel reads it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from plan.locale.catalogue import read_catalogue

CATALOGUE = Path(__file__).parents[2] / "plan" / "locale" / "fr.po"
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def babel_reads(text: str) -> dict[str, tuple[str, ...]]:
    def entries() -> Iterator[tuple[str, tuple[str, ...]]]:
        for entry in read_po(BytesIO(text.encode()), locale="fr", abort_invalid=True):
            if entry.id and entry.string:
                message = entry.id if isinstance(entry.id, str) else entry.id[0]
                yield message, (entry.string,) if isinstance(entry.string, str) else entry.string

    return dict(entries())


def test_the_french_catalogue_is_read_as_babel_reads_it() -> None:
    text = CATALOGUE.read_text(encoding="utf-8")
    found = read_catalogue(text)
    assert found == babel_reads(text)
    assert len(found) > 900


@pytest.mark.parametrize(
    "entries",
    [
        'msgid "one"\nmsgstr "un"\n',
        '# said first\n#: plan/a.py:3\nmsgid "one"\nmsgstr "un"\n\nmsgid "two"\nmsgstr "deux"',
        'msgid "a \\"b\\" \\\\ c\\td\\n"\nmsgstr "« \\"b\\" » \\\\\\\\n"\n',
        'msgid ""\n"begun here, "\n"ended there"\nmsgstr ""\n"commencé ici, "\n"fini là"\n',
        'msgid "{n} step"\nmsgid_plural "{n} steps"\nmsgstr[0] "{n} pas"\nmsgstr[1] "pas"\n',
        'msgid "not yet"\nmsgstr ""\n\nmsgid "one"\nmsgstr "un"\n',
        'msgid "one"\nmsgstr "un"\n\n#~ msgid "gone"\n#~ msgstr "parti"\n',
    ],
)
def test_each_form_of_an_entry_is_read_as_babel_reads_it(entries: str) -> None:
    assert read_catalogue(HEADER + entries) == babel_reads(HEADER + entries) != {}
