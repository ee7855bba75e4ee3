"""Matrices as people of other tongues and habits make them: heads, moods of several people, kinds."""

import pytest

from graph.model import MODEL
from seed.draft import Draft
from seed.formats.matrix import matrix_reader
from seed.formats.matrix.asian_lane_words import parted_words
from seed.formats.matrix.lanes import LaneKind, sure_lane, words_beside
from seed.values.feelings import feeling
from tests.seed.formats.drafts import is_whole, linked, names, table, values


def read(*rows: tuple[str | int | None, ...]) -> Draft:
    """The draft of a table of which nothing is left over."""
    draft = matrix_reader.read(table(*rows), MODEL)
    assert is_whole(draft)
    assert draft.leftovers == []
    return draft


def moods(draft: Draft) -> dict[str, object]:
    """The impact of every scored insight by its name."""
    return {
        record.name: values(record)["impact"]
        for record in draft.records_of("Insight")
        if "impact" in record.values
    }


def kinds(draft: Draft) -> dict[str, object]:
    """The kind of every insight without a score by its name."""
    told = (record for record in draft.records_of("Insight") if "rawScore" not in record.values)
    return {record.name: values(record)["kind"] for record in told}


def test_french_heads_are_known() -> None:
    draft = read(
        ("Étape", "Action", "Point de contact", "Émotion (1 à 5)", "Irritants", "Pistes d'amélioration"),
        ("Découvrir", "Voir une affiche", "Métro", 3, None, "Affiche plus claire"),
        ("Acheter", "Payer", "Site web", 1, "Carte refusée", None),
    )

    assert names(draft, "Phase") == ["Découvrir", "Acheter"]
    assert names(draft, "Touchpoint") == ["Métro", "Site web"]
    assert names(draft, "Opportunity") == ["Affiche plus claire"]
    assert moods(draft) == {"Émotion: Voir une affiche": 0.0, "Émotion: Payer": -2.0}
    assert kinds(draft) == {"Carte refusée": "PAIN"}


def test_dutch_heads_are_known() -> None:
    draft = read(
        ("Fase", "Stappen", "Contactpunten", "Beleving (1-5)", "Knelpunten", "Kansen"),
        ("Aanvraag", "Formulier invullen", "Portaal", "blij", "Te lang", "Vooraf invullen"),
        ("Gebruik", "Inloggen", "App", "heel bezorgd", None, None),
    )

    assert names(draft, "Step") == ["Formulier invullen", "Inloggen"]
    assert names(draft, "Touchpoint") == ["Portaal", "App"]
    assert names(draft, "Opportunity") == ["Vooraf invullen"]
    assert moods(draft) == {"Beleving: Formulier invullen": 1.0, "Beleving: Inloggen": -2.0}
    assert kinds(draft) == {"Te lang": "PAIN"}


def test_spanish_heads_are_known() -> None:
    draft = read(
        ("Fase", "Acciones", "Punto de contacto", "Emoción", "Puntos de dolor", "Oportunidades"),
        ("Reservar", "Buscar vuelo", "Web", "contenta", "Precios cambian", "Fijar el precio"),
        ("Viajar", "Facturar", "Mostrador", "muy negativo", "Cola larga", None),
    )

    assert names(draft, "Step") == ["Buscar vuelo", "Facturar"]
    assert moods(draft) == {"Emoción: Buscar vuelo": 1.0, "Emoción: Facturar": -2.0}
    assert kinds(draft) == {"Precios cambian": "PAIN", "Cola larga": "PAIN"}


def test_two_words_for_stages_are_stages_and_steps() -> None:
    draft = read(
        ("Phase", "Étape", "Ressenti", "Besoins"),
        ("Avant", "Chercher", "neutre", "Filtrer"),
        ("Avant", "Comparer", "frustrée", None),
        ("Pendant", "Payer", "très positif", None),
    )

    assert names(draft, "Phase") == ["Avant", "Pendant"]
    assert names(draft, "Step") == ["Chercher", "Comparer", "Payer"]


def test_moods_of_several_people_are_theirs() -> None:
    draft = read(
        (None, "Plan", "Ride"),
        ("Steps", "Pick a trip", "Board"),
        ("Emotion (Anna)", 4, 5),
        ("Emotion (Tom)", 2, 1),
        ("Pain points (Tom)", "No card", None),
        ("Quotes", '"Nice"', None),
    )

    assert names(draft, "Persona") == ["Anna", "Tom"]
    felt = [pair for pair in linked(draft, "personas") if pair[0].startswith("Emotion")]
    assert felt == [(name, "Anna" if "Anna" in name else "Tom") for name in moods(draft)]
    assert moods(draft) == {
        "Emotion: Pick a trip (Anna)": 1.0,
        "Emotion: Board (Anna)": 2.0,
        "Emotion: Pick a trip (Tom)": -1.0,
        "Emotion: Board (Tom)": -2.0,
    }
    assert [pair for pair in linked(draft, "personas") if pair[0] == "No card"] == [("No card", "Tom")]


