"""The records of the hand-made portfolio: a broadband company, its journeys, and what hangs on them."""

from collections.abc import Mapping
from typing import Any

Values = Mapping[str, Any]

# What the design says a record is given when its input is silent.
DEFAULTS: Mapping[str, Values] = {
    "Journey": {"state": "CURRENT", "lifecycle": "ANALYSE", "visibility": "ORG"},
    "Step": {"layer": "CUSTOMER", "momentOfTruth": False},
    "Persona": {"needs": [], "jobs": []},
    "Goal": {"status": "OPEN"},
    "Metric": {"hero": False},
    "Insight": {"weight": 100.0, "status": "NEW"},
    "Opportunity": {"status": "OPEN"},
    "Solution": {"status": "IDEA"},
}

# By label, then by key; the order is that of the ids.
RECORDS: Mapping[str, Mapping[str, Values]] = {
    "Team": {
        "sales": {"name": "Sales", "budget": 100000.0, "currency": "EUR", "department": "Market"},
        "field": {"name": "Field service", "budget": 250000.0, "currency": "EUR"},
        "it": {"name": "IT", "budget": 80000.0, "currency": "USD", "department": "Technology"},
        "idle": {"name": "idle hands", "description": "A team without work."},
    },
    "Person": {
        "ada": {"name": "Ada", "email": "ada@example.org", "title": "Head of sales"},
        "bo": {"name": "Bo", "email": "bo@example.org"},
        "cy": {"name": "Cy"},
    },
    "Persona": {
        "anna": {"name": "Anna", "role": "CUSTOMER", "needs": ["speed", "a fair price"], "jobs": ["work"]},
        "ben": {"name": "Ben", "role": "CUSTOMER", "needs": [], "jobs": ["play", "work"]},
        "tech": {"name": "Technician", "role": "EMPLOYEE", "needs": ["clear tickets"]},
        "nora": {"name": "Nora"},
    },
    "Segment": {
        "city": {"name": "City", "share": 0.6, "size": 60000, "valuePerYear": 300.0, "currency": "EUR"},
        "rural": {"name": "Rural", "share": 0.4},
    },
    "Channel": {
        "web": {"name": "Web", "medium": "DIGITAL", "contactCost": 0.5, "currency": "EUR"},
        "phone": {"name": "Phone", "medium": "HUMAN", "contactCost": 6.0, "currency": "EUR"},
        "visit": {"name": "Visit", "medium": "PHYSICAL", "contactCost": 80.0, "currency": "USD"},
        "letter": {"name": "Letter"},
    },
    "Touchpoint": {
        "site": {"name": "Website", "url": "https://example.org/shop"},
        "app": {"name": "App"},
        "hotline": {"name": "Hotline"},
    },
    "Vision": {"calm": {"name": "Calm", "statement": "Nobody has to ask twice."}},
    "Product": {"fibre": {"name": "Fibre"}, "dsl": {"name": "DSL"}},
    "Competitor": {"rival": {"name": "Rival"}},
    "Tag": {
        "urgent": {"name": "Urgent", "category": "Priority"},
        "mobile": {"name": "Mobile", "category": "Topic"},
        "quiet": {"name": "Quiet"},
    },
    "Source": {
        "workshop": {"name": "Workshop in March", "kind": "WORKSHOP", "heldOn": "2026-03-02"},
        "calls": {"name": "Calls of one week", "kind": "SUPPORT_LOG"},
        "survey": {"name": "Survey in April", "kind": "SURVEY", "heldOn": "2026-04-15"},
        "notes": {"name": "Loose notes"},
    },
    "Journey": {
        "buy": {
            **{"name": "Buy broadband", "intent": "I want to be online by Monday", "level": 2},
            **{"lifecycle": "OPTIMISE", "rigour": "RESEARCHED", "wave": 1, "validatedOn": "2026-05-01"},
            **{"frequencyPerYear": 12000.0, "unitCost": 40.0, "currency": "EUR"},
        },
        "move": {"name": "Move house", "level": 2, "frequencyPerYear": 3000.0, "visibility": "TEAM"},
        "repair": {"name": "Repair a fault", "level": 3, "lifecycle": "DESIGN", "wave": 2},
        "leave": {"name": "Leave", "state": "RESEARCH", "validatedOn": "2026-01-31"},
        "future": {"name": "Buy broadband", "state": "FUTURE", "level": 2, "rigour": "SKETCH"},
        "booking": {"name": "Book a technician", "level": 4, "frequencyPerYear": 500.0},
    },
    "Phase": {
        "orient": {"name": "Orient", "journeyId": "buy", "stage": "awareness"},
        "order": {"name": "Order", "journeyId": "buy", "stage": "purchase"},
        "announce": {"name": "Announce", "journeyId": "move"},
        "switch": {"name": "Switch", "journeyId": "move"},
        "report": {"name": "Report", "journeyId": "repair"},
        "mend": {"name": "Mend", "journeyId": "repair", "stage": "after-sales"},
        "decide": {"name": "Decide", "journeyId": "leave"},
        "end": {"name": "End", "journeyId": "leave"},
        "click": {"name": "One click", "journeyId": "future"},
        "book": {"name": "Book", "journeyId": "booking"},
    },
    "Step": {
        "compare": {
            "name": "Compare offers",
            "phaseId": "orient",
            "moment": "BEFORE",
            "durationSeconds": 600,
        },
        "check": {"name": "Check the address", "phaseId": "orient", "moment": "BEFORE"},
        "fill": {
            **{"name": "Fill in the form", "phaseId": "order", "moment": "DURING", "momentOfTruth": True},
            **{"momentOfTruthReason": "Many give up here", "expectedExperience": 0.5},
        },
        "sign": {"name": "Sign the contract", "phaseId": "order", "layer": "FRONTSTAGE"},
        "tell": {"name": "Report the move", "phaseId": "announce", "momentOfTruth": False},
        "date": {"name": "Agree on a date", "phaseId": "announce", "expectedExperience": 1.0},
        "come": {
            "name": "Technician visits",
            "phaseId": "switch",
            "moment": "DURING",
            "durationSeconds": 3600,
        },
        "test": {"name": "Test the line", "phaseId": "switch", "layer": "BACKSTAGE"},
        "call": {"name": "Call the hotline", "phaseId": "report", "expectedExperience": -1.0},
        "visit": {"name": "Technician visits", "phaseId": "mend", "momentOfTruth": True},
        "confirm": {"name": "Confirm the repair", "phaseId": "mend", "moment": "AFTER"},
        "bill": {"name": "Read the bill", "phaseId": "decide", "moment": "AFTER", "durationSeconds": 0},
        "yes": {"name": "Say yes", "phaseId": "click"},
        "slot": {"name": "Pick a slot", "phaseId": "book", "durationSeconds": 60},
    },
    "Goal": {
        "grow": {"name": "Grow", "dueOn": "2027-06-30"},
        "happy": {"name": "Happier customers", "status": "IN_PROGRESS", "dueOn": "2026-12-31"},
        "fewer": {"name": "Fewer calls", "status": "REACHED"},
        "dropped": {"name": "Be everywhere", "status": "DROPPED", "progressOverride": 0.25},
    },
    "Opportunity": {
        "form": {
            **{"name": "Same form, asked twice", "kind": "PAIN_POINT", "status": "IN_PROGRESS"},
            **{"customerValue": 80.0, "businessValue": 60.0, "effort": 2.0},
        },
        "choice": {
            **{"name": "No date to choose", "kind": "UNMET_NEED", "description": "Customers wait all day."},
            **{"customerValue": 90.0, "businessValue": 70.0, "effort": 4.0},
        },
        "price": {
            **{"name": "Price is unclear", "kind": "PAIN_POINT"},
            **{"customerValue": 50.0, "businessValue": 50.0, "effort": 1.0},
        },
        "trust": {"name": "Little trust", "businessValue": 90.0},
        "unread": {
            **{"name": "Bill is hard to read", "kind": "ADOPTION_BARRIER", "status": "SOLVED"},
            **{"customerValue": 30.0, "businessValue": 20.0, "effort": 3.0},
        },
        "faults": {"name": "An app for faults", "kind": "IDEA", "status": "DISMISSED", "customerValue": 40.0},
        "remote": {
            **{"name": "Test the line from afar", "kind": "IDEA"},
            **{"customerValue": 70.0, "businessValue": 70.0, "effort": 0.0},
        },
        "blank": {"name": "Nothing known"},
        "twin1": {"name": "Twin", "customerValue": 65.0, "businessValue": 65.0, "progressOverride": 0.4},
        "twin2": {"name": "Twin", "customerValue": 60.0, "businessValue": 70.0, "effort": 2.5},
        "least": {"name": "Least of all", "status": "SOLVED", "customerValue": 0.0, "businessValue": 0.0},
        "odd": {"name": 'It\'s "odd" \\ {$p0} `name`', "status": "IN_PROGRESS", "effort": 5.0},
        "über": {"name": "ÜBER Straße", "status": "DISMISSED", "customerValue": 10.0, "businessValue": 15.5},
    },
    "Solution": {
        "merge": {
            **{"name": "Merge the forms", "status": "IN_PROGRESS", "priority": "HIGH", "cost": 50000.0},
            **{"currency": "EUR", "expectedValue": 90000.0, "startsOn": "2026-02-01"},
        },
        "portal": {
            **{"name": "Self-service portal", "status": "LAUNCHED", "priority": "MEDIUM", "cost": 120000.0},
            **{"currency": "EUR", "realisedValue": 30000.0, "launchedOn": "2026-06-01"},
        },
        "probe": {"name": "Remote line test", "status": "CANCELLED", "cost": 9000.0, "currency": "USD"},
        "text": {"name": "Text before the visit", "status": "PLANNED", "priority": "LOW"},
        "chat": {"name": "Chat", "cost": 7000.0},
    },
    "Insight": {
        "twice": {
            **{"name": "Data entered twice", "kind": "PAIN", "voice": "VOC", "basis": "DATA"},
            **{"impact": -2.0, "status": "CONFIRMED"},
        },
        "slow": {
            **{"name": "The form is slow", "kind": "PAIN", "voice": "VOB", "basis": "OPINION"},
            **{"impact": -1.0, "weight": 50.0},
        },
        "nice": {"name": "Technicians are friendly", "kind": "GAIN", "voice": "VOC", "impact": 1.0},
        "refuted": {"name": "Nobody compares", "kind": "PAIN", "impact": -2.0, "status": "DISMISSED"},
        "nought": {"name": "A rumour", "impact": 2.0, "weight": 0.0, "rawScore": "5", "rawScale": "1-5"},
        "silent": {"name": "Signing is a habit", "kind": "JOB", "voice": "VOE"},
        "trend": {"name": "Fewer calls each year", "kind": "TREND", "voice": "VOA", "basis": "DATA"},
        "riddle": {"name": "The bill is a riddle", "kind": "PAIN", "voice": "VOE", "impact": -1.5},
        "wait": {"name": "Waiting all day", "kind": "NEED", "voice": "VOC", "impact": -1.0, "weight": 80.0},
    },
    "Quote": {
        "q1": {"text": "I typed my address twice!", "saidOn": "2026-03-02", "language": "en"},
        "q2": {"text": "Schon wieder dasselbe Formular.", "language": "de"},
        "q3": {"text": "It took for ever.", "saidOn": "2026-04-15"},
        "q4": {"text": "I sat at home from eight to five.", "saidOn": "2026-03-02"},
        "q5": {"text": "What am I paying for?"},
        "q6": {"text": "No comment.", "saidOn": "2025-12-24"},
    },
    "Metric": {
        "nps": {"name": "Would recommend", "method": "NPS", "direction": "UP", "target": 30.0, "hero": True},
        "contacts": {"name": "Contacts", "method": "COUNT", "unit": "contacts", "direction": "DOWN"},
        "first": {"name": "Right at once", "method": "RATIO", "hero": False},
        "idle": {"name": "Unused", "method": "MEAN"},
    },
    "Measurement": {
        "m1": {
            "startsOn": "2026-03-01",
            "endsOn": "2026-03-31",
            "promoters": 50,
            "passives": 30,
            "detractors": 20,
        },
        "m2": {
            "startsOn": "2026-04-01",
            "endsOn": "2026-04-30",
            "promoters": 0,
            "passives": 0,
            "detractors": 0,
        },
        "m3": {"startsOn": "2026-05-01", "endsOn": "2026-05-31", "value": 33.0, "sampleSize": 210},
        "m4": {"startsOn": "2026-03-01", "endsOn": "2026-03-31", "value": 41.0},
        "m5": {"startsOn": "2026-03-01", "endsOn": "2026-05-31", "numerator": 45, "denominator": 50},
        "m6": {"startsOn": "2026-05-01", "endsOn": "2026-05-31", "value": 1200.0},
    },
}

