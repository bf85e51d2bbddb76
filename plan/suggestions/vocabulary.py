"""The words of a plan, indexed by indicator, unit and step, for reading articles.

In: a plan. Out: a ``Vocabulary``, made once for any number of articles.
"""

from __future__ import annotations

from collections import Counter

from plan.language.numbers.numerals import tokenise
from plan.language.synonyms import are_near_synonyms
from plan.model.records import Plan
from plan.suggestions.steps import StepMatcher
from plan.suggestions.subjects import Subjects, content_words


class Vocabulary:
    """The words of a plan.

    ``own`` has the words of the name and the terms of each indicator, by its id; ``units`` the head
    nouns of each unit.
    """

    def __init__(self, plan: Plan) -> None:
        """Index the words of a plan."""
        self.plan = plan
        self.subjects = Subjects(plan)
        self.country = plan.head.country or ""
        self.indicators = plan.indicator
        self.step_matchers = {
            each.id: StepMatcher(each)
            for each in self.indicators.values()
            if each.nature == "steps"
        }
        self.own = {
            each.id: tuple(
                dict.fromkeys((*self.subjects.names[each.id],
                               *(word for term in each.terms for word in content_words(term))))
            )
            for each in self.indicators.values()
        }  # fmt: skip
        uses = Counter(each.unit for each in self.indicators.values())
        self.units = {
            name: tuple(dict.fromkeys(word for noun in nouns for word in content_words(noun)[:1]))
            for name, nouns in plan.nouns.items()
        }
        #: The head nouns of each unit that a single indicator has and thus is identified by.
        self.sole_unit = {
            each.id: self.units[each.unit] for each in self.indicators.values()
            if each.unit and each.unit in plan.units and uses[each.unit] == 1
            and not plan.counts_people(each)
        }  # fmt: skip
        #: The proper names in the terms, known by their capitals: *OIM*, *Pays-Bas*.
        self.proper_names = {
            each.id: {token.word for term in each.terms for token in tokenise(term)
                      if term[token.start].isupper()}
            for each in self.indicators.values()
        }  # fmt: skip
        #: Indicators that count the partners of the plan.
        self.partners = {
            each.id for each in self.indicators.values()
            if each.nature == "stock"
            and any(are_near_synonyms(head.text, "partenaire")
                    for head in self.units.get(each.unit or "", ()))
        }  # fmt: skip
