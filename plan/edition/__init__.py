"""One verified version of the plan, and a view of it on a day.

In: the path of a plan's file. Out: an ``Edition`` (plan, articles, verified passages, problems)
and a ``View`` of it on a day, as known on a day, in a language. Read ``edition`` first.
"""
