"""Shapes on sheets become SVG: sheets one below the other, texts never markup."""

from xml.etree import ElementTree

from api.reports.shapes import Board, Circle, Polyline, Rectangle, Titled, Words, stacked_sheet, svg

SVG = "{http://www.w3.org/2000/svg}"


def test_sheets_are_stacked_by_their_sizes() -> None:
    # A title that speaks of sizes as markup does.
    told = Board(' width="9" height="9"', 300, 100.5, [Words(1, 2, "one")])
    chart = Board("chart", 500, 40, [])
    last = Board("last", 200, 20, [])

    picture = ElementTree.fromstring(stacked_sheet([told, chart, last]))

    assert (picture.get("width"), picture.get("height")) == ("500", "160.5")
    assert picture.get("viewBox") == "0 0 500 160.5"
    tops = [group.get("transform") for group in picture.findall(f"{SVG}g")]
    assert tops == ["translate(0,0)", "translate(0,100.5)", "translate(0,140.5)"]
    widths = [sheet.get("width") for sheet in picture.iterfind(f"{SVG}g/{SVG}svg")]
    assert widths == ["300", "500", "200"]


def test_one_sheet_stands_alone() -> None:
    alone = Board("alone", 30, 10, [Rectangle(1, 2, 3, 4, "red", dash="2 3")])

    picture = ElementTree.fromstring(stacked_sheet([alone]))

    paper, drawn = picture.findall(f"{SVG}rect")
    assert (paper.get("width"), paper.get("height")) == ("30", "10")
    assert drawn.attrib == {
        **{"x": "1", "y": "2", "width": "3", "height": "4"},
        **{"fill": "red", "stroke": "none", "stroke-dasharray": "2 3"},
    }


def test_circles_have_a_line_or_none() -> None:
    sheet = Board("round", 30, 10, [Circle(1, 2.5, 3, "red"), Circle(1, 2, 3, "white", "blue")])

    bare, lined = ElementTree.fromstring(svg(sheet)).iter(f"{SVG}circle")

    assert (bare.get("cx"), bare.get("cy"), bare.get("r"), bare.get("fill")) == ("1", "2.5", "3", "red")
    assert (bare.get("stroke"), lined.get("stroke")) == ("none", "blue")


def test_texts_are_no_markup() -> None:
    hostile = "</text><script>1 & \"2\" > '1'\x00\nnext"
    sheet = Board(hostile, 30, 10, [Titled(hostile, [Words(1, 2, hostile, bold=True, anchor="end")])])

    picture = ElementTree.fromstring(svg(sheet))

    plain = "</text><script>1 & \"2\" > '1'\ufffd next"
    assert [title.text for title in picture.iter(f"{SVG}title")] == [plain, plain]
    (line,) = picture.iter(f"{SVG}text")
    assert line.text == plain
    assert (line.get("font-weight"), line.get("text-anchor")) == ("bold", "end")


def test_lines_lead_through_their_points() -> None:
    sheet = Board("line", 30, 10, [Polyline([(0, 1.5), (10, 2)], "red")])

    (line,) = ElementTree.fromstring(svg(sheet)).iter(f"{SVG}polyline")

    assert line.attrib == {"points": "0,1.5 10,2", "fill": "none", "stroke": "red", "stroke-width": "1"}
