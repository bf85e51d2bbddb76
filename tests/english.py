"""English words of Streamlit and of the charting library, which no French page shows or speaks."""

from __future__ import annotations

import re

from playwright.sync_api import Page

#: English that no page of ours has: beginnings of names, or whole texts.
ENGLISH = re.compile(
    r"(?:Skip to|Help for|Choose |Select |Clear |Remove |Previous|Next |Show data|Download as|"
    r"Copy |Fullscreen|Close|Upload|Drag |Running|Stop|Link to|X-axis|Y-axis|Today|View \d|"
    r"Page \d+ of|Press |Use arrow|day, |month, |year, |from: |to: |row: |\w+ mark\b|No results)"
    r"|(?:Open|Browse files|Search|month|year|visualization|App pages|from|to)$"
    r"|.*(?:options? available\.|MB per file)$"
)
#: Names and texts, but for our own, the text of articles and what is not shown at all.
SPOKEN = """() => {
  const found = []
  for (const each of document.querySelectorAll("body *")) {
    if (each.closest("script, style, [lang=en]") || !each.checkVisibility()) continue
    if (each.closest("[aria-hidden=true]")) continue
    for (const name of ["aria-label", "aria-roledescription", "title", "placeholder"]) {
      if (each.getAttribute(name)) found.push(each.getAttribute(name))
    }
    if (each.closest("[data-testid=stHtml], textarea, [data-testid=stIconMaterial]")) continue
    for (const node of each.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) found.push(node.data.trim())
    }
  }
  return found
}"""


def english(page: Page) -> list[str]:
    """What of it is shown on a page, or is a name that screen readers speak."""
    return sorted({each for each in page.evaluate(SPOKEN) if ENGLISH.match(each)})
