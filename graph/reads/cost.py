"""Cost to serve: what a journey costs a year, measured by its contacts or estimated."""

from typing import LiteralString

from graph.computed import Computed, Object, Records, Value
from graph.entities import Datatype
from graph.scales import Scale


class CostBasis(Scale):
    """What a cost to serve rests on."""

    MEASURED = "MEASURED", "Contacts that were counted, at the cost of their channels."
    ESTIMATED = "ESTIMATED", "The yearly frequency of the journey at its unit cost."
    UNKNOWN = "UNKNOWN", "Neither contacts nor an estimate."


# The window is a year of whole days that ends with the newest measurement: counted from the day after it, so
# that no thirteenth month slips in at the end of February.
_COST: LiteralString = """\
OPTIONAL MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:AT]-(measurement)-[:OF]->(metric)
WHERE metric.method = 'COUNT' AND metric.unit = 'contacts' AND NOT EXISTS { (measurement)-[:REGARDING]->() }
OPTIONAL MATCH (measurement)-[:VIA]->(channel)
WITH this, measurement, channel,
  measurement.value IS NOT NULL AND channel.contactCost IS NOT NULL AND channel.currency IS NOT NULL AS costed
WITH this, collect(CASE WHEN costed THEN [measurement, channel] END) AS counted,
  collect(CASE WHEN NOT costed THEN measurement END) AS others,
  max(CASE WHEN costed THEN measurement.endsOn END) AS to
WITH this, counted, others, to, to + duration({days: 1}) - duration({months: 12}) AS from
WITH this, [pair IN counted WHERE pair[0].endsOn >= from] AS counted, to, from,
  [measurement IN others WHERE from IS NULL OR measurement.endsOn >= from] AS others
WITH this, counted, others, to, from, COLLECT {
UNWIND counted AS pair
WITH pair[0] AS measurement, pair[1] AS channel
WITH channel, sum(measurement.value) AS contacts
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
  size(counted) AS measurements, size(others) AS measurementsLeftOut,
  reduce(contacts = 0.0, other IN others | contacts + coalesce(other.value, 0.0)) AS contactsLeftOut"""

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
                    "Measurements of contacts at its steps that were left out: without a value, a channel or "
                    "its contact cost. Those of the 12 months or later; all of them unless measured.",
                    nullable=False,
                ),
                "contactsLeftOut": Value(
                    Datatype.FLOAT, "Contacts that those left out have counted.", nullable=False
                ),
            },
            "What a journey costs a year, by currency and by channel.",
        ),
        _COST,
    ),
)
