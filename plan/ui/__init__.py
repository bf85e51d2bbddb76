"""The elements of pages: text, data, passages, forms, review, session, cache.

In: values of the rooms above. Out: elements on the page, and what people typed or clicked.
Read ``frame`` first: it opens the view that every page shows.
"""
