"""Words, numbers and dates as readers write them; and a French sentence for every English one."""

import ast
import random
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from plan.articles import extraction, layout, limits, near_duplicates
from plan.cli import bounds, main
from plan.desk import access, creation, entry_words, fixes, journal, saving
from plan.file import edits
from plan.locale import translation
from plan.locale.translation import LANGUAGES, Say, pick_language, say_in
from plan.model import key_labels, value_types
from plan.model.quantities import INF, Interval, Period, Stated, read_period
from plan.presentation import date_words, glossary, proposal_words
from plan.problems import PROBLEM_KINDS
from plan.server import account_key, admission, security, serve
from plan.suggestions import evaluation, exclusions, matching, score_reasons
from plan.ui import forms, sitemap
from plan.ui.frontend_words import FRONTEND_WORDS
from plan.ui.sitemap import GROUPS, PAGES

ROOT = Path(__file__).parents[2]
FR, EN = Say("fr"), Say("en")
NARROW = "\u202f"  # the narrow no-break space of French thousands and percentages

# --- Numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, f"1{NARROW}000", "1,000"),
        (100000, f"100{NARROW}000", "100,000"),
        (2_900_000_000, f"2{NARROW}900{NARROW}000{NARROW}000", "2,900,000,000"),
        (Fraction(5, 2), "2,5", "2.5"),
        (-3, "−3", "−3"),
        (Fraction(-7, 2), "−3,5", "−3.5"),
        (10**17 + 1, f"100{NARROW}000{NARROW}000{NARROW}000{NARROW}000{NARROW}001", None),
    ],
)
def test_numbers_are_written_as_readers_write_them(
    number: int | Fraction, french: str, english: str | None
) -> None:
    assert FR.number(number) == french
    if english is not None:
        assert EN.number(number) == english


def test_a_published_number_keeps_its_decimals_and_a_computed_one_has_few() -> None:
    assert FR.number(Fraction("2.25")) == "2,25"
    assert FR.number(Fraction("0.0375")) == "0,0375"
    assert FR.number(Fraction(100000 * 731, 1096)) == f"66{NARROW}697,1"
    assert EN.number(Fraction(1, 3)) == "0.3"
    assert EN.number(2.25) == "2.25"
    assert EN.number(0.1) == "0.1"


def test_a_number_other_than_zero_is_never_written_as_zero() -> None:
    assert EN.number(Fraction(1, 3000)) == "0.0003"
    assert EN.number(Fraction(-1, 3000)) == "−0.0003"


def test_a_number_rounded_to_zero_on_demand_has_no_sign() -> None:
    for say in (FR, EN):
        assert say.number(Fraction(-1, 30), 0) == "0"
        assert say.number(-0.004, 2) == "0"


def test_the_longest_number_of_a_file_is_written_in_full() -> None:
    largest = 10**139 + 1
    assert EN.number(largest).replace(",", "") == str(largest)
    assert EN.number(Fraction(largest * 4 + 1, 4)).replace(",", "") == f"{largest}.25"


@pytest.mark.parametrize(
    ("share", "french", "english"),
    [
        (0, f"0{NARROW}%", "0%"),
        (1, f"100{NARROW}%", "100%"),
        (Fraction(731, 1826), f"40{NARROW}%", "40%"),
        (Fraction(999, 1000), f"99,9{NARROW}%", "99.9%"),
        (Fraction(1825, 1826), f"99,9{NARROW}%", "99.9%"),
        (Fraction(1, 1826), f"0,1{NARROW}%", "0.1%"),
        (Fraction(4, 1000), f"0,4{NARROW}%", "0.4%"),
        (Fraction(1, 2_900_000_000), f"0,00000003{NARROW}%", "0.00000003%"),
        (1 - Fraction(1, 10**12), f"99,9999999999{NARROW}%", "99.9999999999%"),
        (Fraction(-1, 1000), f"−0,1{NARROW}%", "−0.1%"),
        (2, f"200{NARROW}%", "200%"),
        (0.5, f"50{NARROW}%", "50%"),
    ],
)
def test_percentages_are_written_with_the_sign_of_the_language(
    share: Fraction | float, french: str, english: str
) -> None:
    assert FR.percent(share) == french
    assert EN.percent(share) == english


