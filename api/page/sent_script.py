"""Scripts as they are sent: line by line as they stand, without what only people who read them need."""

import re

# Indents, and comments that fill a line.
MARGIN = re.compile(r"^ *//.*$|^ +", re.MULTILINE)
# A template, from its start or from where an expression in it ended, to where one begins or to its end.
TEMPLATE = re.compile(r"[`}](?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
PATTERN = re.compile(r"/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*")
PIECE = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|//[^\n]*|[ \t]+|[\w$]+|.""", re.DOTALL)
# After these a slash begins a pattern; after anything else it divides.
BEFORE_PATTERN = frozenset("(,=:[!&|?{;>\n") | {"", "return"}
OPENS_EXPRESSION = "${"


def sent_script(script: str) -> str:
    """A script without comments, indents and the spaces around signs; what is quoted stays as it is."""
    text = MARGIN.sub("", script)
    kept, in_template = list[str](), list[bool]()  # of each open brace, whether it lies in a template
    place = 0
    while place < len(text):
        piece = _next_piece(text, place, kept[-1] if kept else "", in_template)
        place += len(piece)
        if piece.isspace() and piece != "\n":
            piece = _needed_space(kept[-1] if kept else "", text[place : place + 1])
        if piece and not piece.startswith("//"):
            kept.append(piece)
    return "".join(kept)


def _next_piece(text: str, place: int, before: str, in_template: list[bool]) -> str:
    """What stands at a place, as a whole; keeps account of the braces that are open."""
    sign = text[place]
    if sign == "`" or (sign == "}" and in_template and in_template.pop()):
        found = TEMPLATE.match(text, place)
        if found and found.group().endswith(OPENS_EXPRESSION):
            in_template.append(True)
    elif sign == "/" and before in BEFORE_PATTERN:
        found = PATTERN.match(text, place)
    else:
        found = None
        if sign == "{":
            in_template.append(False)
    found = found or PIECE.match(text, place)
    assert found
    return found.group()


def _needed_space(before: str, after: str) -> str:
    """A space between two words, or between two signs that would be read as one."""
    end, start = before[-1:], after[:1]
    are_words = (end.isalnum() or end in "_$") and (start.isalnum() or start in "_$")
    return " " if end and start and (are_words or (end == start and end in "+-")) else ""
