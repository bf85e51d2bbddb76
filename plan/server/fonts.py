"""The fonts of Streamlit's frontend, cut down to the letters and icons that pages use.

In: requests for Streamlit's font files. Out: smaller files under the same addresses. A font of text
keeps the letters of languages in Latin script, with their punctuation and signs, and the weights
between regular and bold; the font of icons keeps the icons that the frontend names. A browser draws
any other letter in a font of the system. Three quarters of a megabyte become 80 kB.
"""

from __future__ import annotations

import asyncio
import io
import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp, Receive, Scope, Send

_OURS: Final = Path(__file__).parents[1]
_FOLDER: Final = "/static/media/"
#: The weights of text, in the units of CSS: regular to bold.
_WEIGHTS: Final = (400, 700)
#: Letters that texts in French and English may hold, names from Africa and Europe among them.
KEPT_LETTERS: Final = frozenset(
    chain(
        range(0x20, 0x7F),
        range(0xA0, 0x180),  # letters with accents, and the signs of Latin-1
        map(ord, "ƁɓƊɗƎǝƐɛƔɣƘƙƝɲƆɔƳƴȘșȚțẸẹỌọṢṣ"),
        range(0x2010, 0x2028),  # dashes, quotation marks, points
        range(0x202F, 0x203B),
        map(ord, "ʼ€№™←↑→↓−∞≈≠≤≥⌘▪▲△▶►▼▽◀◆●○✓"),
    )
)
#: How Streamlit's frontend and our pages name an icon.
_ICON: Final = re.compile(r":material/(\w+):")


class SmallerFonts:
    """Answers requests for fonts of a folder of Streamlit's with a smaller font.

    Each is made once, when it is first asked for, and kept in memory.
    """

    def __init__(self, app: ASGIApp, static: Path) -> None:
        """Wrap an application; ``static``: the folder of Streamlit's frontend."""
        self.app = app
        self.files = {
            f"{_FOLDER}{path.name}": path
            for path in (static / "static" / "media").glob("*.woff2")
            if path.name.startswith(("Source", "MaterialSymbols"))
        }
        self.made: dict[str, bytes] = {}
        self.making = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        path = scope.get("path", "")
        if scope["type"] != "http" or path not in self.files or scope["method"] not in _ASKING:
            await self.app(scope, receive, send)
            return
        async with self.making:
            if path not in self.made:
                self.made[path] = await asyncio.to_thread(self.make, self.files[path])
        body = self.made[path]
        headers = [
            (b"content-type", b"font/woff2"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"public, immutable, max-age=31536000"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def make(self, font: Path) -> bytes:
        """The smaller font of a file."""
        if font.name.startswith("Source"):
            return smaller_text(font)
        scripts = chain(
            font.parents[1].glob("js/*.js"), _OURS.glob("ui/*.py"), _OURS.glob("pages/*.py")
        )
        named = {icon for script in scripts for icon in _ICON.findall(script.read_text("utf-8"))}
        return smaller_icons(font, named)


_ASKING: Final = ("GET", "HEAD")


def smaller_text(font: Path) -> bytes:
    """A font of text with the letters of ``KEPT_LETTERS`` only, in WOFF2."""
    from fontTools.varLib.instancer import instantiateVariableFont

    limits: dict[str, Any] = {"wght": _WEIGHTS}

    def narrow(opened: Any) -> Any:
        axes = {axis.axisTag: axis.defaultValue for axis in opened["fvar"].axes}
        fixed = {tag: value for tag, value in axes.items() if tag != "wght"}
        return instantiateVariableFont(opened, limits | fixed)

    return _subset(font, narrow, ["kern", "locl", "tnum"], unicodes=KEPT_LETTERS)


def smaller_icons(font: Path, names: Iterable[str]) -> bytes:
    """A font of icons with the named ones only, in WOFF2; an icon is the ligature of its name."""
    from fontTools.ttLib import TTFont

    opened = TTFont(font)
    letters = {glyph: chr(code) for code, glyph in opened.getBestCmap().items()}
    wanted, glyphs = set(names), set()
    for lookup in opened["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            ligatures_of = getattr(getattr(table, "ExtSubTable", table), "ligatures", {})
            for first, ligatures in ligatures_of.items():
                for ligature in ligatures:
                    parts = (first, *ligature.Component)
                    if "".join(letters.get(part, "") for part in parts) in wanted:
                        glyphs |= {*parts, ligature.LigGlyph}
    return _subset(font, lambda whole: whole, ["*"], glyphs=glyphs, closure=False)


def _subset(
    font: Path, narrow: Callable[[Any], Any], features: list[str], closure: bool = True,
    **kept: Iterable[Any],
) -> bytes:  # fmt: skip
    from fontTools import subset
    from fontTools.ttLib import TTFont

    opened = TTFont(font)
    options = subset.Options(hinting=False, layout_features=features, layout_closure=closure)
    cutting = subset.Subsetter(options)
    cutting.populate(**kept)
    cutting.subset(opened)
    small = narrow(opened)
    small.flavor = "woff2"
    written = io.BytesIO()
    small.save(written)
    return written.getvalue()
