"""The text of a new plan's file: the blank of its language, with the answers put in.

The blanks, in the folder ``blank``, carry the comments that explain the file, each above the
section that it explains.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from plan.desk.creation import NewPlan
from plan.file.edits import Edit, Remove, Set
from plan.file.emitter import with_quoted_names
from plan.file.splicing import amend
from plan.file.tree import Tree, compose
from plan.model.fields import ORDER
from plan.model.quantities import Language
from plan.model.records import Text

_BLANKS: Final = Path(__file__).with_name("blank")
_LONGEST_ID: Final = 40
#: Where an axis or an indicator begins, in what is written here.
_ITEM: Final = re.compile(r"(?:  |      )- id: ")


def plan_text(new: NewPlan) -> str:
    """The text of the file of a new plan. Raises ``edits.Unable`` for texts it cannot hold."""
    template = new.template
    head: dict[str, Tree] = {
        "title": _words(new.title),
        "country": new.country,
        "period": new.period.iso(),
        "currency": new.currency,
        "owner": _words(new.owner) if new.owner else None,
        "units": list(template.units) if template else None,
        "dimensions": list(template.dimensions) if template else None,
    }
    copied = list(template.axes) if template else []
    taken = {str(each["id"]) for each in copied if isinstance(each, dict)}
    fresh = zip(_ids(new, taken), new.axes, strict=True)
    axes = [
        *copied,
        *({"id": name, "name": _words(each), "indicators": []} for name, each in fresh),
    ]
    edits: list[Edit] = [Set(("plan", key), value) for key, value in head.items() if value]
    edits += [Remove(("plan", key)) for key in ("currency", "owner") if not head[key]]
    if axes:
        edits.append(Set(("axes",), with_quoted_names(axes)))
    text = amend(_blank(f"plan.{new.languages[0]}.yaml"), edits, ORDER)
    return _spaced(text)


def seeds_text(language: Language) -> str:
    """The text of ``seeds/README.md``: what goes into that folder."""
    return _blank(f"seeds.{language}.md")


def _blank(name: str) -> str:
    return (_BLANKS / name).read_text(encoding="utf-8")


def _words(text: Text) -> Tree:
    return {"fr": text.fr, **({"en": text.en} if text.en else {})}


def _ids(new: NewPlan, taken: Collection[str]) -> Iterator[str]:
    """An id for each axis, made of its name, that no other has."""
    used = set(taken)
    for number, axis in enumerate(new.axes, 1):
        stem = name = _id_of(axis.in_language(new.languages[0])) or f"axis-{number}"
        again = 2
        while name in used:
            name, again = f"{stem}-{again}", again + 1
        used.add(name)
        yield name


def _id_of(name: str) -> str:
    """The words of a name that fit into an id, in ASCII letters; empty where none can."""
    plain = re.sub(r"\W", " ", name.lower().replace("œ", "oe"))
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", letters)
    while len("-".join(words)) > _LONGEST_ID and len(words) > 1:
        words.pop()
    made = "-".join(words)[:_LONGEST_ID]
    return made if re.search("[a-z]", made) else ""


def _spaced(text: str) -> str:
    """The text with a blank line between axes and between indicators, unless it would read
    otherwise.
    """
    lines = text.split("\n")
    spaced = [
        f"\n{line}" if _ITEM.match(line) and not lines[n - 1].endswith(":") else line
        for n, line in enumerate(lines)
    ]
    made = "\n".join(spaced)
    return made if compose(made)[0] == compose(text)[0] else text
