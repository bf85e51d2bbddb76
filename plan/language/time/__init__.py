"""Expressions of time in a sentence, resolved to days.

In: text, and the day of publication where it is known. Out: the periods mentioned with their
places, or the reason why one stays unresolved. Read ``periods`` first.
"""
