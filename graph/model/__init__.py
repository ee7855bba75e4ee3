"""The model: every kind of record, each declared in the file of its name, which is all that it takes."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from graph.entities import Model
from graph.schema import Node


def _record_classes() -> Iterator[type[Node]]:
    for module in iter_modules(__path__, f"{__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Node) and value.__module__ == module.name:
                yield value


MODEL = Model(sorted(_record_classes(), key=lambda record: (record.rank, record.__name__)))
