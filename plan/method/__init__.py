"""The method: from observations to what may be said of an indicator and an axis.

In: records of the plan and two days (on, known). Out: bounds of the value, progress, status or the
reason why there is none, solidity, coverage of an axis. No text, no file, no screen.
Read ``assessment`` first; ``docs/method.md`` is its specification.
"""
