"""The web server around the dashboard.

In: the path of a plan's file, addresses and names to answer to. Out: Streamlit served with a first
paint of every page, a security policy, compression, small fonts, a link for whoever edits without
signing in, and notice to open pages when the file changes.
Read ``serve`` first.
"""
