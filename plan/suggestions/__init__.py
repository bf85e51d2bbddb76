"""An article read for a plan: passages that a person may accept as evidence.

In: a plan, and an article with its layout and day of publication. Out: suggestions with score and
reasons, what was withheld and why; beside the record they are proposals. Read ``reader`` first.
"""
