"""The plan as data: its records and the quantities in them.

In: values as the file writes them. Out: frozen records (plan, axis, indicator, target, observation,
evidence, source) whose fields are the keys of ``indicators.yaml``, and exact amounts, intervals
and periods. Read ``records`` first.
"""
