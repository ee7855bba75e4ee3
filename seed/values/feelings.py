"""Feelings in words and faces, and the impact they stand for."""

import re

from seed.values.references import normal_name

_MINUS = str.maketrans("−–—", "---")

# What words say about an experience; the middle of a pair of words stands between them.
_WORDS = {
    -2.0: """
        very negative, very bad, terrible, awful, horrible, angry, furious, desperate, hate,
        devastated, outraged, sehr negativ, sehr schlecht, furchtbar, schrecklich, wütend,
        verzweifelt, sehr unzufrieden, very unhappy, very dissatisfied, --""",
    -1.0: """
        negative, bad, poor, sad, unhappy, frustrated, annoyed, anxious, worried, confused,
        disappointed, stressed, nervous, overwhelmed, insecure, uncertain, irritated, impatient,
        dissatisfied, low, pain, frustration, anxiety, negativ, schlecht, traurig, frustriert,
        genervt, ängstlich, besorgt, verwirrt, enttäuscht, gestresst, nervös, überfordert, unsicher,
        unzufrieden, ungeduldig, verärgert, skeptical, skeptisch, -""",
    0.0: """
        neutral, ok, okay, indifferent, mixed, medium, mittel, gemischt, gleichgültig, so lala, meh,
        average, o, +/-, ±""",
    1.0: """
        positive, good, happy, satisfied, content, relieved, hopeful, curious, confident,
        interested, calm, pleased, optimistic, trusting, comfortable, motivated, high, positiv, gut,
        froh, zufrieden, erleichtert, hoffnungsvoll, neugierig, zuversichtlich, interessiert, ruhig,
        entspannt, motiviert, joy, relief, +""",
    2.0: """
        very positive, very good, excellent, great, delighted, excited, thrilled, enthusiastic,
        proud, love, amazed, sehr positiv, sehr gut, ausgezeichnet, begeistert, aufgeregt,
        glücklich, stolz, sehr zufrieden, very happy, very satisfied, ++""",
}
# The same, from the worst to the best, in French, Spanish and Dutch.
_OTHER_WORDS = {
    -2.0: """
        très négatif, très négative, furieux, furieuse, désespéré, muy negativo, furioso, furiosa,
        desesperado, boos, woedend""",
    -1.0: """
        négatif, négative, mauvais, frustré, frustrée, énervé, énervée, agacé, inquiet, inquiète,
        stressé, stressée, déçu, déçue, perdu, perdue, confus, negativo, negativa, malo, frustrado,
        frustrada, enfadado, enfadada, preocupado, preocupada, estresado, estresada, decepcionado,
        decepcionada, ansioso, ansiosa, confundido, triste, negatief,
        slecht, gefrustreerd, geïrriteerd, bezorgd, onzeker, teleurgesteld, verdrietig, ontevreden""",
    0.0: "neutre, indifférent, mitigé, neutro, neutra, indiferente, regular, neutraal",
    1.0: """
        positif, positive, bon, satisfait, satisfaite, heureux, heureuse, soulagé, soulagée, curieux,
        confiant, positivo, positiva, bueno, satisfecho, satisfecha, contento, contenta, feliz,
        aliviado, aliviada, curioso, ilusionado, ilusionada, tranquilo, positief,
        goed, tevreden, blij, opgelucht, hoopvol, nieuwsgierig""",
    2.0: """
        très positif, très positive, ravi, ravie, enthousiaste, muy positivo, encantado, encantada,
        entusiasmado, enthousiast, trots""",
}
_FEELINGS = {
    " ".join(word.split()): impact
    for impact, words in (*_OTHER_WORDS.items(), *_WORDS.items())
    for word in words.split(",")
    if word.strip()
}
# Words before those that make them stronger or weaker.
_DEGREES = {
    2.0: "very really extremely so super sehr äußerst total très trop muy erg heel zeer",
    0.5: "slightly somewhat bit little etwas leicht bisschen peu poco beetje iets",
}
_FACTORS = {word: factor for factor, words in _DEGREES.items() for word in words.split()}
_DEGREE = re.compile(rf"(?:a |ein |un |een )?({'|'.join(_FACTORS)})\s+(.+)")
_FACES = {
    -2.0: "😡🤬😭😢😱😠👎",
    -1.0: "🙁☹😞😟😕😒😔😣😖😫😩😤😰😥😓🤔",
    0.0: "😐😑😶🤷",
    1.0: "🙂😊☺😌👍",
    2.0: "😀😃😄😁😆🤩😍🥳😎❤🎉",
}
_IMPACTS = {face: impact for impact, faces in _FACES.items() for face in faces}


def feeling(text: str) -> float | None:
    """The impact of a feeling in words or faces, the mean of several; None where none is known."""
    found = [_IMPACTS[character] for character in text if character in _IMPACTS]
    plain = "".join(
        c for c in text.translate(_MINUS) if c not in _IMPACTS and c not in "\ufe0f\u200d"
    ).strip()
    for word in re.split(r"\s*(?:[,;\n]|/(?!-)|\band\b|\bund\b)\s*", plain):
        impact = _felt(word.strip().casefold())
        if impact is not None:
            found.append(impact)
    return round(sum(found) / len(found), 6) if found else None


def _felt(word: str) -> float | None:
    """The impact of one feeling; `very sad` is twice as bad as `sad`, no worse than the worst."""
    degree = _DEGREE.fullmatch(word)
    impact = _FEELINGS.get(word, _FEELINGS.get(normal_name(word)))
    if impact is not None or degree is None or (plain := _felt(degree[2])) is None:
        return impact
    return max(-2.0, min(2.0, plain * _FACTORS[degree[1]]))
