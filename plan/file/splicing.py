"""The text of ``indicators.yaml`` changed so that it reads as the edited tree, and nowhere else.

Comments, order, quotation marks, line ends and every character outside the member that is changed
stay. An edit is kept only if the new text reads back as exactly what was meant; where the text is
laid out so that no splice achieves this, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from plan.file.edited_text import EditedText, Splice
from plan.file.edits import Arrange, Edit, Insert, Remove, Rename, Set, Unable, applied
from plan.file.emitter import scalar
from plan.file.listing import arrange, insert
from plan.file.nodes import read_syntax_tree
from plan.file.removing import remove
from plan.file.setting import set_value
from plan.file.tree import InvalidYaml, Tree, compose
from plan.model.tree_address import Address


def amend(
    text: str, edits: Iterable[Edit], order: Mapping[str, Sequence[str]] | None = None,
    root: str = "",
) -> str:  # fmt: skip
    """The text with the edits made, one after the other.

    ``order`` is the order of the keys of a record, by the key of the list or record that holds it;
    a new key is added after those that precede it there. ``root`` is the key that holds the text,
    where it is a piece of a file. Raises ``Unable`` for an edit that cannot be written, and
    ``tree.InvalidYaml`` for a text that cannot be read.
    """
    for edit in edits:
        syntax = read_syntax_tree(text)
        meant = applied(syntax.tree, edit)
        # Not everywhere can a text of several lines be written without quotation marks.
        written = (
            _splice(EditedText(syntax, order or {}, root, literal), edit).on(text)
            for literal in (True, False)
        )
        found = next((each for each in written if _reads_as(each, meant)), None)
        if found is None:
            raise Unable("layout", edit.address)
        text = found
    return text


def _reads_as(text: str, meant: Tree) -> bool:
    """Whether a text reads as a tree. Raises ``Unable`` for what UTF-8 cannot encode."""
    try:
        text.encode()
        tree, _, _ = compose(text)
    except UnicodeEncodeError:
        raise Unable("characters") from None
    except InvalidYaml:
        return False
    return tree == meant


def _splice(edited: EditedText, edit: Edit) -> Splice:
    match edit:
        case Set():
            return set_value(edited, edit.address, edit.value)
        case Insert():
            return insert(edited, edit.address, edit.value, edit.index)
        case Rename():
            return _rename_key(edited, edit.address, edit.name)
        case Arrange():
            return arrange(edited, edit.address, edit.order)
        case Remove():
            return remove(edited, edit.address)


def _rename_key(edited: EditedText, address: Address, name: str) -> Splice:
    """Give a key another name; its value stays as it is written. Raises ``Unable``."""
    parent = edited.syntax.node(address[:-1])
    if parent is None or not isinstance(address[-1], str):
        raise Unable("gone", address)
    start, end = parent.keys[address[-1]]
    return Splice(start, end, scalar(name, within_flow=edited.is_in_flow(address)))
