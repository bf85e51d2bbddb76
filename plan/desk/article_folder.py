"""What an article can be added to: ``seeds``, the folder of articles beside the plan's file."""

from __future__ import annotations

import contextlib

from plan.desk.access import Access
from plan.desk.saving import Unsaved, set_aside
from plan.edition.edition import Edition, load
from plan.file.tree import Tree
from plan.suggestions.proposals import Examined, articles_to_read


def names_in_folder(edition: Edition) -> list[str]:
    """The names of all that is in ``seeds``; none where it cannot be read."""
    try:
        return [each.name for each in (edition.path.parent / "seeds").iterdir()]
    except OSError:
        return []


def unnamed_articles(edition: Edition) -> list[str]:
    """The names of the files in ``seeds`` that could be articles and that no source names yet."""
    plan = edition.sound
    named = {source.file for source in plan.sources} if plan is not None else set()
    return [each for each in articles_to_read(edition) if each not in named]


def take_away(edition: Edition, name: str, access: Access) -> None:
    """Move an article that no source names out of ``seeds``, into the folder ``removed``.

    Raises ``access.Forbidden`` and ``saving.Unsaved``; nothing is moved then.
    """
    access.demand_edit()
    if name not in unnamed_articles(load(edition.path, edition)):
        raise Unsaved("named", name)
    set_aside(edition.path, name)


def same_file(edition: Edition, data: bytes) -> str | None:
    """The name of the file in ``seeds`` that has the same bytes, or None."""
    for path in (edition.path.parent / "seeds").glob("*"):
        with contextlib.suppress(OSError):
            if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
                return path.name
    return None


def first_record(edition: Edition, examined: Examined, name: str) -> dict[str, Tree]:
    """The record that would add an article as a source, under an id that no other source has.

    ``name`` is that of its file in ``seeds``. An article that repeats another relays the origin of
    that one.
    """
    record = dict(examined.source_record)
    plan = edition.sound
    if examined.near_duplicates and plan is not None:
        original = next(iter(examined.near_duplicates))
        record["origin"] = plan.source[original].origin or original
        record["id"] = examined.fresh
    return {**record, "file": name}
