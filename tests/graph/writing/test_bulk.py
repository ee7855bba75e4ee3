"""What an import looks at first: the labels that records bear, and no other."""

from graph.model import MODEL
from graph.writing.bulk import labels_in_use
from tests.graph.stage import Stage


async def test_labels_of_indexes_alone_are_not_in_use(stage: Stage) -> None:
    known = await stage.rows("CALL db.labels() YIELD label RETURN label")
    empty = await labels_in_use(stage.database.rows, MODEL)
    await stage.create("Tag", name="Noise")
    after = await labels_in_use(stage.database.rows, MODEL)

    assert ["Journey"] in known  # there is an index for it
    assert empty == frozenset()
    assert after == {"Tag", "Change"}
