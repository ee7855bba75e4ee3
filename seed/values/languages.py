"""Languages that show themselves in headings, and how those who write in them write numbers and days."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its name, with the names of its notations and words that head columns in it alone."""

    name: str
    notations: tuple[str, ...]
    words: str


# English heads columns everywhere and tells nothing. Decimals in Spanish differ by country.
_BOTH = ("COMMA", "DAY_FIRST")
LANGUAGES = (
    Language(
        "German",
        _BOTH,
        """schritt schritte kennzahl kennzahlen messgröße wert istwert zielwert einheit monat zeitraum datum
        quartal stimmung gefühl gefühle bewertung zufriedenheit kontaktpunkt kontaktpunkte kanal kanäle
        schmerzpunkte bedürfnis bedürfnisse chancen maßnahme maßnahmen aufwand kundennutzen geschäftsnutzen
        verantwortlich abteilung zitat zitate beschreibung""",
    ),
    Language(
        "French",
        _BOTH,
        """étape étapes valeur mois unité indicateur indicateurs émotion émotions ressenti besoins irritants
        cible canaux parcours verbatims coût""",
    ),
    Language(
        "Dutch",
        _BOTH,
        """stappen waarde maand eenheid contactpunten contactpunt knelpunten kansen behoeften streefwaarde
        kwartaal beleving klantreis""",
    ),
    Language(
        "Spanish",
        ("DAY_FIRST",),
        """acciones emoción emociones necesidades oportunidades dolor fecha unidad métrica indicador
        viaje""",
    ),
    Language("English", (), "value values month quarter period unit effort step steps stage stages needs"),
)
# In words; what is longer is no heading.
_LONGEST = 4
_BY_WORD: dict[str, Language] = {}
for _language in LANGUAGES:
    for _word in _language.words.split():
        _BY_WORD.setdefault(_word, _language)


def language_of(heading: str) -> Language | None:
    """The language of a heading by its first word that heads columns in one language only."""
    words = re.findall(r"[^\W\d_]+", heading.casefold())
    if len(words) > _LONGEST:
        return None
    return next((_BY_WORD[word] for word in words if word in _BY_WORD), None)
