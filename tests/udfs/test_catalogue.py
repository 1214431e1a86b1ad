"""The catalogue: each entry is complete and can live in Excel and in Calc."""

import inspect
import re
from importlib import import_module

import pytest

from xlcrm.language import LANGUAGES, has_text
from xlcrm.udfs.catalogue import FUNCTIONS

KEYWORDS = """
and as boolean byref byte byval call case class const currency date debug declare dim do double
each else elseif empty end endif enum erase error event exit false for friend function get global
gosub goto if imp implements in input integer is let like lock long loop lset me mod new next not
nothing null object on open option optional or paramarray preserve print private property public
put raiseevent redim rem resume return rset seek select set shared single static step stop string
sub then to true type typeof unlock until variant wend while with withevents write xor
"""
VBA_KEYWORDS = set(KEYWORDS.split())


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_has_its_texts(name):
    function = FUNCTIONS[name]
    for language in LANGUAGES:
        assert has_text(f"function.{name}.tip", language)
        assert has_text(f"function.{name}.definition", language)
        assert has_text(f"function.category.{function.category}", language)
        for argument in function.arguments:
            assert has_text(f"function.argument.{argument.name}", language)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_is_computed_by_its_namesake(name):
    function = FUNCTIONS[name]
    compute = getattr(import_module(f"xlcrm.udfs.{function.module}"), name.lower())
    context, *parameters = inspect.signature(compute).parameters
    assert context == "context"
    assert parameters == [argument.name for argument in function.arguments]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_names_are_free_in_excel_and_vba(name):
    assert re.fullmatch(r"[A-Z]+(_[A-Z]+)+|[A-Z]{4,}", name), "four letters are no column"
    for argument in FUNCTIONS[name].arguments:
        assert argument.name.casefold() not in VBA_KEYWORDS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_optional_arguments_stand_last(name):
    optional = [argument.optional for argument in FUNCTIONS[name].arguments]
    assert optional == sorted(optional)


def test_texts_speak_of_no_other_functions():
    from xlcrm.language import names

    told = {key.split(".")[0] for key in names("function")} - {"category", "argument"}
    assert told == set(FUNCTIONS)
