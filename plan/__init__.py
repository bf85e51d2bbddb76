"""A public action plan, followed on verified quotations.

One sentence a room; each room imports only rooms above it. ``model`` has the records of a plan and
the quantities in them. ``locale`` has French and English, ``language`` what a French sentence says.
``problems`` lists everything that can be wrong. ``file`` reads and changes ``indicators.yaml``.
``articles`` finds the article in a page, ``evidence`` finds a quotation in the article. ``method``
computes bounds, progress and status. ``edition`` is one verified version of the plan, and its views
on a day. ``suggestions`` reads a new article for the plan. ``presentation`` puts views into words,
tables and charts. ``desk`` is what people do to the plan: change, decide, save, undo. ``server``
serves the dashboard, ``ui`` is what its ``pages`` are made of, and ``cli`` is the command line.

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
