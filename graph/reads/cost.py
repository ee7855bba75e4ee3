"""Cost to serve: what a journey costs a year, measured by its contacts or estimated."""

from typing import LiteralString

from graph.computed import Computed, Object, Records, Value
from graph.scales import Scale
from graph.schema import Datatype


class CostBasis(Scale):
    """What a cost to serve rests on."""

    MEASURED = "MEASURED", "Contacts that were counted, at the cost of their channels."
    ESTIMATED = "ESTIMATED", "The yearly frequency of the journey at its unit cost."
    UNKNOWN = "UNKNOWN", "Neither contacts nor an estimate."


# The window is a year of whole days that ends with the newest measurement: counted from the day after it, so
# that no thirteenth month slips in at the end of February.
_COST: LiteralString = """\
OPTIONAL MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:AT]-(measurement)-[:OF]->(metric),
  (measurement)-[:VIA]->(channel)
WHERE metric.method = 'COUNT' AND metric.unit = 'contacts' AND measurement.value IS NOT NULL
  AND channel.contactCost IS NOT NULL AND channel.currency IS NOT NULL
  AND NOT EXISTS { (measurement)-[:REGARDING]->() }
WITH this, collect([measurement, channel]) AS counted, max(measurement.endsOn) AS to
WITH this, counted, to, to + duration({days: 1}) - duration({months: 12}) AS from
WITH this, to, from, COLLECT {
UNWIND counted AS pair
WITH pair[0] AS measurement, pair[1] AS channel
WHERE measurement.endsOn >= from
WITH channel, sum(measurement.value) AS contacts
ORDER BY channel.name, channel.id
RETURN [channel, contacts, [contacts * channel.contactCost, channel.currency]] AS cost
} AS byChannel
WITH this, to, from, byChannel, COLLECT {
UNWIND byChannel AS cost
WITH cost[2][1] AS currency, sum(cost[2][0]) AS amount
ORDER BY currency
RETURN [amount, currency] AS total
} AS measured
WITH from, to, byChannel, measured, CASE
  WHEN this.frequencyPerYear IS NOT NULL AND this.unitCost IS NOT NULL AND this.currency IS NOT NULL
    THEN [[this.frequencyPerYear * this.unitCost, this.currency]]
  ELSE []
END AS estimated
RETURN CASE
    WHEN size(measured) > 0 THEN 'MEASURED'
    WHEN size(estimated) > 0 THEN 'ESTIMATED'
    ELSE 'UNKNOWN'
  END AS basis,
  from, to, CASE WHEN size(measured) > 0 THEN measured ELSE estimated END AS totals, byChannel"""

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
            },
            "What a journey costs a year, by currency and by channel.",
        ),
        _COST,
    ),
)
