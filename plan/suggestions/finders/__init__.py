"""The finders: a sentence and an indicator go in, ``Finding`` values come out.

``figures`` finds values with a number, ``steps`` the steps of an indicator, ``named`` things and
organisations that are named one by one, ``statements`` events without a value. Read ``figures``
first.
"""
