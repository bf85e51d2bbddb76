"""Closed classes of French and English words, in four modules by subject."""
