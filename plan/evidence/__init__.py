"""A quotation found in its article, compared word for word, and ranked.

In: a quotation with its context, and the text of an article. Out: its place there and its state
(exact, normalised, changed …), its rank as evidence, and whether it states the value.
Read ``anchoring`` first.
"""
