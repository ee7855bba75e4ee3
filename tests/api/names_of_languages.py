"""Names as people write them in eight languages, with numbers, accents and characters of all widths."""

from random import Random

WORDS = (
    "open account refund Invoice résumé delivery O’Neill co-op",
    "Zürich öffnen Straße Überweisung Ärger zahlen GROẞ Maß",
    "élève Œuvre garçon payer être ça aïe ÉCOLE",
    "año señal Ñandú cuenta ¿Por? pingüino Ávila caña",
    "Łódź łatwy ósmy żółty Świat źle ćma ZAŻÓŁĆ",
    "оплата Ёлка счёт ясный Йод ОТКАЗ заявка їжа",
    "支払い がっこう カード ｶｰﾄﾞ 銀行 ﾃｽﾄ お客様 株式会社",
    "دفع حساب مُدَرِّس ٣ طلب ١٢ رسوم إلغاء",
)
ASIDES = (
    "",
    "",
    " 2",
    " 10",
    " 010",
    " ٣",
    " ²",
    " ～",
    " 😀",
    " \U00020bb7",
    " \ue000",
    " \ufffd",
    " a\u0301",
    " Ⅳ",
    " ﬁn",
)


def names_of_languages(count: int, seed: int = 15) -> list[str]:
    """Names of one to three words of one language, many with something behind; some occur several times."""
    random = Random(seed)
    names: list[str] = []
    for number in range(count):
        words = WORDS[number % len(WORDS)].split()
        picked = [random.choice(words) for _ in range(random.randint(1, 3))]
        text = " ".join(picked) + random.choice(ASIDES)
        names.append(random.choice([str, str.upper, str.lower, str.capitalize])(text))
    return names
