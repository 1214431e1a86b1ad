"""Each worksheet function is compared with a figure that comes from outside of this project."""

import ast
from pathlib import Path

import pytest

from xlcrm.udfs.catalogue import FUNCTIONS

TESTS = Path(__file__).parents[1]


def marks(file):
    """The tests of a file that the marker names functions for: (test, functions)."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for call in node.decorator_list:
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.outside":
                    yield node.name, [ast.literal_eval(name) for name in call.args]


@pytest.fixture(scope="module")
def compared():
    """The tests that compare each function, by its name."""
    found = {}
    for file in TESTS.rglob("test_*.py"):
        for test, functions in marks(file):
            for name in functions:
                found.setdefault(name, []).append(f"{file.stem}.{test}")
    return found


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_is_compared(name, compared):
    assert compared.get(name), f"no test is marked outside({name!r})"


def test_the_marks_name_functions_that_there_are(compared):
    assert compared.keys() <= FUNCTIONS.keys()
