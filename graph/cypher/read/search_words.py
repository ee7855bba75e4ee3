"""What people type into a search, as a query of the full-text index."""

import unicodedata

from graph.errors import BadRequest
from graph.text_keys import fold_text

# The index takes about a thousand words in one search, and each stands for several of them.
LONGEST_SEARCH = 500


def search_query(text: str) -> str:
    """Search text as a full-text query: every word must occur, the last one at least as a beginning.

    Accents are folded, as in the texts that the index reads.

    Raises BadRequest for a text that is too long for a search.
    """
    if len(text) > LONGEST_SEARCH:
        raise BadRequest(
            f"`text` has {len(text):,} characters; search for {LONGEST_SEARCH} at most.", ("text",)
        )
    pieces = (_trim_piece(piece) for piece in fold_text(text).split())
    found = [piece for piece in pieces if piece]
    if not found:
        return '""'
    *first, last = (piece.replace("\\", "\\\\").replace('"', '\\"') for piece in found)
    beginning = "".join(sign if _in_words(sign) else f"\\{sign}" for sign in found[-1])
    return " AND ".join([*(f'"{word}"' for word in first), f'("{last}" OR {beginning}*)'])


def _trim_piece(piece: str) -> str:
    """A piece of text without the signs before and behind it that stand in no word."""
    places = [place for place, sign in enumerate(piece) if _in_words(sign)]
    return piece[places[0] : places[-1] + 1] if places else ""


def _in_words(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"  # letters, marks and numbers
