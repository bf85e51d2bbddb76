"""Random trees, written as YAML in every style that the edits of a file must keep."""

from __future__ import annotations

import json
import random
import re

from plan.file.tree import Tree

WORDS = [
    "abc", "no", "100000", "2024-01-01", "l’eau", "a: b", "x #y", "- z", "é, è", "", "null",
    "«oui»", "[a]", "{b}", "a\nb", "a\n\nb\n", " lead", "tail ", "'q'", '"d"', "a'b", "true", "%x",
    "@x", "1.1", "\ttab", "😀", "plus de cent milles (100.000) personnes, oui", "\u2028x", "x:y",
    "x:", "?a", "a?", "http://x.y/z?a=b#c", "*x", "&x", "!x", "|", "> x", "a   b", "\x00", "\x85",
    "l'eau : oui", "\ufeffx", "\r\nx", "...", "---", "<<", "=", "~", "a\n b\nc", "\n", "x\n\n\n",
    "phrase bien longue qui ne tient pas dans une seule accolade, et qui va jusqu’au bord droit",
]  # fmt: skip
PLAIN = re.compile(r"[A-Za-zéà«][\wéà’ «»().]*(?<! )")
NEVER = {"null", "Null", "NULL"}


class Author:
    """Writes a tree as YAML in any of the ways in which people do, with comments in between."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def tree(self, depth: int = 0, leaf: float = 0.5) -> Tree:
        dice = self.dice
        if depth > 2 or dice.random() < leaf:
            return dice.choice(WORDS) if dice.random() < 0.93 else None
        if dice.random() < 0.65:
            names = [dice.choice("abcdefgh") + dice.choice(["", "é", "1", " x"]) for _ in range(4)]
            return {name: self.tree(depth + 1) for name in names[: dice.randint(0, 4)]}
        return [self.tree(depth + 1) for _ in range(dice.randint(0, 4))]

    def file(self) -> str:
        dice = self.dice
        names = dice.sample(["plan", "sources", "axes", "x", "y"], dice.randint(1, 5))
        out = ["# début", ""] if dice.random() < 0.2 else []
        if dice.random() < 0.05:
            out = ["---"]
        for name in names:
            value = self.tree(1, 0.2)
            out += self.entry(name, value, 0)
            if dice.random() < 0.3:
                out.append("")
            if dice.random() < 0.2:
                out.append("# haut")
        end = dice.choice(["\n", "\n", "\r\n"])
        return end.join(out) + dice.choice([end, "", end + end])

    def entry(self, key: str, value: Tree, column: int) -> list[str]:
        written, below = self.value(value, column)
        name = key if PLAIN.fullmatch(key) else json.dumps(key, ensure_ascii=False)
        return [f"{' ' * column}{name}:{written}", *below]

    def value(self, value: Tree, column: int) -> tuple[str, list[str]]:
        """What follows a key or dash of a column, and the lines below."""
        dice = self.dice
        if value is None:
            return dice.choice(["", " ~", " null"]) + self.comment(), []
        if isinstance(value, str):
            return self.text(value, column)
        if not value or dice.random() < 0.3:
            if dice.random() < 0.3 and value:
                return self.tall(value, column)
            return f" {self.flow(value)}{self.comment()}", []
        below: list[str] = []
        listed = isinstance(value, list)
        shift = column + (
            0 if listed and column > 0 and dice.random() < 0.0 else dice.choice([2, 2, 3])
        )
        if listed and dice.random() < 0.2:
            shift = column
        for key, held in enumerate(value) if isinstance(value, list) else value.items():
            if dice.random() < 0.15:
                below.append(" " * dice.randint(0, 9) + "# entre")
            if dice.random() < 0.1:
                below.append("")
            below += self.item(held, shift) if listed else self.entry(str(key), held, shift)
        return self.comment(), below

    def item(self, value: Tree, column: int) -> list[str]:
        written, below = self.value(value, column)
        compact = not written.strip() and below and below[0].startswith(" " * (column + 2))
        if compact and below[0][column + 2] not in " #" and self.dice.random() < 0.8:
            return [f"{' ' * column}- {below[0].lstrip()}", *below[1:]]
        if isinstance(value, list) and value and below and not below[0].strip().startswith("-"):
            return [f"{' ' * column}-{written}", *below]
        return [f"{' ' * column}-{written}", *below]

    def text(self, value: str, column: int) -> tuple[str, list[str]]:
        dice = self.dice
        body = value.removesuffix("\n")
        tall = re.fullmatch(
            r"(?:[^\s#][^\x00-\x1f\x85\u2028\ufeff]*\n+)+[^\s][^\x00-\x1f\x85\u2028\ufeff]*", body
        )
        if tall and dice.random() < 0.6:
            mark = "|" if value.endswith("\n") else "|-"
            shift = " " * (column + dice.choice([1, 2, 4]))
            rows = [shift + row if row else "" for row in body.split("\n")]
            return f" {mark}{self.comment()}", rows
        written = self.line(value)
        if dice.random() < 0.1 and value:
            return self.comment(), [" " * (column + 4) + written + self.comment()]
        return f" {written}{self.comment()}", []

    def line(self, value: str) -> str:
        dice = self.dice
        if PLAIN.fullmatch(value) and value not in NEVER and dice.random() < 0.6:
            return value
        if dice.random() < 0.5 and not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\ufeff]", value):
            return "'" + value.replace("'", "''") + "'"
        return re.sub(
            "[\x7f-\x9f\u2028\ufeff]",
            lambda mark: f"\\u{ord(mark[0]):04x}",
            json.dumps(value, ensure_ascii=False),
        )

    def flow(self, value: Tree) -> str:
        if value is None:
            return self.dice.choice(["null", "~"])
        if isinstance(value, str):
            return self.line(value)
        gap = self.dice.choice(["", " "])
        last = self.dice.choice(["", "", ", "]) if value else ""
        if isinstance(value, list):
            return f"[{gap}{', '.join(map(self.flow, value))}{last}{gap}]"
        held = (f"{self.line(key)}: {self.flow(each)}" for key, each in value.items())
        return f"{{{gap}{', '.join(held)}{last}{gap}}}"

    def tall(self, value: Tree, column: int) -> tuple[str, list[str]]:
        """Within brackets on lines of their own, with comments."""
        listed = isinstance(value, list)
        rows = []
        for key, held in enumerate(value) if isinstance(value, list) else value.items():  # type: ignore[union-attr]
            if self.dice.random() < 0.3:
                rows.append(" " * (column + 4) + "# dedans")
            written = self.flow(held) if listed else f"{self.line(str(key))}: {self.flow(held)}"
            rows.append(f"{' ' * (column + 4)}{written},{self.comment()}")
        if self.dice.random() < 0.5:
            rows[-1] = re.sub(r",(  *# .*)?$", lambda found: found[1] or "", rows[-1])
        first, last = "[]" if listed else "{}"
        return f" {first}{self.comment()}", [*rows, " " * (column + 2) + last + self.comment()]

    def comment(self) -> str:
        return self.dice.choice([""] * 6 + ["  # note : {x}", "   #c", " # l’eau, [y]"])
