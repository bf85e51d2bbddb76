"""A plan for schools with two articles, one for each of its two indicators."""

FILE = """\
plan:
  title: {fr: Plan des écoles}
  period: 2024/2026
  units:
    - {id: ecole, name: {fr: école}}
sources:
  - {id: gazette, file: gazette.txt, kind: press, published: 2025-01-15}
  - {id: rapport, file: rapport.txt, kind: report, published: 2025-03-01}
axes:
  - id: ecoles
    name: {fr: Écoles}
    indicators:
      - id: "1"
        name: {fr: Écoles ouvertes}
        nature: flow
        unit: ecole
        observations:
          - period: 2024
            exactly: 120
            evidence: [{source: gazette, quote: 120 écoles ont été ouvertes}]
      - id: "2"
        name: {fr: Personnes formées}
        nature: flow
        unit: person
        observations:
          - period: 2024
            exactly: 40
            evidence: [{source: rapport, quote: 40 personnes ont été formées}]
"""
ARTICLES = {
    "gazette.txt": "En 2024, 120 écoles ont été ouvertes dans le pays.",
    "rapport.txt": "En tout, 40 personnes ont été formées en 2024.",
}
