"""What pages are made of: text, data, passages, forms, review, session, cache.

In: values of the rooms above. Out: elements on the page, and what people typed or pressed.
Read ``frame`` first: it opens the view that every page shows.
"""