# Record, field, the keys it leads to; seen from the start of the relationship. Keys are unique within a kind.
LINKS = """
Team sales          tags            quiet
Touchpoint site     channels        web
Touchpoint app      channels        web
Touchpoint hotline  channels        phone
Journey buy         team            sales
Journey buy         contributors    it
Journey buy         personas        anna ben
Journey buy         products        fibre dsl
Journey buy         visions         calm
Journey buy         tags            urgent
Journey move        team            sales
Journey move        contributors    it field
Journey move        personas        anna
Journey move        sources         workshop
Journey repair      team            field
Journey repair      personas        ben tech
Journey future      futureOf        buy
Journey future      visions         calm
Step fill           team            it
Step fill           touchpoints     site app
Step fill           channels        web
Step fill           tags            urgent mobile
Step call           touchpoints     hotline
Step call           channels        phone
Step call           team            field
Step come           channels        visit
Step visit          channels        visit
Step compare        nextSteps       check
Step date           detailedBy      booking
Step yes            replaces        fill sign
Goal happy          parent          grow
Goal fewer          parent          grow
Goal happy          team            sales
Opportunity form    goals           happy
Opportunity form    team            sales
Opportunity form    tags            urgent mobile
Opportunity choice  steps           date visit bill
Opportunity choice  team            field
Opportunity choice  goals           happy fewer
Opportunity price   steps           compare bill
Opportunity price   parent          trust
Opportunity unread  steps           bill
Opportunity unread  parent          trust
Opportunity unread  tags            quiet
Opportunity faults  steps           call
Opportunity faults  team            it
Opportunity remote  steps           test confirm sign
Opportunity twin1   steps           yes
Opportunity twin1   team            sales
Opportunity twin2   steps           yes slot
Opportunity twin2   tags            mobile
Solution merge      opportunities   form price
Solution merge      deliveryTeams   it sales
Solution merge      team            it
Solution merge      goals           happy
Solution portal     opportunities   unread form
Solution portal     dependsOn       merge
Solution portal     deliveryTeams   it
Solution probe      opportunities   remote
Solution text       steps           come visit
Solution text       deliveryTeams   field
Solution text       goals           happy fewer
Insight twice       steps           fill tell
Insight twice       personas        anna
Insight twice       opportunities   form
Insight twice       tags            urgent
Insight slow        steps           fill
Insight slow        personas        ben
Insight slow        opportunities   form
Insight nice        steps           come visit
Insight nice        personas        anna tech
Insight refuted     steps           compare
Insight nought      steps           compare
Insight silent      steps           sign
Insight trend       interprets      twice wait
Insight riddle      steps           bill
Insight riddle      opportunities   unread price
Insight wait        steps           date visit
Insight wait        personas        anna
Insight wait        opportunities   choice
Quote q1            insights        twice
Quote q1            source          workshop
Quote q2            insights        twice
Quote q2            source          calls
Quote q3            insights        slow
Quote q3            source          survey
Quote q4            insights        wait
Quote q4            source          calls
Quote q5            insights        riddle
Quote q6            source          notes
Metric nps          journeys        buy move
Metric nps          goals           happy
Metric nps          team            sales
Metric contacts     steps           call
Metric first        steps           come visit
Metric first        touchpoints     hotline
Measurement m1      metric          nps
Measurement m2      metric          nps
Measurement m3      metric          nps
Measurement m3      segment         city
Measurement m4      metric          nps
Measurement m4      competitor      rival
Measurement m5      metric          first
Measurement m5      step            visit
Measurement m6      metric          contacts
Measurement m6      step            call
Measurement m6      channel         phone
"""

