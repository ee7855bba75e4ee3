"""The words that head the lanes of a journey matrix, and what each lane holds.

English and German words stand here, those of other languages in `lane_words` and `asian_lane_words`.
"""

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache

from seed.formats.matrix import asian_lane_words, lane_words
from seed.formats.matrix.asian_lane_words import parted_words


class LaneKind(Enum):
    """What the cells of a lane hold."""

    JOURNEY = auto()
    PHASE = auto()
    STEP = auto()
    PERSONA = auto()
    TOUCHPOINT = auto()
    CHANNEL = auto()
    PAIN = auto()
    GAIN = auto()
    NEED = auto()
    JOB = auto()
    EMOTION = auto()
    QUOTE = auto()
    THOUGHT = auto()
    INSIGHT = auto()
    OPPORTUNITY = auto()
    SOLUTION = auto()
    TEAM = auto()
    METRIC = auto()
    GOAL = auto()
    FRONTSTAGE = auto()
    BACKSTAGE = auto()
    DESCRIPTION = auto()
    MOMENT_OF_TRUTH = auto()
    SAID_ON = auto()
    KIND = auto()


# In words; what is longer is a sentence, and heads nothing.
_LONGEST_HEADING = 6

AXIS_LANES = frozenset({LaneKind.PHASE, LaneKind.STEP})
# What tells a journey from any other table with steps in it.
EXPERIENCE_LANES = frozenset(
    {
        LaneKind.TOUCHPOINT,
        LaneKind.CHANNEL,
        LaneKind.PAIN,
        LaneKind.GAIN,
        LaneKind.NEED,
        LaneKind.EMOTION,
        LaneKind.QUOTE,
        LaneKind.THOUGHT,
        LaneKind.FRONTSTAGE,
        LaneKind.BACKSTAGE,
        LaneKind.OPPORTUNITY,
    }
)

