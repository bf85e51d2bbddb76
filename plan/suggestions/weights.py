"""The constants of the score: weights from 0 to 1, thresholds, and distances in clauses."""

from __future__ import annotations

from typing import Final

#: The greatest distance of an event from the words of its subject, and of a word for help from an
#: organisation.
SUBJECT_REACH: Final = 30
SUPPORT_REACH: Final = 12

#: The weight of each kind of evidence; a figure weighs 1.
NAMED_THING: Final = 0.8
NAMED_ORGANISATION: Final = 0.75
STATEMENT: Final = 0.5
#: The relevance of a thing that only the noun of a unit names.
UNIT_NOUN_ALONE: Final = 0.6

#: Factors of a score: something else seems to be counted; the sentence names neither the thing
#: counted nor the indicator; the event is that of another document.
OTHER_SUBJECT: Final = 0.55
NOTHING_NAMED: Final = 0.7
OTHER_DOCUMENT: Final = 0.6

#: Findings with a lower score are dropped; rates are rarer, and pass with less.
LOWEST_SCORE: Final = 0.32
LOWEST_RATE_SCORE: Final = 0.26
#: Of indicators that claim the same words, those below this share of the best score lose them.
RIVAL_SHARE: Final = 0.88
#: The least relevance of the words of a statement.
STATEMENT_RELEVANCE: Final = 0.86
#: The lowest grade of a word that is the same or of its family, and not only related in meaning.
SAME_FAMILY: Final = 0.8
