"""What a French sentence says, whatever plan it is read for.

In: text. Out: the figures and periods in it with their places, whether what it states has
happened, which legal stage, act or place it names, and the text folded for comparison.
Read ``modality`` first: it is short, and the others are built the same way.
"""