# Phrases first, as they contain words of other lanes; then single words.
_PHRASES = {
    LaneKind.KIND: """
        insight type, insight kind, insight category, type of insight, kind of insight, finding type,
        observation type, art der erkenntnis, art der beobachtung""",
    LaneKind.PAIN: (
        "pain point, pain points, negative experience, negative experiences, was stört, pains gains"
    ),
    LaneKind.JOB: """
        job to be done, jobs to be done, jtbd, customer goal, customer goals, user goal, user goals, goal
        of the user, kundenziel, kundenziele, nutzerziel, nutzerziele, ziele des kunden, ziele der
        kunden, aufgabe des kunden""",
    LaneKind.GOAL: """
        business goal, business goals, geschäftsziel, geschäftsziele, unternehmensziel, unternehmensziele""",
    LaneKind.OPPORTUNITY: "how might we, wie könnten wir, areas of improvement, room for improvement, hmw",
    LaneKind.MOMENT_OF_TRUTH: """
        moment of truth, moments of truth, moment that matters, moments that matter, mot, moment der
        wahrheit""",
    LaneKind.BACKSTAGE: """
        back stage, backstage action, backstage actions, support process, support processes, behind the
        scenes, internal process, internal processes, interne prozesse, unterstützende prozesse, hinter
        den kulissen""",
    LaneKind.FRONTSTAGE: """
        front stage, employee action, employee actions, onstage action, onstage actions, onstage""",
    LaneKind.TOUCHPOINT: "touch point, touch points, physical evidence, point of contact, points of contact",
    LaneKind.TEAM: "process owner, step owner",
    LaneKind.EMOTION: "emotional journey, emotional curve, emotional state, experience score, emotion curve",
    LaneKind.QUOTE: "what they say, user says, customer voice, voice of the customer, voice of customer, voc",
    LaneKind.THOUGHT: "what they think, customer experience, user experience",
    LaneKind.METRIC: "success metric, success metrics, success criteria, success measures",
    LaneKind.SAID_ON: "collected on, said on, erhoben am, gesagt am, befragt am",
    LaneKind.DESCRIPTION: "step description, step details, action details, schrittbeschreibung",
    LaneKind.STEP: """
        what they do, user do, customer do, was passiert, what happens, was macht, was tut, customer
        does, user does, they do""",
}
_SINGLE = {
    LaneKind.PHASE: """
        phase, phases, phasen, stage, stages, etappe, etappen, abschnitt, abschnitte, journeyphase,
        prozessphase, kundenphase""",
    LaneKind.STEP: """
        step, steps, action, actions, activity, activities, doing, task, tasks, schritt, schritte,
        aktion, aktionen, aktivität, aktivitäten, handlung, handlungen, tätigkeit, tätigkeiten,
        kundenaktion, kundenaktionen, kundenhandlung, kundenhandlungen, prozessschritt, prozessschritte,
        kundenschritt, kundenschritte, nutzeraktion, nutzeraktionen, kundenaktivitäten, nutzerschritt""",
    LaneKind.PERSONA: """
        persona, personas, personae, actor, actors, akteur, akteure, zielgruppe, zielgruppen,
        nutzergruppe, who, wer""",
    LaneKind.TOUCHPOINT: """
        touchpoint, touchpoints, kontaktpunkt, kontaktpunkte, berührungspunkt, berührungspunkte,
        evidence, interaktionspunkt, interaktionspunkte, kundenkontaktpunkt, kundenkontaktpunkte""",
    LaneKind.CHANNEL: "channel, channels, kanal, kanäle, kontaktkanal, kontaktkanäle, medium, medien",
    LaneKind.PAIN: """
        pain, pains, painpoint, painpoints, frustration, frustrations, problem, problems, barrier,
        barriers, challenge, challenges, friction, frictions, issue, issues, obstacle, obstacles,
        concerns, negatives, schmerzpunkt, schmerzpunkte, probleme, hürde, hürden, hindernis,
        hindernisse, frust, ärgernis, ärgernisse, barriere, barrieren, herausforderung,
        herausforderungen, stolperstein, stolpersteine, kritik""",
    LaneKind.GAIN: """
        gain, gains, delight, delights, delighter, delighters, highlight, highlights, positives, joy,
        joys, benefit, benefits, wow, gewinn, gewinne, freude, freuden, begeisterung, positives,
        lichtblick, lichtblicke, nutzen, vorteile""",
    LaneKind.NEED: """
        need, needs, want, wants, wish, wishes, expectation, expectations, desire, desires, motivation,
        motivations, bedürfnis, bedürfnisse, bedarf, wunsch, wünsche, erwartung, erwartungen,
        kundenbedürfnis, kundenbedürfnisse, kundenerwartung, kundenerwartungen, motivationen""",
    LaneKind.JOB: "job, jobs, kundenaufgabe, kundenaufgaben, goal, goals, objective, objectives, ziel, ziele",
    LaneKind.EMOTION: """
        emotion, emotions, emotional, feeling, feelings, feels, feel, mood, sentiment, satisfaction,
        rating, score, valence, happiness, emotionen, gefühl, gefühle, gefühlslage, stimmung,
        stimmungskurve, emotionskurve, zufriedenheit, bewertung, empfinden, fühlt, erlebnis,
        emotionswert, kundenzufriedenheit, experience""",
    LaneKind.QUOTE: """
        quote, quotes, verbatim, verbatims, says, saying, zitat, zitate, aussage, aussagen, wortlaut,
        originalton, originaltöne, kundenzitat, kundenzitate, sagt, kundenstimme, kundenstimmen""",
    LaneKind.THOUGHT: "thought, thoughts, thinking, thinks, think, gedanke, gedanken, denkt, denken, mindset",
    LaneKind.INSIGHT: """
        insight, insights, observation, observations, finding, findings, erkenntnis, erkenntnisse,
        beobachtung, beobachtungen""",
    LaneKind.OPPORTUNITY: """
        opportunity, opportunities, chance, chancen, potenzial, potenziale, potential, potentiale,
        verbesserungspotenzial, verbesserungspotenziale, verbesserungspotential, verbesserungspotentiale,
        verbesserung, verbesserungen, improvement, improvements, handlungsfeld, handlungsfelder""",
    LaneKind.SOLUTION: """
        solution, solutions, idea, ideas, recommendation, recommendations, initiative, initiatives, idee,
        ideen, lösung, lösungen, lösungsidee, lösungsideen, maßnahme, maßnahmen, massnahme, massnahmen,
        empfehlung, empfehlungen, lösungsansatz, lösungsansätze""",
    LaneKind.TEAM: """
        team, teams, owner, owners, ownership, department, departments, responsible, responsibility,
        verantwortlich, verantwortliche, verantwortlicher, verantwortung, zuständig, zuständigkeit,
        abteilung, abteilungen, eigner, prozesseigner""",
    LaneKind.METRIC: """
        metric, metrics, kpi, kpis, indicator, indicators, measurement, measurements, kennzahl,
        kennzahlen, messgröße, messgrößen, metrik, metriken, indikator, indikatoren, erfolgskriterium,
        erfolgskriterien""",
    LaneKind.FRONTSTAGE: "frontstage, frontoffice",
    LaneKind.BACKSTAGE: "backstage, backoffice, hintergrundprozess, hintergrundprozesse",
    LaneKind.DESCRIPTION: """
        description, descriptions, detail, details, note, notes, comment, comments, remark, remarks,
        beschreibung, notiz, notizen, anmerkung, anmerkungen, kommentar, kommentare, bemerkung,
        bemerkungen, erläuterung, context, kontext, storyline, situation""",
}
# Words that stand with those and change nothing about them.
_FILLERS = """
    customer customers customer's user users user's client clients consumer guest guests patient visitor
    citizen buyer persona's kunde kunden kundin kundinnen nutzer nutzerin nutzers anwender gast gäste
    bürger besucher the a an of and or und oder der die das des dem den im in my our your their his her
    it this that for from to key main major current actual journey process prozess service level name
    names list point points possible new what is are how does do they he she who we was wie wo wer with
    mit möglich mögliche zur zum von für aus bei involved beteiligt beteiligte by responsible internal
    intern interne interner improvement based as at used genutzt genutzte wichtig wichtige wichtigste top
    number no nr
    """
