"""Closed classes of French and English words, in four modules by what they speak of."""
