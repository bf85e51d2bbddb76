"""From the bytes of a page to the article and its body.

In: a file of ``seeds/`` (text, saved HTML or PDF). Out: its text, its title, author and dates, and
which lines are the article and which are the page around it. Read ``library`` first, then
``layout``.
"""
