"""A public action plan, followed on verified quotations.

The story, module by module. ``model`` has the words: plan, axis, indicator, target, observation,
evidence, source. ``tree`` reads YAML with a place for every value, ``draft`` makes the plan of it
and tells every fault at once, ``store`` does so for a file and again when it changes. ``articles``
opens the exhibits; ``folding``, ``wording`` and ``anchor`` find a quoted passage in one and say
whether it still says the same; ``evidence`` ranks it. ``lexicon``, ``numerals`` and ``figures``
read what a sentence counts. ``bounds`` says what several bounded figures entail together,
``standing`` what of an indicator counts, ``progress`` how far it has come, ``coverage`` an axis
with it, and ``rules`` what a sound plan satisfies, as ``problems``. An ``edition`` is a version of
the plan with its passages verified, a ``view`` that edition on a day, as known on a day, in a
language of ``locale``. The ``glossary`` has the words on screen; ``values`` are told with them,
then ``sentences``, ``findings`` and the ``comparison`` of two days; ``tables`` and ``charts`` show
the same, ``pages`` all of it behind ``server``, and ``cli`` is its like for a terminal.

What an article newly copied says is read by modules of their own. ``extraction`` takes the text out
of a page, ``imprint``, ``furniture``, ``cohesion``, ``blocks`` and ``extent`` are what ``layout``
tells the body by, and ``likeness`` knows the same article again. ``dates``, ``points`` and
``spans`` are what ``periods`` are read with; ``modality`` says whether a thing was done, ``stages``
how far a legal act has come, ``deeds`` what else was done, ``places`` where. ``body`` has the
sentences with all of that. ``stems``, ``thesaurus``, ``subjects`` and ``vocabulary`` are the words
by which a plan is spoken of, ``relevance`` says what a place is about, ``units``, ``ladders`` and
``things`` what it counts, ``guards`` what stops it, ``dating`` when it was, ``passages`` which
words to quote: ``suggestions`` puts them together. An ``encounter`` is how one meets what is on
record, a ``snippet`` what it would be in the file, ``proposals`` the whole way from a file, and
``offers`` say it in words. ``labels`` measures all this on pages labelled by hand.

What people change goes another way. ``nodes`` reads the text with where each value ends, ``scribe``
writes values as people do, ``edits`` changes the text at an address and nothing else, ``merging``
puts two changes together. A ``revision`` is a change before it is saved, ``effects`` what it does;
``saving`` puts it in the file's place, ``journal`` remembers it, and ``history`` tells it with the
``commits`` of git. ``fields`` and ``meanings`` are the model as forms see it, ``entries`` what is
edited in them, with ``renaming``; ``acceptance`` takes a proposal in, ``intake`` an article, and
``mends`` a problem out. ``access`` says who may, and ``desk`` asks it each time.

    from plan import View, load
    edition = load("indicators.yaml")
    view = View(edition, on=day, known=day, language="fr")
    view.assessments["1.1"].status
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan.desk.revisions import Revision, revise
    from plan.desk.saving import save
    from plan.edition.edition import Edition, check, load
    from plan.edition.view import View
    from plan.evidence.anchoring import find
    from plan.evidence.dossier import verify
    from plan.evidence.match import Match
    from plan.language.folding import fold
    from plan.language.numbers.figures import read_figures
    from plan.method.assessment import Assessment, assess
    from plan.method.bounds import tighten
    from plan.model.json_schema import schema
    from plan.model.quantities import Interval
    from plan.model.records import Plan
    from plan.presentation.comparison import changes
    from plan.problems import Problem
    from plan.suggestions.proposals import examine
    from plan.suggestions.reader import suggest
    from plan.suggestions.suggestion import Suggestion

_HOMES = {
    "anchor": ("Match", "find"),
    "bounds": ("tighten",),
    "edition": ("Edition", "check", "load"),
    "evidence": ("verify",),
    "figures": ("read_figures",),
    "folding": ("fold",),
    "json_schema": ("schema",),
    "model": ("Plan",),
    "problems": ("Problem",),
    "quantities": ("Interval",),
    "progress": ("Assessment", "assess"),
    "proposals": ("examine",),
    "revision": ("Revision", "revise"),
    "saving": ("save",),
    "suggestions.reader": ("suggest",),
    "suggestions.suggestion": ("Suggestion",),
    "comparison": ("changes",),
    "view": ("View",),
}
__all__ = [
    "Assessment",
    "Edition",
    "Interval",
    "Match",
    "Plan",
    "Problem",
    "Revision",
    "Suggestion",
    "View",
    "assess",
    "changes",
    "check",
    "examine",
    "find",
    "fold",
    "load",
    "read_figures",
    "revise",
    "save",
    "schema",
    "suggest",
    "tighten",
    "verify",
]


def __getattr__(name: str) -> object:
    # Loaded when asked for: a command that anchors a passage need not load the whole method.
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"plan.{module}"), name)
    raise AttributeError(f"module 'plan' has no attribute '{name}'")