@pytest.mark.parametrize("digits", [0, 1, 2])
def test_a_percentage_is_rounded_but_never_to_all_or_nothing(digits: int) -> None:
    rng = random.Random(digits)
    for _ in range(300):
        share = Fraction(rng.randint(1, 10**6), 10 ** rng.randint(1, 9)) % 1
        share = rng.choice((share, 1 - share, -share))
        shown = EN.percent(share, digits).removesuffix("%").replace("−", "-")
        read = Fraction(shown) / 100
        assert abs(read - share) <= Fraction(1, 2) / 10 ** (digits + 2)
        assert (read == 1) == (share == 1)
        assert (read == 0) == (share == 0)


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(0, INF), "unknown"),
        (Interval(0, 0), "0"),
        (Interval(5, 5), "5"),
        (Interval(1000, INF), "at least 1,000"),
        (Interval(0, 7), "at most 7"),
        (Interval(Fraction(19, 2), 1000), "between 9.5 and 1,000"),
    ],
)
def test_an_interval_is_written_with_its_qualifier_and_the_unknown_never_as_zero(
    interval: Interval, words: str
) -> None:
    assert EN.interval(interval) == EN.value(interval) == words
    assert (FR.interval(interval) == "0") == (words == "0")


def test_a_measure_keeps_the_qualifier_of_its_source() -> None:
    expected = {
        "exactly": "7",
        "at_least": "at least 7",
        "at_most": "at most 7",
        "about": "about 7",
    }
    for kind, words in expected.items():
        assert EN.value(Stated(kind, 7)) == words  # type: ignore[arg-type]
    assert EN.measure("between", (7, 1000)) == "between 7 and 1,000"


# --- Days ----------------------------------------------------------------------------------------


def test_the_first_of_a_month_is_an_ordinal_in_french_only() -> None:
    assert FR.day(date(2023, 1, 1)) == "1er janvier 2023"
    assert FR.day(date(2023, 8, 2)) == "2 août 2023"
    assert FR.day(date(2023, 8, 11)) == "11 août 2023"
    assert FR.day(date(2023, 1, 1), "medium").startswith("1er janv")
    assert EN.day(date(2023, 1, 1)) == "1 January 2023"
    assert FR.month(date(2023, 8, 1)) == "août 2023"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2024", "2024"),
        ("2022/2024", "2022–2024"),
        ("2024-02", "February 2024"),
        ("2024-02-01/2024-02-29", "February 2024"),
        ("2024-02-01/2024-02-28", "from 1 February 2024 to 28 February 2024"),
        ("2023-02-01/2023-02-28", "February 2023"),
        ("2024-02/2024-05", "February 2024 to May 2024"),
        ("2023-07/2024-06", "July 2023 to June 2024"),
        ("2024-02-05", "5 February 2024"),
        ("2024-02-05/2024-12-31", "from 5 February 2024 to 31 December 2024"),
        ("../2024-02-05", "by 5 February 2024"),
        ("9998", "9998"),
    ],
)
def test_a_period_is_written_in_its_shortest_form(written: str, words: str) -> None:
    assert EN.period(read_period(written)) == words
    assert EN.value(read_period(written)) == words


def test_the_last_representable_days_can_be_written() -> None:
    assert EN.period(Period(date(9999, 1, 1), date.max)) == "9999"
    assert EN.period(Period(date(9999, 12, 1), date.max)) == "December 9999"
    assert FR.day(date.min) == "1er janvier 1"


def test_every_whole_month_is_written_by_its_name() -> None:
    for n in range(48):
        first = date(2023 + n // 12, n % 12 + 1, 1)
        last = (first + timedelta(31)).replace(day=1) - timedelta(1)
        assert EN.period(Period(first, last)) == f"{first:%B %Y}"
        assert EN.period(Period(first, last - timedelta(1))).startswith("from ")


# --- Sentences -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (None, "fr"),
        ("", "fr"),
        ("fr-FR", "fr"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("EN_gb.UTF-8", "en"),
        ("C", "fr"),
        ("bm-ML", "fr"),
    ],
)
def test_english_is_chosen_for_english_locales_and_french_for_all_others(
    wanted: str | None, language: str
) -> None:
    assert pick_language(wanted) == language


def test_lists_and_arguments_are_formatted() -> None:
    assert EN.join([]) == ""
    assert EN.join(["a"]) == "a"
    assert EN.join(["a", "b", "c"]) == "a, b and c"
    assert EN.value([1000, date(2023, 1, 1)]) == "1,000, 1 January 2023"
    assert EN("{n} on {day}", n=1500, day=date(2023, 1, 1)) == "1,500 on 1 January 2023"


