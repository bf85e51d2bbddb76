"""French and English: the sentences, numbers and dates that readers see.

In: an English sentence of the code with its values, and a language. Out: the sentence in that
language. The French ones are in ``fr.po``. Read ``translation`` first.
"""
