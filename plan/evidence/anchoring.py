"""Find a quoted passage in an article, and verify that the article still says the same.

Finding is tolerant: verbatim, then the same words in any typography, then the nearest passage by
edit distance (``search``). Verifying (``differences``) is strict: however similar, only a passage
with the same words is green.
"""

from __future__ import annotations

import re
from typing import Final

from plan.evidence.match import Match
from plan.language.characters import INVISIBLE
from plan.language.folding import Folded, fold
from plan.language.token_boundaries import splits_token

#: A quotation without a visible character quotes nothing.
_VISIBLE: Final = re.compile(rf"[^\s{INVISIBLE}]")


def find(
    article: Folded, quote: str, prefix: str | None = None, suffix: str | None = None
) -> Match:
    """Find a quotation in an article by its words and the stored words before and after it."""
    text = article.text
    start = text.find(quote)
    if start >= 0 and text.find(quote, start + 1) < 0 and _VISIBLE.search(quote):
        end = start + len(quote)
        if not (splits_token(text, start) or splits_token(text, end)) and (
            not (prefix or suffix)
            or (prefix and text.endswith(prefix, 0, start))
            or (suffix and text.startswith(suffix, end))
        ):
            return Match("exact", start, end, quote, ())
    # Most quotations are verbatim; the modules that find the others are loaded only for those.
    from plan.evidence.search import search_passage

    return search_passage(article, fold(quote), fold(prefix or ""), fold(suffix or ""))