# Links that say something themselves: record, field, end, and what they say.
FACTS: tuple[tuple[str, str, str, str, Values], ...] = (
    ("Person", "ada", "teams", "sales", {"role": "Lead"}),
    ("Person", "ada", "teams", "it", {"role": "Adviser"}),
    ("Person", "bo", "teams", "field", {}),
    ("Journey", "buy", "segments", "city", {"share": 0.7}),
    ("Journey", "buy", "segments", "rural", {"share": 0.3}),
    ("Journey", "move", "segments", "rural", {}),
    ("Journey", "buy", "sources", "workshop", {"locator": "Sheet1!B7", "raw": "Buy  broadband"}),
    ("Step", "check", "nextSteps", "fill", {"condition": "The address can be served"}),
    ("Step", "check", "nextSteps", "compare", {"condition": "It cannot"}),
    ("Opportunity", "form", "steps", "fill", {"rationale": "Asked here first"}),
    ("Opportunity", "form", "steps", "tell", {"rationale": "Asked here again"}),
    ("Opportunity", "form", "steps", "call", {}),
    ("Opportunity", "form", "sources", "workshop", {"locator": "line 12"}),
    ("Solution", "merge", "steps", "fill", {"rationale": "One form in place of two"}),
    ("Quote", "q1", "sources", "workshop", {"locator": "line 3", "raw": "typed twice!!"}),
)