_ALONE = {
    LaneKind.PERSONA: (
        *("customer", "customers", "user", "users", "client", "guest", "patient"),
        *("kunde", "kunden", "nutzer"),
    ),
    LaneKind.STEP: ("do", "does", "tun"),
    LaneKind.JOURNEY: (
        "journey",
        "journeys",
        "customer journey",
        "user journey",
        "journey name",
        "kundenreise",
    ),
}
_TOTALS = re.compile(
    r"(?:grand |overall )?(?:total|totals|sum|subtotal|average|avg|mean|median|gesamt|gesamtsumme|summe|"
    r"zwischensumme|durchschnitt|mittelwert|mittel|schnitt|Ø|∅|Σ)\b",
    re.IGNORECASE,
)


def _words(table: dict[LaneKind, str]) -> dict[str, LaneKind]:
    found = {" ".join(word.split()): lane for lane, words in table.items() for word in words.split(",")}
    found.pop("", None)
    return found


def _lanes(table: dict[str, str]) -> dict[LaneKind, str]:
    return {LaneKind[name]: words for name, words in table.items()}


_FURTHER = (lane_words, asian_lane_words)
_BY_PHRASE = {
    phrase: lane
    for words in (_PHRASES, *(_lanes(language.PHRASES) for language in _FURTHER))
    for phrase, lane in _words(words).items()
}
_BY_WORD = {
    word: lane
    for words in (*(_lanes(language.SINGLE) for language in _FURTHER), _SINGLE)
    for word, lane in _words(words).items()
}
_IGNORED = frozenset(" ".join((_FILLERS, *(language.FILLERS for language in _FURTHER))).split())
_KNOWN = frozenset((*_BY_WORD, *_IGNORED))

