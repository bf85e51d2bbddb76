"""What a French sentence states, for any plan.

In: text. Out: the figures and periods in it with their places, the factuality of what it states,
the legal stages, events and places it mentions, and the text folded for comparison.
Read ``time`` first, and in it ``relative_times``: it is short, and shows how rules of language are
written. They are tables: each row has a name, an example, a condition or a reader, and an outcome;
tests read the examples. A new expression is a new row.
"""
