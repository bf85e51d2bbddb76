"""An article read for a plan.

In: the plan, the text of an article and its layout. Out: suggestions, and passages withheld.

Read ``reader`` first. ``collector`` goes through the sentences of the article and asks the
``finders`` what each says; ``finding`` is what they return, ``suggestion`` what the reader returns,
and ``weights`` holds the constants of the score.
"""