# What explains a heading behind or below it: a further line, or what follows a colon, dash or question mark.
_EXPLAINED = re.compile(r"\n|<br ?/?>|[:：]| [–—-] |\? ")
# In characters; no heading is longer.
_LONGEST_TITLE = 80


@lru_cache(maxsize=4096)
def heading_words(text: str) -> str:
    """A heading in its bare words: without case, numbers, marks, scales and what stands in brackets."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", text)
    found = re.findall(r"[^\W\d_]+(?:'s)?", text)
    return " ".join(part for word in found for part in parted_words(word, _KNOWN))


@lru_cache(maxsize=4096)
def sure_lane(text: str) -> LaneKind | None:
    """The lane that a heading surely names, explained or not: no word of it says anything else."""
    return _whole_lane(text) or _whole_lane(heading_title(text))


def heading_title(text: str) -> str:
    """A heading without what explains it, in words or as a question: `Pains` of `Pains: what hurts them?`."""
    found = _EXPLAINED.search(text, 0, _LONGEST_TITLE)
    if found is None:
        return text
    title, said = text[: found.start()].strip(), text[found.end() :].strip()
    explains = _is_question(said) or "\n" in found[0] or "<" in found[0] or len(said.split()) > 2
    return title if title and explains and said and _whole_lane(title) else text


def is_explanation(text: str) -> bool:
    """Whether a text below a heading explains it, as a question or in brackets."""
    bare = text.strip()
    return _is_question(bare) or (bare[:1] in ("(", "（", "[") and bare[-1:] in (")", "）", "]"))


def _is_question(text: str) -> bool:
    return text.rstrip(" )）]").endswith(("?", "？"))


def _whole_lane(text: str) -> LaneKind | None:
    words = heading_words(text)
    if not words or len(words) > 80:
        return None
    rest, found = _phrase(words)
    for word in rest.split():
        named = _BY_WORD.get(word)
        if named is None and word not in _IGNORED:
            return None
        found = found or named
    return found or _alone(words)


def likely_lane(text: str) -> LaneKind | None:
    """The lane that a heading probably names: its last known word does, whatever else it says."""
    sure = sure_lane(text)
    words = heading_words(text)
    if sure or len(words.split()) > _LONGEST_HEADING:
        return sure
    rest, found = _phrase(words)
    named = [_BY_WORD[word] for word in rest.split() if word in _BY_WORD]
    return found or (named[-1] if named else None)


def words_beside(text: str) -> str:
    """What a heading says beside its lane: `Anna` in `Mood (Anna)` and in `Mood Anna`."""
    words = re.sub(r"[()\[\]:|–—]|(?<!\w)-|-(?!\w)", " ", text).split()
    return " ".join(word for word in words if heading_words(word) and not _is_known(heading_words(word)))


def is_total(text: str) -> bool:
    """Whether a label says that a row or column sums up others."""
    return _TOTALS.match(text.strip()) is not None


def _is_known(words: str) -> bool:
    return any(word in _BY_WORD or word in _IGNORED for word in words.split())


def _phrase(words: str) -> tuple[str, LaneKind | None]:
    """What is left of a heading without the first phrase that is known, and its lane."""
    padded = f" {words} "
    for phrase, found in _BY_PHRASE.items():
        if f" {phrase} " in padded:
            return padded.replace(f" {phrase} ", " ", 1).strip(), found
    return words, None


def _alone(words: str) -> LaneKind | None:
    """What words head that say nothing beside others: the customer is who it is about."""
    found = (lane for lane, alone in _ALONE.items() if words in alone)
    further = (item for language in _FURTHER for item in language.ALONE.items())
    others = (LaneKind[name] for name, alone in further if words in alone)
    return next(found, None) or next(others, None)
