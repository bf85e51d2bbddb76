"""What a French sentence states, for any plan.

In: text. Out: the figures and periods in it with their places, the factuality of what it states,
the legal stages, events and places it mentions, and the text folded for comparison.
Read ``modality`` first: it is short, and the others are built the same way.
"""