def test_braces_in_an_argument_or_in_a_sentence_without_arguments_are_left_alone() -> None:
    assert EN("read {read}", read="{write} {0} {{") == "read {write} {0} {{"
    assert EN("{sex: female} {") == "{sex: female} {"


def test_english_has_one_singular_and_french_has_it_for_zero_too() -> None:
    def counted(say: Say, n: int) -> str:
        return say.plural("{n} whole", "{n} wholes", n)

    assert [counted(EN, n) for n in (0, 1, 2)] == ["0 wholes", "1 whole", "2 wholes"]
    assert [counted(FR, n) for n in (0, 1, 2)] == ["0 whole", "1 whole", "2 wholes"]


def test_each_language_has_one_say() -> None:
    assert [say_in(language).language for language in LANGUAGES] == list(LANGUAGES)
    assert say_in("fr") is say_in("fr")


# --- A French sentence for every English one -----------------------------------------------------

Message = str | tuple[str, str]  # a sentence, or one for one and one for many

#: Messages that come from a table or from another function, by file and expression.
_TITLES = "titles and columns of `make_table`"
_TABLES: dict[tuple[str, str], object] = {
    ("cli/main.py", "COMMANDS[name]"): list(main.COMMANDS.values()),
    ("cli/bounds.py", "MALFORMED_WORDS[self.code]"): list(bounds.MALFORMED_WORDS.values()),
    ("cli/new.py", "fault.sentence"): [
        *creation.UNFIT_WORDS.values(),
        *edits.UNABLE_WORDS.values(),
        *saving.UNSAVED_WORDS.values(),
    ],
    ("cli/new.py", "unfit.sentence"): list(creation.UNFIT_WORDS.values()),
    ("cli/suggest.py", "refused.sentence"): list(extraction.REFUSALS.values()),
    ("ui/upload.py", "refused.sentence"): list(extraction.REFUSALS.values()),
    ("dashboard.py", "group"): list(GROUPS),
    ("dashboard.py", "title"): list(PAGES.values()),
    ("ui/readings.py", "refused.sentence"): list(extraction.REFUSALS.values()),
    ("ui/creating.py", "fault.sentence"): [
        *creation.UNFIT_WORDS.values(),
        *edits.UNABLE_WORDS.values(),
        *saving.UNSAVED_WORDS.values(),
    ],
    ("ui/decisions.py", "fault.sentence"): list(saving.UNSAVED_WORDS.values()),
    ("ui/waiting_articles.py", "fault.sentence"): list(saving.UNSAVED_WORDS.values()),
    ("problems.py", "CODE_PHRASES.get(args[name], args[name])"): "phrases",
    ("presentation/proposal_words.py", "each.sentence"): list(limits.UNREAD.values()),
    ("problems.py", "kind.message"): [kind.message for kind in PROBLEM_KINDS.values()],
    ("problems.py", "kind.write"): [kind.write for kind in PROBLEM_KINDS.values()],
    ("problems.py", "PROBLEM_KINDS[self.code].remedy"): [k.remedy for k in PROBLEM_KINDS.values()],
    ("ui/frontend_words.py", "words"): list(FRONTEND_WORDS),
    ("ui/review.py", "fault.sentence"): [
        *edits.UNABLE_WORDS.values(),
        *saving.UNSAVED_WORDS.values(),
    ],
    ("server/security.py", "title"): [title for _, title, _ in security.REQUEST_REFUSALS.values()],
    ("server/security.py", "sentence"): [words for *_, words in security.REQUEST_REFUSALS.values()],
    ("presentation/table.py", "title"): _TITLES,
    ("presentation/table.py", "column"): _TITLES,
    ("presentation/tables.py", "map(str, span)"): "years",
    ("model/value_types.py", "phrases of type-mismatch"): [
        list(value_types.SHAPES.values()), "a key",
    ],
    ("model/value_types.py", "self.expected"): "phrases of `Scalar`",
}  # fmt: skip
#: The modules whose tables of words are named where they are used.
_HOLDERS = (
    access, security, admission, glossary, journal, translation, key_labels, fixes, matching,
    extraction, limits, exclusions, evaluation, layout, near_duplicates, proposal_words,
    score_reasons, forms, creation, date_words, sitemap, serve, entry_words, account_key,
)  # fmt: skip
#: Singulars that are never used for 0, since their count was checked before.
NEVER_NONE = {
    "of the one target published",
    "of the one target, which is only proposed",
    "no target was published, and of the one deduced from the plan or a ladder",
    "one can be assessed",
    "{known} of one indicator rests on verified passages",
    "All that is proven comes from one article, published by {publishers} on {last}.",
}
#: Functions that word some of their own arguments: their places.
_WORDING = {"say": (0,), "plural": (0, 1), "make_table": (1, 2), "mismatch": (1,), "Scalar": (1,)}


