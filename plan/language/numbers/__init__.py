"""Figures in a sentence: how many, of what, with which qualifier.

In: text. Out: ``Figure`` values with their places. ``numerals`` reads digits and number words,
``figures`` what they count. Read ``figures`` first.
"""
