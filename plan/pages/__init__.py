"""The page scripts of the dashboard, one a page, run by Streamlit from top to bottom.

In: the view that the frame opened, and the session. Out: the elements of the page. Scripts compute
nothing; they arrange what the room ``ui`` offers. Read ``overview`` first.
"""
