"""Reading and editing ``indicators.yaml``, with the position of every value.

In: the text of the file. Out: a plan with the problems of form, each with its line and column; or
a new text that differs from the old one at the changed address only. Read ``reading`` first, then
``edits``.
"""
