"""A view in words, tables and charts, in French and English.

In: a ``View``. Out: sentences, tables (pandas) and chart specifications (Altair) that pages,
exports and the command line show as they are. Read ``findings`` first.
"""
