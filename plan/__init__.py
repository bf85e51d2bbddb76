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

#: The module of each public name.
_HOMES = {
    "assess": "plan.method.assessment",
    "changes": "plan.presentation.comparison",
    "check": "plan.edition.edition",
    "examine": "plan.suggestions.proposals",
    "find": "plan.evidence.anchoring",
    "fold": "plan.language.folding",
    "load": "plan.edition.edition",
    "read_figures": "plan.language.numbers.figures",
    "revise": "plan.desk.revisions",
    "save": "plan.desk.saving",
    "schema": "plan.model.json_schema",
    "suggest": "plan.suggestions.reader",
    "tighten": "plan.method.bounds",
    "verify": "plan.evidence.dossier",
    "Assessment": "plan.method.assessment",
    "Edition": "plan.edition.edition",
    "Interval": "plan.model.quantities",
    "Match": "plan.evidence.match",
    "Plan": "plan.model.records",
    "Problem": "plan.problems",
    "Revision": "plan.desk.revisions",
    "Suggestion": "plan.suggestions.suggestion",
    "View": "plan.edition.view",
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
    if name not in _HOMES:
        raise AttributeError(f"module 'plan' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
