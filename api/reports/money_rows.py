"""Money of solutions as rows of reports: totals by currency, what was cancelled shown as what it cost."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.reports.cells import Style
from api.reports.report import Column

Total = Mapping[str, Any]
TOGETHER = "Together"
NO_CURRENCY = "XXX"  # what the API puts for amounts without one
TOTALED = """
fragment Totaled on MoneyTotal { key label currency solutions cancelled cost expected realised net }
"""
SUMS = ("solutions", "cancelled", "cost", "cancelledCost", "expected", "realised", "net")


def money_column(name: str, title: str, at: str | None = None, *, detail: bool = False) -> Column:
    """A column of amounts in the currency of their row."""
    return Column(name, title, at or name, Style.MONEY, unit="currency", detail=detail)


CURRENCY = Column("currency", "Currency", "currency", detail=True)
TOTAL_COLUMNS = (
    CURRENCY,
    Column("solutions", "Solutions", "solutions", Style.WHOLE),
    Column("cancelled", "of them cancelled", "cancelled", Style.WHOLE),
    money_column("cost", "Cost"),
    money_column("cancelledCost", "of it for cancelled ones"),
    money_column("expected", "Expected value"),
    money_column("realised", "Realised value"),
    money_column("net", "Net of cost"),
)


def net_value(row: Total) -> float | None:
    """What a solution has brought less what it cost; None where neither is stated."""
    realised, cost = row["realisedValue"], row["cost"]
    return None if realised is None and cost is None else (realised or 0.0) - (cost or 0.0)


def total_rows(going: Iterable[Total], cancelled: Iterable[Total]) -> Iterator[dict[str, Any]]:
    """Totals of the same key and currency as one row each, and one of each currency where it has several.

    Cancelled solutions bring their cost and what they realised, but not what they were expected to bring.
    """
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for total in going:
        rows[total["key"], total["currency"]] = _row(total, {"cancelledCost": None})
    for total in cancelled:
        row = _row(total, {"cancelledCost": total["cost"], "expected": None})
        same = rows.get((total["key"], total["currency"]))
        rows[total["key"], total["currency"]] = row if same is None else same | _sums([same, row])
    yield from rows.values()


def together_rows(rows: Iterable[Total]) -> Iterator[dict[str, Any]]:
    """The rows of each currency, then their sum where there are several."""
    by_currency: dict[str | None, list[Total]] = {}
    for row in rows:
        by_currency.setdefault(row["currency"], []).append(row)
    for currency, found in by_currency.items():
        yield from map(dict, found)
        if len(found) > 1:
            yield {"key": None, "label": TOGETHER, "currency": currency, **_sums(found)}


def _row(total: Total, changed: Mapping[str, Any]) -> dict[str, Any]:
    currency = None if total["currency"] == NO_CURRENCY else total["currency"]
    return {**total, "currency": currency, **changed}


def _sums(rows: Iterable[Total]) -> dict[str, Any]:
    """The sums of rows; null where none of them states one."""
    stated = {name: [row[name] for row in rows if row[name] is not None] for name in SUMS}
    return {name: sum(values) if values else None for name, values in stated.items()}
