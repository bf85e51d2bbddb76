"""Closed classes of French and English words, each a constant.

In: nothing. Out: frozen sets, tuples and dictionaries of folded words, in four modules by what
they speak of. Read ``numbers`` first.
"""
