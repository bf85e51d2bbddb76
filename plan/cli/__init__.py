"""The command line, one file a command.

In: the arguments of ``python -m plan``. Out: text or JSON on standard output and an exit status:
0 sound, 1 errors, 2 misuse. Read ``main`` first.
"""