def test_moods_at_two_times_are_nobody() -> None:
    draft = matrix_reader.read(
        table(("Step", "Pains", "Mood before", "Mood after"), ("Wait", "Long", 2, 4), ("Pay", "Dear", 1, 5)),
        MODEL,
    )

    assert is_whole(draft)
    assert names(draft, "Persona") == []


def test_kinds_beside_insights_are_followed() -> None:
    draft = read(
        ("Journey", "Phase", "Step", "Emotion", "Insight type", "Insight"),
        ("Move", "Prepare", "Cancel", -1, "Pain", "Notice period unclear"),
        ("Move", "Prepare", "Find mover", 2, "Gain", "Reviews help"),
        ("Doctor", "Before", "Book", 0, "Need", "Evening slots"),
    )

    assert kinds(draft) == {
        "Notice period unclear": "PAIN",
        "Reviews help": "GAIN",
        "Evening slots": "NEED",
    }
    assert moods(draft)["Emotion: Book"] == 0.0


def test_heads_say_what_stands_beside_their_lane() -> None:
    assert [
        words_beside(text)
        for text in ("Mood (Anna)", "Mood Tom 1-5", "Emotion (1-5)", "Pain points – Frau Öz")
    ] == [
        "Anna",
        "Tom",
        "",
        "Frau Öz",
    ]
    assert [sure_lane(text) for text in ("Ressenti du client", "Qué hace el cliente", "Colour")] == [
        LaneKind.EMOTION,
        LaneKind.STEP,
        None,
    ]
    assert [feeling(text).impact for text in ("Déçue", "muy positivo", "neutro")] == [-1.0, 2.0, 0.0]


@pytest.mark.parametrize(
    "heads",
    [
        ("Etapa", "Ações do cliente", "Pontos de contacto", "Emoções", "Dores", "Oportunidades"),
        ("Fase", "Azione", "Punto di contatto", "Emozione", "Criticità", "Opportunità"),
        ("Etapy", "Działania klienta", "Punkty styku", "Emocje", "Punkty bólu", "Szanse"),
        ("阶段", "用户行为", "触点", "情绪", "痛点", "机会点"),
        ("階段", "顧客行動", "接觸點", "情緒", "痛點", "機會"),
        ("フェーズ", "行動", "タッチポイント", "感情", "課題", "改善機会"),
        ("ステージ", "顧客の行動", "接点・チャネル", "気持ち", "お客様の悩み", "改善点"),
        ("단계", "고객 행동", "터치포인트", "감정", "페인 포인트", "개선 기회"),
    ],
)
def test_heads_of_further_languages_are_known(heads: tuple[str, ...]) -> None:
    rows = (("A", "b", "c", "4/5", "d", "e"), ("A", "f", "g", "2/5", "h", "i"))

    upright = read(heads, *rows)
    turned = read(*zip(heads, *rows, strict=True))

    assert names(upright, "Phase") == names(turned, "Phase") == ["A"]
    assert names(upright, "Step") == names(turned, "Step") == ["b", "f"]
    assert names(upright, "Touchpoint") == names(turned, "Touchpoint") == ["c", "g"]
    assert sorted(map(str, moods(upright).values())) == ["-1.0", "1.0"]
    assert kinds(upright) == kinds(turned) == {"d": "PAIN", "h": "PAIN"}
    assert names(upright, "Opportunity") == names(turned, "Opportunity") == ["e", "i"]


@pytest.mark.parametrize(
    ("head", "holds"),
    [
        ("Touchpoints\nWhere do they meet us?", LaneKind.TOUCHPOINT),
        ("Pain points: what gets in their way here?", LaneKind.PAIN),
        ("Pain points – what gets in their way", LaneKind.PAIN),
        ("感情：その時どう感じたか？", LaneKind.EMOTION),
        ("行動（顧客は何をするか）", LaneKind.STEP),
        ("Besoins (ce qu'ils attendent)", LaneKind.NEED),
        ("Persona: Ann", None),
        ("Weather: what was it like outside?", None),
        ("Pay: at the desk or by card", None),
    ],
)
def test_headings_bear_explanations(head: str, holds: LaneKind | None) -> None:
    assert sure_lane(head) is holds


def test_heading_names_scores_without_its_explanation() -> None:
    draft = read(
        ("Phase", "Step", "Mood\nHow do they feel? (1-5)", "Pains"),
        ("A", "Sit", 4, "Hard"),
        ("A", "Go", 2, None),
    )

    assert moods(draft) == {"Mood: Sit": 1.0, "Mood: Go": -1.0}
    assert values(next(draft.records_of("Insight")))["rawScale"] == "1-5"


def test_words_that_stand_together_are_parted() -> None:
    known = {"顧客", "の", "行動"}

    assert parted_words("顧客の行動", known) == ["顧客", "の", "行動"]
    assert parted_words("顧客の天気", known) == ["顧客の天気"]
    assert parted_words("customer", {"custom", "er"}) == ["customer"]
    assert parted_words("行動" * 20, known) == ["行動" * 20]