@dataclass(frozen=True)
class Use:
    """A message and the place in the code that uses it."""

    message: Message
    place: str


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, Iterable):
        for each in value:
            yield from _texts(each)


class _MessageReader(ast.NodeVisitor):
    """Collects the messages of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path.relative_to(ROOT).as_posix().removeprefix("plan/")
        self.uses, self.explained = list[Use](), set[tuple[str, str]]()
        self.functions: list[ast.AST] = []
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.visit(self.tree)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.functions.append(node)
        self.generic_visit(node)
        self.functions.pop()

    def visit_Assign(self, node: ast.Assign) -> None:
        if isinstance(node.value, ast.Attribute) and node.value.attr == "say":
            (target,) = node.targets
            assert ast.unparse(target) == "say", f"{self.path}:{node.lineno}: name it say"
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        function = node.func
        name = getattr(function, "id", getattr(function, "attr", ""))
        if name == "self" and self.path == "locale/translation.py":
            name = "say"
        places = _WORDING.get(name, ())
        found = [self.strings(node.args[n]) for n in places if n < len(node.args)]
        place = f"{self.path}:{node.lineno}"
        if name == "plural" and len(found) == 2:
            assert len(found[0]) == len(found[1]) == 1, f"{place}: a plural is two sentences"
            self.uses.append(Use((found[0][0], found[1][0]), place))
        else:
            self.uses += [Use(text, place) for texts in found for text in texts]
        self.generic_visit(node)

    def strings(self, node: ast.expr) -> list[str]:
        """The messages that an expression may be."""
        key = self.path, ast.unparse(node)
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        if isinstance(node, ast.IfExp):
            return self.strings(node.body) + self.strings(node.orelse)
        if isinstance(node, ast.List | ast.Tuple):
            return [text for each in node.elts for text in self.strings(each)]
        if isinstance(node, ast.GeneratorExp | ast.ListComp):
            return self.strings(node.elt)
        if isinstance(node, ast.Starred):
            return self.strings(node.value)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self.strings(node.left) + self.strings(node.right)
        if key in _TABLES:
            self.explained.add(key)
            return [] if isinstance(_TABLES[key], str) else list(_texts(_TABLES[key]))
        if isinstance(node, ast.Subscript):
            root = node.value
            while isinstance(root, ast.Subscript):
                root = root.value
            for holder in _HOLDERS:
                if isinstance(root, ast.Name) and hasattr(holder, root.id):
                    return list(_texts(getattr(holder, root.id)))
        if isinstance(node, ast.Name) and (given := self.assigned(node.id)):
            return [text for each in given for text in self.strings(each)]
        if isinstance(node, ast.Name) and self.functions:
            parameters = {each.arg for each in self.functions[-1].args.args}  # type: ignore[attr-defined]
            if node.id in parameters and self.functions[-1].name in _WORDING:  # type: ignore[attr-defined]
                return []  # collected where the function is called
        raise AssertionError(f"{self.path}:{node.lineno}: what does say({key[1]}) say?")

    def assigned(self, name: str) -> list[ast.expr]:
        """What the function around gives a local name."""
        given = []
        for each in ast.walk(self.functions[-1] if self.functions else self.tree):
            if isinstance(each, ast.Assign | ast.AugAssign):
                targets = each.targets if isinstance(each, ast.Assign) else [each.target]
                if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                    given.append(each.value)
            elif isinstance(each, ast.Call) and ast.unparse(each.func) in (
                f"{name}.append", f"{name}.insert", f"{name}.extend",
            ):  # fmt: skip
                given.append(each.args[-1])
        return given


@cache
def messages() -> tuple[Use, ...]:
    """Every message of the code, with the place that uses it."""
    uses, explained = list[Use](), set[tuple[str, str]]()
    for path in [*sorted((ROOT / "plan").rglob("*.py")), ROOT / "dashboard.py"]:
        reader = _MessageReader(path)
        uses += reader.uses
        explained |= reader.explained
    phrases = "model/value_types.py", "phrases of type-mismatch"
    uses += [Use(text, phrases[0]) for text in _texts(_TABLES[phrases])]
    left = _TABLES.keys() - explained - {phrases}
    assert not left, f"the code no longer uses these: {left}"
    return tuple(use for use in uses if use.message and any(c.isalpha() for c in str(use.message)))


def test_messages_are_collected_from_the_code() -> None:
    found = {use.message for use in messages()}
    assert "Report the situation of the plan on a given date." in found
    assert "at least {number}" in found
    assert ("{n} error", "{n} errors") in found
    assert "Target reached" in found
    assert "The file is empty." in found
    assert "a list of two numbers" in found
    assert len(found) > 250


def test_no_sentence_is_both_a_singular_and_a_sentence_of_its_own() -> None:
    # The catalogue finds a plural by its singular.
    plurals = {use.message for use in messages() if isinstance(use.message, tuple)}
    assert len({one for one, _ in plurals}) == len(plurals)
    assert not {one for one, _ in plurals} & {use.message for use in messages()}


def fields(message: str) -> list[str]:
    return sorted({name for _, name, _, _ in string.Formatter().parse(message) if name})


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    path = ROOT / "plan" / "locale" / "fr.po"
    if not path.exists():
        return Catalog("fr")
    with path.open("rb") as file:
        return read_po(file, locale="fr", abort_invalid=True)


def test_every_message_has_a_french_translation(catalogue: Catalog) -> None:
    missing = {}
    for use in messages():
        many = isinstance(use.message, tuple)
        entry = catalogue.get(use.message[0] if many else use.message)
        # `A, b: c` and `No.` read the same in both languages: they too are in the catalogue.
        forms = entry.string if entry and isinstance(entry.string, tuple) == many else ""
        if not forms or entry.fuzzy or (many and (len(forms) != 2 or not all(forms))):
            missing.setdefault(use.message, []).append(use.place)
        elif many and entry.id != use.message:
            missing.setdefault(use.message, []).append(f"{use.place}, with another plural")
    listing = "\n".join(f"{message!r} ({', '.join(where)})" for message, where in missing.items())
    assert not missing, f"{len(missing)} messages without French:\n{listing}"


def test_the_french_has_the_placeholders_of_the_english(catalogue: Catalog) -> None:
    wrong = []
    for entry in catalogue:
        if not entry.id or is_yaml_message(entry.id):  # messages of YAML have no placeholders
            continue
        if isinstance(entry.id, tuple):
            one, many = (set(fields(form)) for form in entry.id)
            forms = [set(fields(form)) for form in entry.string]
            # French says its singular of 0 too: unless there is never 0, it must have the number.
            required = one if entry.id[0] in NEVER_NONE else one | {"n"}
            if not required <= forms[0] <= many or forms[1] != many:
                wrong.append(entry.id)
        elif fields(entry.id) != fields(str(entry.string)):
            wrong.append(entry.id)
    assert len(catalogue)
    assert not wrong


def test_the_catalogue_has_only_messages_of_the_code(catalogue: Catalog) -> None:
    used = {use.message for use in messages()}
    left = [
        entry.id
        for entry in catalogue
        if entry.id and entry.id not in used and not is_yaml_message(entry.id)
    ]
    assert len(catalogue)
    assert not left
    assert not catalogue.obsolete


@cache
def yaml_parser() -> bytes:
    """The installed YAML parser, which contains its messages."""
    found = b""
    for name in ("yaml._yaml", "yaml.reader", "yaml.scanner", "yaml.parser", "yaml.composer"):
        spec = find_spec(name)
        if spec and spec.origin:
            found += Path(spec.origin).read_bytes()
    return found


def is_yaml_message(message: Message) -> bool:
    return isinstance(message, str) and len(message) > 12 and message.encode() in yaml_parser()


def test_french_typography_is_kept(catalogue: Catalog) -> None:
    """No-break spaces come before colons and the like, and inside quotation marks."""
    wrong = []
    for entry in catalogue:
        forms = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        for form in forms if entry.id else ():
            spaced = form.replace("\u00a0", "~").replace(NARROW, "~")
            for mark in (" :", " ;", " !", " ?", " %", "« ", " »", "'", "..."):
                if mark in spaced:
                    wrong.append((mark, form))
    assert len(catalogue)
    assert not wrong
