"""What people call their feelings, in a dozen languages, and the impact that each of them stands for."""

# By impact; where a word stands for two, the languages further down decide.
_OTHERS = {
    -2.0: """
        très négatif, très négative, furieux, furieuse, désespéré, muy negativo, furioso, furiosa,
        desesperado, boos, woedend, muito negativo, com raiva, irado, irada, arrabbiato, arrabbiata,
        disperato, disperata, wściekły, wściekła, zrozpaczony, bardzo zły, 愤怒, 生气, 绝望, 非常不满, 怒り,
        激怒, 絶望, 非常に不満, 최악, 분노, 화남, 매우 불만""",
    -1.0: """
        négatif, négative, mauvais, frustré, frustrée, énervé, énervée, agacé, inquiet, inquiète,
        stressé, stressée, déçu, déçue, perdu, perdue, confus, negativo, negativa, malo, frustrado,
        frustrada, enfadado, enfadada, preocupado, preocupada, estresado, estresada, decepcionado,
        decepcionada, ansioso, ansiosa, confundido, triste, negatief, mécontent, mécontente,
        slecht, gefrustreerd, geïrriteerd, bezorgd, onzeker, teleurgesteld, verdrietig, ontevreden,
        insatisfeito, insatisfeita, irritado, irritada, confuso, confusa, desapontado, desapontada,
        inseguro, insegura, impaciente, ruim, frustrato, frustrata, deluso, delusa, preoccupato,
        preoccupata, insoddisfatto, insoddisfatta, stressato, stressata, nervoso, nervosa, incerto,
        incerta, zły, zła, smutny, smutna, sfrustrowany, sfrustrowana, zdenerwowany, zdenerwowana,
        zaniepokojony, zaniepokojona, zagubiony, zagubiona, rozczarowany, rozczarowana, niezadowolony,
        niezadowolona, negatywny, negatywna, 不满, 不满意, 失望, 沮丧, 焦虑, 担心, 困惑, 难过, 不安, 不高兴,
        消极, 着急, 悲しい, 困惑する, イライラ, 心配, 不満, がっかり, ストレス,
        戸惑い, 불만, 불안, 실망, 걱정,
        혼란, 답답함, 짜증, 슬픔, 부정""",
    0.0: """
        neutre, indifférent, mitigé, neutro, neutra, indiferente, regular, neutraal, neutrale,
        indifferente, neutralny, neutralna, obojętny, obojętna, 一般, 中性, 中立, 平静, 普通,
        ふつう, 보통, 중립""",
    1.0: """
        positif, positive, bon, satisfait, satisfaite, heureux, heureuse, soulagé, soulagée, curieux,
        confiant, content, contente, positivo, positiva, bueno, satisfecho, satisfecha, contento,
        contenta, feliz, aliviado, aliviada, curioso, ilusionado, ilusionada, tranquilo, positief,
        goed, tevreden, blij, opgelucht, hoopvol, nieuwsgierig, satisfeito, satisfeita, confiante,
        esperançoso, esperançosa, tranquila, bom, soddisfatto, soddisfatta, felice, sollevato,
        sollevata, curiosa, fiducioso, fiduciosa, sereno, serena, zadowolony, zadowolona, szczęśliwy,
        szczęśliwa, spokojny, spokojna, ciekawy, ciekawa, dobry, dobra, pozytywny, pozytywna, 满意, 高兴,
        开心, 放心, 期待, 好奇, 积极, 信任, 满足, 嬉しい, うれしい, 安心,
        満足, 楽しい, 만족, 기쁨, 안심, 기대,
        행복, 긍정""",
    2.0: """
        très positif, très positive, ravi, ravie, enthousiaste, muy positivo, encantado, encantada,
        entusiasmado, enthousiast, trots, entusiasmada, muito positivo, empolgado, empolgada,
        entusiasta, entusiasti, felicissimo, felicissima, orgoglioso, orgogliosa, zachwycony,
        zachwycona, podekscytowany, podekscytowana, dumny, dumna, 非常满意, 兴奋, 惊喜, 激动, 大満足, 感動,
        興奮, 매우 만족, 감동, 신남""",
}
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
        unzufrieden, ungeduldig, verärgert, skeptical, skeptisch, hesitant, doubtful, upset, lost,
        bored, tired, afraid, scared, tense, -""",
    0.0: """
        neutral, ok, okay, indifferent, mixed, medium, mittel, gemischt, gleichgültig, so lala, meh,
        average, o, +/-, ±""",
    1.0: """
        positive, good, happy, satisfied, content, relieved, hopeful, curious, confident,
        interested, calm, pleased, optimistic, trusting, comfortable, motivated, high, positiv, gut,
        froh, zufrieden, erleichtert, hoffnungsvoll, neugierig, zuversichtlich, interessiert, ruhig,
        entspannt, motiviert, joy, relief, glad, safe, +""",
    2.0: """
        very positive, very good, excellent, great, delighted, excited, thrilled, enthusiastic,
        proud, love, amazed, sehr positiv, sehr gut, ausgezeichnet, begeistert, aufgeregt,
        glücklich, stolz, sehr zufrieden, very happy, very satisfied, ++""",
}
FEELINGS = {
    " ".join(word.split()): impact
    for impact, words in (*_OTHERS.items(), *_WORDS.items())
    for word in words.split(",")
    if word.strip()
}
# Words before those that make them stronger or weaker.
_DEGREES = {
    2.0: "very really extremely so super sehr äußerst total très trop muy erg heel zeer muito molto bardzo",
    0.5: "slightly somewhat bit little etwas leicht bisschen peu poco beetje iets pouco trochę",
}
DEGREES = {word: factor for factor, words in _DEGREES.items() for word in words.split()}
# Words before those that turn them round.
DENIALS = "not, isn't, never, no, nicht, kein, keine, pas, pas du tout, niet, geen, não, non, nie, 不, 没"
_FACES = {
    -2.0: "😡🤬😭😢😱😠👎",
    -1.0: "🙁☹😞😟😕😒😔😣😖😫😩😤😰😥😓🤔↓↘",
    0.0: "😐😑😶🤷→",
    1.0: "🙂😊☺😌👍↑↗",
    2.0: "😀😃😄😁😆🤩😍🥳😎❤🎉",
}
FACES = {face: impact for impact, faces in _FACES.items() for face in faces}
# Faces in plain characters, by those that they stand for.
EMOTICONS = {
    ":-)": "🙂",
    ":)": "🙂",
    ":-D": "😀",
    ":D": "😀",
    ":-(": "🙁",
    ":(": "🙁",
    ":'(": "😢",
    ":-|": "😐",
    ":|": "😐",
    ":-/": "😕",
    ":/": "😕",
}
