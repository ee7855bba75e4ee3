"""Cost to serve: what a journey costs a year, measured by its contacts or estimated."""

from typing import LiteralString

from graph.computed import Computed, Object, Records, Value
from graph.entities import Datatype
from graph.reads.measurements import COUNTS, EACH_MONTH, MONTHS, OWN, PERIODS
from graph.scales import Scale


class CostBasis(Scale):
    """What a cost to serve rests on."""

    MEASURED = "MEASURED", "Contacts that were counted, at the cost of their channels."
    ESTIMATED = "ESTIMATED", "The yearly frequency of the journey at its unit cost."
    UNKNOWN = "UNKNOWN", "Neither contacts nor an estimate."


# Contacts of one metric through one channel are one scope; those through none stand by themselves. Sums of
# what is no part come as `[channel, last day, contacts, measurements]`. The window is a year of whole days
# that ends with the newest of them: counted from the day after it, so that no thirteenth month slips in at
# the end of February.
_COST: LiteralString = (
    """\
WITH this, COLLECT {
MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:AT]-(measurement)-[:OF]->(metric)
WHERE metric.method = 'COUNT' AND metric.unit = 'contacts' AND """
    + OWN
    + " AND "
    + COUNTS
    + """
OPTIONAL MATCH (measurement)-[:VIA]->(channel)
WITH metric, channel AS key, measurement
"""
    + MONTHS
    + EACH_MONTH
    + PERIODS
    + """\
RETURN [key, ends, results, n] AS point
} AS points
WITH this, points, [point IN points
  WHERE point[0].contactCost IS NOT NULL AND point[0].currency IS NOT NULL] AS counted
WITH this, counted, [point IN points
  WHERE point[0].contactCost IS NULL OR point[0].currency IS NULL] AS others
WITH this, counted, others, reduce(to = null, point IN counted | CASE
  WHEN to IS NULL OR point[1] > to THEN point[1]
  ELSE to
END) AS to
WITH this, counted, others, to, to + duration({days: 1}) - duration({months: 12}) AS from
WITH this, [point IN counted WHERE point[1] >= from] AS counted, to, from,
  [point IN others WHERE from IS NULL OR point[1] >= from] AS others
WITH this, counted, others, to, from, COLLECT {
UNWIND counted AS point
WITH point[0] AS channel, sum(point[2]) AS contacts
ORDER BY channel.name, channel.id
RETURN [channel, contacts, [contacts * channel.contactCost, channel.currency]] AS cost
} AS byChannel
WITH this, counted, others, to, from, byChannel, COLLECT {
UNWIND byChannel AS cost
WITH cost[2][1] AS currency, sum(cost[2][0]) AS amount
ORDER BY currency
RETURN [amount, currency] AS total
} AS measured
WITH counted, others, from, to, byChannel, measured, CASE
  WHEN this.frequencyPerYear IS NOT NULL AND this.unitCost IS NOT NULL AND this.currency IS NOT NULL
    THEN [[this.frequencyPerYear * this.unitCost, this.currency]]
  ELSE []
END AS estimated
RETURN CASE
    WHEN size(measured) > 0 THEN 'MEASURED'
    WHEN size(estimated) > 0 THEN 'ESTIMATED'
    ELSE 'UNKNOWN'
  END AS basis,
  from, to, CASE WHEN size(measured) > 0 THEN measured ELSE estimated END AS totals, byChannel,
  reduce(n = 0, point IN counted | n + point[3]) AS measurements,
  reduce(n = 0, point IN others | n + point[3]) AS measurementsLeftOut,
  reduce(contacts = 0.0, point IN others | contacts + point[2]) AS contactsLeftOut"""
)

_MONEY = {
    "amount": Value(Datatype.FLOAT, "The amount, in the currency.", nullable=False),
    "currency": Value(Datatype.TEXT, "ISO 4217 code of the currency.", nullable=False),
}
_MONEY_DESCRIPTION = "An amount of money."

COST = (
    Computed(
        "Journey",
        "costToServe",
        "What the journey costs a year: contacts × contact cost of their channel, summed over the 12 "
        "months up to the newest measurement of contacts. Those are own measurements of a COUNT metric "
        "with unit `contacts` at a step of the journey, through a channel with a contact cost. Without "
        "any: yearly frequency × unit cost.",
        Object(
            "CostToServe",
            {
                "basis": Value(Datatype.ENUM, "What it rests on.", enum=CostBasis, nullable=False),
                "from": Value(Datatype.DATE, "First day of the 12 months; null unless measured."),
                "to": Value(
                    Datatype.DATE,
                    "Last day of the 12 months, that of the newest measurement; null unless measured.",
                ),
                "totals": Object("Money", _MONEY, _MONEY_DESCRIPTION, many=True),
                "byChannel": Object(
                    "ChannelCost",
                    {
                        "channel": Records("Channel", "The channel."),
                        "contacts": Value(Datatype.FLOAT, "Contacts through it.", nullable=False),
                        "cost": Object("Money", _MONEY, _MONEY_DESCRIPTION),
                    },
                    "What the contacts of a journey through one channel cost.",
                    many=True,
                ),
                "measurements": Value(
                    Datatype.INT, "Measurements of contacts that the amounts rest on.", nullable=False
                ),
                "measurementsLeftOut": Value(
                    Datatype.INT,
                    "Measurements of contacts at its steps that cannot be costed: without a channel or its "
                    "contact cost. Those of the 12 months or later; all of them unless measured.",
                    nullable=False,
                ),
                "contactsLeftOut": Value(
                    Datatype.FLOAT,
                    "Contacts that those left out have counted, beside or within those that are costed.",
                    nullable=False,
                ),
            },
            "What a journey costs a year, by currency and by channel.",
        ),
        _COST,
    ),
)
