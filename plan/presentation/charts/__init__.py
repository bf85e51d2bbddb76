"""Altair charts of a view, one module each; ``theme`` holds what they share.

Building and checking an Altair chart costs a hundred times what filling it does. So each kind of
chart is built once for each language and theme, without data, and a view gives its rows.
"""
