"""The method: the page of docs/ in the reader's language."""

from pathlib import Path

from plan.ui import session
from plan.ui.contents import with_contents

view = session.view()
name = "method.fr.md" if view.language == "fr" else "method.md"
path = Path(__file__).parents[2] / "docs" / name
with_contents(view.say, path.read_text(encoding="utf-8"))
