"""The words that Streamlit shows or speaks in English only, and those put in their place.

In: a ``Say``. Out: pairs of words, which the page's script replaces wherever Streamlit has them: in
names that screen readers speak, in placeholders, on its buttons. A part in braces, one at most,
is any text.
"""

from __future__ import annotations

from typing import Final

from plan.locale.translation import Say

FRONTEND_WORDS: Final = (
    # The frame of a page
    "Skip to main content", "App pages", "Sidebar", "Expand sidebar", "Collapse sidebar",
    "Main menu", "View less", "View {n} more", "Link to heading", "Help for {label}", "Help",
    "Close", "Cancel", "Notifications",
    # Choices
    "Choose an option", "Choose options", "Open", "{n} options available.",
    "1 option available.", "No results", "Select all", "Selected values", "Clear all",
    "Clear value", "Clear entry", "Remove {option}", "Increment", "Decrement",
    # Pages of a list
    "Pagination", "Previous page", "Next page", "Page {n}",
    # Texts and files
    "Press Enter to apply", "Press Ctrl+Enter to apply", "Press ⌘+Enter to apply",
    "Copy to clipboard", "Copied", "Copied!", "Upload", "file upload", "{n}MB per file",
    "{type} files are not allowed.",
    # Charts
    "Fullscreen: {chart}", "Fullscreen", "Close fullscreen: {chart}", "Close fullscreen",
    "Download as PNG: {chart}", "Download as PNG", "visualization",
    # The run of a page, and the connection
    "Running...", "Stop", "Stop script", "Rerun", "Connecting", "Please wait...",
    "Connection error", "Error", "Retry", "Dismiss",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your "
    "terminal:",
    "Connection lost. Please wait for the app to reconnect, then try again.",
)  # fmt: skip


def frontend_words(say: Say) -> list[tuple[str, str]]:
    """The English words with those of another language; none for English."""
    if say.language == "en":
        return []
    return [(words, say(words)) for words in FRONTEND_WORDS]
