"""A plan for public libraries in Benin, its article, and a new article to read for it."""

FILE = """\
plan:
  title: {fr: Plan de lecture publique 2024–2028}
  country: BJ
  period: 2024/2028
  currency: XOF
  units:
    - {id: library, name: {fr: bibliothèque}, plural: {fr: bibliothèques}}
sources:
  - {id: gazette, file: gazette.txt, kind: press, published: 2025-01-15}
axes:
  - id: reading
    name: {fr: Lire}
    indicators:
      - id: "B1"
        name: {fr: Bibliothèques ouvertes}
        nature: flow
        unit: library
        terms: [bibliothèque* ouverte*]
        observations:
          - period: 2024
            exactly: 12
            evidence: [{source: gazette, quote: douze bibliothèques ont été ouvertes en 2024}]
      - id: "B3"
        name: {fr: Personnes formées à la lecture publique}
        nature: flow
        unit: person
        terms: [bibliothécaires formés]
      - id: "B5"
        name: {fr: Loi sur la lecture publique}
        nature: steps
        terms: [loi sur la lecture publique]
        steps:
          - {id: cabinet, name: {fr: Adoptée en Conseil des ministres}}
          - {id: voted, name: {fr: Votée par l’Assemblée nationale}}
      - id: "B6"
        name: {fr: Financement mobilisé pour la lecture publique}
        nature: flow
        unit: amount
        terms: [financement*, mobilis*]
"""
GAZETTE = (
    "La direction de la lecture publique a présenté son bilan à Cotonou, au Bénin. Au total, "
    "douze bibliothèques ont été ouvertes en 2024, du nord au sud du pays. La directrice a "
    "rappelé que le livre reste cher pour les familles et que chaque commune doit entretenir sa "
    "salle, son toit et ses rayons. Des élèves ont lu un conte en fon, puis un autre en yoruba, "
    "devant un public attentif qui a longuement applaudi. La rencontre a pris fin par la visite "
    "d’une salle toute neuve, peinte en bleu par les habitants du quartier.\n"
)
NEW = (
    "La direction de la lecture publique fait ses comptes à Parakou, au Bénin. En 2025, plus de "
    "340 bibliothécaires ont été formés à la lecture publique. La loi sur la lecture publique a "
    "été votée par l’Assemblée nationale le 3 juin 2025. Entre 40 et 50 bibliothèques ont été "
    "ouvertes en 2025. La direction va ouvrir vingt bibliothèques d’ici la fin de 2027. Le "
    "financement mobilisé pour la lecture publique est de 300 000 euros en 2025."
)
