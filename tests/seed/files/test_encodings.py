"""Bytes without a mark of their encoding are read as the one that makes words of them, and that is said."""

import pytest

from seed.files.encodings import Undecodable, decoded_text

GERMAN = "Phase;Schritt;Schmerzpunkt\nBuchen;Termin suchen;Ärger: „Termine“ für 5 € – jäh\n"
FRENCH = "Étape;Émotion;Irritant\nAchat;déçue;L’écran est mouillé, où est l’aide ?\n"
PORTUGUESE = "Etapa,Ação\nDescoberta,Vê um anúncio, não há preço\n"
POLISH = "Etap;Działanie;Problem\nZakup;Płaci kartą;Długo trwa, błąd, żółć\n"
JAPANESE = "フェーズ,行動,感情\n購入,商品を選ぶ,不安\n"
CHINESE = "阶段,行动,痛点\n购买,选择商品,等待太久\n"
TAIWANESE = "階段,行動,痛點\n購買,選擇商品,等待太久，很麻煩\n"
KOREAN = "단계,행동,감정\n구매,상품을 고른다,불안\n"
RUSSIAN = "Этап;Действие\nПокупка;Выбирает товар\n"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (GERMAN, "cp1252", "Windows-1252"),
        (GERMAN, "mac_roman", "Mac OS Roman"),
        ("Titel\nFür 5 € halten\n", "mac_roman", "Mac OS Roman"),
        (FRENCH, "cp1252", "Windows-1252"),
        (FRENCH, "mac_roman", "Mac OS Roman"),
        (PORTUGUESE, "mac_roman", "Mac OS Roman"),
        (POLISH, "cp1250", "Windows-1250"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (JAPANESE, "cp932", "Shift-JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (CHINESE, "gb18030", "GB 18030"),
        (TAIWANESE, "big5", "Big5"),
        (KOREAN, "cp949", "EUC-KR"),
    ],
)
def test_encoding_is_guessed_from_words(text: str, encoding: str, name: str) -> None:
    found, guess = decoded_text(text.encode(encoding))

    assert found == text
    assert guess is not None
    assert name in guess


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encoding_that_is_told_needs_no_guess(encoding: str) -> None:
    assert decoded_text(GERMAN.encode(encoding)) == (GERMAN, None)


def test_single_broken_bytes_change_no_encoding() -> None:
    data = (GERMAN * 5).encode().replace("ä".encode(), b"\xe4", 1)

    found, guess = decoded_text(data)

    assert found == (GERMAN * 5).replace("ä", "\ufffd", 1)
    assert guess is not None
    assert guess.startswith("1 bytes of it are no UTF-8")


def test_bytes_of_a_picture_are_no_text() -> None:
    with pytest.raises(Undecodable):
        decoded_text(b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 9)
