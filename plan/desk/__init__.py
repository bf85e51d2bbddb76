"""What people do to the plan: revise, decide, save, undo; and who may.

In: the text of the file and a change that a person asked for. Out: the file saved in one step, an
entry in the journal, and the history of both. Read ``commit`` first.
"""
