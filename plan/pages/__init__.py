"""The page scripts of the dashboard, and nothing else: one a page, run by Streamlit from the top.

In: the view that the frame opened, and what the session remembers. Out: the page, top to bottom.
They compute nothing; what they show is made of the room ``ui``. Read ``overview`` first.
"""
