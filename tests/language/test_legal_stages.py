"""What `legal_stages` reads: legislative stages, with organ, date and modality."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language.legal_stages import read_stages
from plan.model.quantities import Period

SEEDS = Path(__file__).parents[2] / "seeds"
WEDNESDAY = Period(date(2025, 7, 30), date(2025, 7, 30))


def stages(text: str) -> list[str]:
    """``code, organ, date, modality, flags`` of each stage, what is empty left out."""
    return [
        ", ".join(
            part
            for part in (
                stage.code,
                stage.organ,
                stage.date.period.iso() if stage.date and stage.date.period else "",
                stage.modality.code,
                *sorted(stage.flags),
            )
            if part
        )
        for stage in read_stages(text, WEDNESDAY)
    ]


SENTENCES = {
    # by the cabinet
    "Le projet de loi a été adopté par le conseil des ministres du 11 octobre 2023.": [
        "cabinet, conseil des ministres, 2023-10-11, done"
    ],
    "Réuni en Conseil des ministres mercredi dernier, l’Exécutif a adopté le projet de code.": [
        "cabinet, Conseil des ministres, 2025-07-23, done"
    ],
    "Le projet de décret a été approuvé en conseil des ministres.": [
        "cabinet, conseil des ministres, done"
    ],
    # by parliament
    "Le Conseil national de Transition (CNT) a adopté, jeudi dernier, le projet de loi.": [
        "passed, Conseil national de Transition (CNT), 2025-07-24, done"
    ],
    "La loi a été votée par l’Assemblée nationale le 12 juin 2025.": [
        "passed, Assemblée nationale, 2025-06-12, done"
    ],
    "Les députés ont voté, hier, la loi sur le trafic.": ["passed, députés, 2025-07-29, done"],
    "L’Assemblée législative de Transition adopte le projet de loi.": [
        "passed, Assemblée législative de Transition, done"
    ],
    # by nobody named
    "Le projet de loi a été adopté.": ["adopted, done, organ-missing"],
    "La loi a été votée le 12 juin 2025.": ["passed, 2025-06-12, done, organ-missing"],
    "L’adoption en 2012 de la loi contre la traite.": [
        "adopted, 2012-01-01/2012-12-31, done, organ-missing"
    ],
    # before and after
    "Un comité d’experts a élaboré l’avant-projet de loi.": ["drafted, done"],
    "L’avant-projet de loi a été validé en atelier à Ségou.": ["validated, atelier, done"],
    "Le projet de loi a été transmis à l’Assemblée nationale.": [
        "tabled, Assemblée nationale, done"
    ],
    "La loi a été promulguée par le chef de l’État le 3 mars 2025.": [
        "promulgated, chef de l’État, 2025-03-03, done"
    ],
    "Le décret a été publié au Journal officiel du 4 avril 2025.": [
        "promulgated, Journal officiel, 2025-04-04, done, gazette"
    ],
    "Le nouveau code est entré en vigueur le 1er janvier 2025.": ["in-force, 2025-01-01, done"],
    "La loi en vigueur date d’une autre époque.": ["in-force, done"],
    "Les députés ont rejeté le projet de loi.": ["rejected, députés, done"],
    "Le gouvernement a retiré le projet de loi.": ["withdrawn, gouvernement, done"],
    "L’ordonnance a été abrogée.": ["repealed, done"],
    # not done
    "Le projet de loi n’a pas encore été adopté par l’Assemblée nationale.": [
        "passed, Assemblée nationale, negated"
    ],
    "La loi sera adoptée par le CNT avant fin 2025.": ["passed, CNT, ../2025-12-31, announced"],
    "La loi entrera en vigueur en 2026.": ["in-force, 2026-01-01/2026-12-31, announced"],
    "L’adoption prochaine du projet de loi est attendue.": ["adopted, hoped, organ-missing"],
    "Le gouvernement prévoit d’adopter une loi contre la traite.": [
        "cabinet, gouvernement, announced"
    ],
    "L’ONG plaide pour l’adoption d’une loi.": ["adopted, hoped, organ-missing"],
    "Elle appelle les autorités à adopter une loi.": ["adopted, hoped, organ-missing"],
    "Le projet devrait être adopté en conseil des ministres.": [
        "cabinet, conseil des ministres, announced, policy"
    ],
    # several
    "Le texte, adopté en Conseil des ministres, sera soumis à l’Assemblée nationale.": [
        "cabinet, Conseil des ministres, done", "tabled, Assemblée nationale, announced",
    ],
    "Le projet de loi, adopté par le gouvernement en mai et voté par le Sénat en juin, attend sa "
    "promulgation.": [
        "cabinet, gouvernement, 2025-05-01/2025-05-31, done",
        "passed, Sénat, 2025-06-01/2025-06-30, done",
        "promulgated, hoped",
    ],
    "La loi promulguée le 3 mars 2025 par le président du Faso est entrée en vigueur.": [
        "promulgated, président du Faso, 2025-03-03, done", "in-force, done",
    ],
    # plans and strategies
    "La stratégie nationale a été validée vendredi.": ["validated, 2025-07-25, done, policy"],
    # English
    "The bill was adopted by the Council of Ministers on 11 October 2023.": [
        "cabinet, Council of Ministers, 2023-10-11, done"
    ],
    "The law was passed by Parliament.": ["passed, Parliament, done"],
}  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_a_stage_is_read_with_its_organ_its_date_and_whether_it_is_reached(text: str) -> None:
    assert stages(text) == SENTENCES[text]


@pytest.mark.parametrize(
    "text",
    [
        "Votre signature est publique.", "Elle a adopté un enfant.", "Le vote est fixé à dimanche.",
        "Il a transmis ses salutations.", "Des équipes ont élaboré des outils.",
        "La loi punit la traite.", "Le rapport a été publié.", "L’an passé, la loi a changé.",
        "Ils sont entrés en force dans le bureau.",
        "Le projet réduit la traite des personnes, selon des experts approuvés.", "",
    ],
)  # fmt: skip
def test_what_is_no_stage_of_an_act_is_none(text: str) -> None:
    assert stages(text) == []


def test_an_act_adopted_by_cabinet_is_never_passed_whatever_the_order_of_words() -> None:
    for text in (
        "Le gouvernement a adopté le projet de loi.",
        "Le projet de loi a été adopté par le gouvernement.",
        "C’est en conseil des ministres que le projet de loi a été adopté.",
    ):
        assert [s.code for s in read_stages(text, None)] == ["cabinet"]


def test_the_second_article_states_the_adoption_of_a_code_by_cabinet() -> None:
    (path,) = SEEDS.glob("001_*.txt")
    acts = [s for s in read_stages(path.read_text(encoding="utf-8"), None) if not s.flags]
    assert [(s.code, s.organ, s.modality.code) for s in acts] == [
        ("cabinet", "conseil des ministres", "done")
    ]
    assert acts[0].date is not None
    assert acts[0].date.period == (date(2023, 10, 11), date(2023, 10, 11))


def test_a_stage_takes_nothing_from_the_next_sentence() -> None:
    (first, _) = read_stages("La loi a été adoptée.\nLe CNT a voté une loi en 2024.", None)
    assert (first.code, first.organ, first.date) == ("adopted", "", None)


WORDS = st.sampled_from(
    (
        "la loi adopté voté par le CNT gouvernement conseil des ministres en vigueur entrée ( ) . "
        "\n , sera n’ pas 2024 hier promulguée projet plan avant adopter adoption in force publiée "
        "au Journal officiel"
    ).split(" ")
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_is_read_and_each_stage_lies_within_it(text: str) -> None:
    end = 0
    for stage in read_stages(text, WEDNESDAY):
        assert end <= stage.start < stage.end <= len(text)
        assert stage.organ in text
        assert 0 <= stage.modality.start <= stage.modality.end <= len(text)
        end = stage.end
