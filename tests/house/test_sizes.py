"""Functions and files stay small enough to be read in one go."""

from statistics import median, quantiles

from tests.house.sources import Function, Source, functions, place, product, sources

LONGEST_FUNCTION = 60
LONGEST_FILE = 500
LONGEST_TEST_FILE = 800


def length(function: Function) -> int:
    """Lines from `def` to the last one, docstring included, decorators not."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def lengths(files: list[Source]) -> list[int]:
    """The length of every function in some files."""
    return [length(function) for file in files for function in functions(file.tree)]


def percentile_95(values: list[int]) -> float:
    """The value that 95 % do not exceed."""
    return quantiles(values, n=20, method="inclusive")[-1]


def test_functions_fit_a_screen() -> None:
    found = [(place(file, f), length(f)) for file in sources() for f in functions(file.tree)]

    assert [entry for entry in found if entry[1] > LONGEST_FUNCTION] == []


def test_functions_are_mostly_short() -> None:
    found = lengths(product())

    assert median(found) < 10
    assert percentile_95(found) < 40


def test_files_stay_below_the_limit() -> None:
    limits = {True: LONGEST_TEST_FILE, False: LONGEST_FILE}

    assert [(file.path, file.lines) for file in sources() if file.lines > limits[file.is_test]] == []


def test_files_are_mostly_short() -> None:
    assert percentile_95([file.lines for file in product()]) < 400
