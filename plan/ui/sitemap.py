"""The site map: every page with the last part of its address and its title."""

from typing import Final

#: The pages by their group in the navigation, in their order: the last part of the address, and
#: the title. The first group has no heading.
GROUPS: Final = {
    "": {
        "overview": "Overview",
        "axis": "Strategic axes",
        "indicator": "Indicator",
        "bodies": "Bodies",
        "articles": "Articles",
        "conflicts": "Contradictions and gaps",
        "timeline": "Timeline",
        "method": "Method",
    },
    "Editing": {
        "add": "Add an article",
        "proposals": "Proposals",
        "edit": "Edit the plan",
        "problems": "Problems",
        "history": "History",
    },
}
PAGES: Final = {name: title for pages in GROUPS.values() for name, title in pages.items()}
#: The page in place of all others where there is no plan yet.
CREATE: Final = {"create": "Create a plan"}
#: The pages for those who may edit, and only for them.
DESK: Final = tuple(GROUPS["Editing"])
#: The pages that show the file itself, even if no plan can be read from it.
OF_THE_FILE: Final = ("problems", "history", *CREATE)
