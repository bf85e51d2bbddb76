"""The dashboard's pages: one script each, and what they are made of."""

from typing import Final

#: The pages in their order: the last part of the address, and the name in the navigation.
PAGES: Final = {
    "overview": "Overview",
    "axis": "Strategic axes",
    "indicator": "Indicator",
    "articles": "Articles",
    "proposals": "Proposals",
    "conflicts": "Conflicts and gaps",
    "timeline": "Timeline",
    "method": "Method",
}
