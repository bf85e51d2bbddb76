"""Find a quoted passage in an article, and say whether it still says the same.

Two steps, never one. Finding is generous: verbatim, then the same words however they are printed,
then the nearest passage by edit distance (``search``). Verifying (``differences``) is strict:
however alike, only a passage that says the same is green.
"""

from __future__ import annotations

import re
from typing import Final

from plan.evidence.match import GREEN, Match, State
from plan.language.characters import INVISIBLE
from plan.language.folding import Folded, fold
from plan.language.seams import is_seam

__all__ = ["GREEN", "Folded", "Match", "State", "find", "fold"]

#: What can be seen of a text: a quotation without any quotes nothing.
_VISIBLE: Final = re.compile(rf"[^\s{INVISIBLE}]")


def find(
    article: Folded, quote: str, prefix: str | None = None, suffix: str | None = None
) -> Match:
    """Find a quotation in an article, with what was stored of the words before and after it."""
    text = article.text
    start = text.find(quote)
    if start >= 0 and text.find(quote, start + 1) < 0 and _VISIBLE.search(quote):
        end = start + len(quote)
        if not (is_seam(text, start) or is_seam(text, end)) and (
            not (prefix or suffix)
            or (prefix and text.endswith(prefix, 0, start))
            or (suffix and text.startswith(suffix, end))
        ):
            return Match("exact", start, end, quote, ())
    # Most quotations are verbatim: what else it takes to find one is loaded for the others.
    from plan.evidence.search import search_passage

    return search_passage(article, fold(quote), fold(prefix or ""), fold(suffix or ""))
