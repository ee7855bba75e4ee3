"""Coverage: what is done for each goal in each journey, as a heat map and a list."""

from typing import Any

from api.reports.cells import Style
from api.reports.drawing import HEAD, INK, LINE, MARGIN, box, broken, lines, picture, text, titled
from api.reports.report import Caption, Column, Data, Report, Section

REQUEST = """
query Coverage($goalIds: [ID!], $journeyIds: [ID!]) {
  coverage(goalIds: $goalIds, journeyIds: $journeyIds) {
    goal { id name status progress }
    journey { id name }
    opportunities
    liveSolutions
  }
}
"""

COLUMNS = (
    Column("goal", "Goal", "goal", named=True),
    Column("journey", "Journey", "journey", named=True),
    Column("opportunities", "Opportunities", "opportunities", Style.WHOLE),
    Column("liveSolutions", "Live solutions", "liveSolutions", Style.WHOLE),
    Column("status", "Status of the goal", "goal.status", Style.WORD),
    Column("progress", "Progress of the goal", "goal.progress", Style.SHARE),
)

MOST = 40  # goals, and journeys, in one picture
WIDE, HIGH, FIRST = 72, 44, 250
# From none to many live solutions: dark ink stands out on each.
PALE = "#fafbfc"
SHADES = ("#ffffff", "#e3edf7", "#c9dff2", "#a9cbe9", "#86b6e0")


def draw(data: Data, caption: Caption) -> str:
    """Goals from top to bottom, journeys from left to right; each cell with both numbers in it."""
    cells = {(cell["goal"]["id"], cell["journey"]["id"]): cell for cell in data["coverage"]}
    goals = {cell["goal"]["id"]: cell["goal"]["name"] for cell in cells.values()}
    by_name = sorted(cells.values(), key=lambda cell: (cell["journey"]["name"], cell["journey"]["id"]))
    journeys = {cell["journey"]["id"]: cell["journey"]["name"] for cell in by_name}
    heads = {name: broken(name, 10, WIDE - 6, 7) for name in list(journeys.values())[:MOST]}
    left, top = MARGIN + FIRST, HEAD + 26 + 12.5 * max([1, *map(len, heads.values())])
    wide = max(left + WIDE * min(len(journeys), MOST) + MARGIN, 760)
    drawn = [_legend(goals, journeys)]
    for column, name in enumerate([*journeys.values()][:MOST]):
        x = left + column * WIDE
        found = heads[name]
        drawn.append(titled(name, lines(x + 4, top - 8 - 12.5 * (len(found) - 0.65), found, 10)))
    for row, (goal, name) in enumerate([*goals.items()][:MOST]):
        y = top + row * HIGH
        found = broken(name, 11, FIRST - 16, 3)
        drawn.append(titled(name, lines(MARGIN, y + HIGH / 2 - 6.9 * (len(found) - 1), found, 11)))
        for column, journey in enumerate([*journeys][:MOST]):
            drawn.append(_cell(left + column * WIDE, y, cells.get((goal, journey))))
    return picture(caption, wide, top + HIGH * min(len(goals), MOST) + MARGIN, drawn)


def _legend(goals: dict[str, str], journeys: dict[str, str]) -> str:
    words = "In each cell: opportunities, and below them live solutions (darker: more). Empty: nothing."
    if max(len(goals), len(journeys)) > MOST:
        words += f" Only the first {MOST} of {len(goals)} goals and {len(journeys)} journeys."
    return text(MARGIN, HEAD + 6, words, 11)


def _cell(x: float, y: float, cell: Any) -> str:
    if cell is None:
        return box(x, y, WIDE - 3, HIGH - 3, PALE, LINE, stroke_dasharray="2 3")
    live: int = cell["liveSolutions"]
    shade = SHADES[min(live, len(SHADES) - 1)]
    middle = {"text_anchor": "middle", "fill": INK}
    return titled(
        f"{cell['goal']['name']}, {cell['journey']['name']}: "
        f"{cell['opportunities']} opportunities, {live} live solutions",
        box(x, y, WIDE - 3, HIGH - 3, shade, INK if live else LINE)
        + text(x + WIDE / 2 - 1.5, y + 18, f"{cell['opportunities']} opp.", 11, **middle)
        + text(x + WIDE / 2 - 1.5, y + 33, f"{live} live", 11, font_weight="bold", **middle),
    )


COVERAGE = Report(
    name="coverage",
    title="Coverage",
    about="What is done for each goal in each journey: opportunities that contribute, and live solutions.",
    request=REQUEST,
    sections=(Section("coverage", "Coverage", "coverage", COLUMNS, "Nothing contributes to a goal."),),
    takes=("goal", "journey"),
    variables=lambda filters, _: {"goalIds": filters.ids("goal"), "journeyIds": filters.ids("journey")},
    draw=draw,
)
