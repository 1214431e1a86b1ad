"""The headers that a problem names, where the workbook itself lacks the column."""

import pytest

from xlcrm.sheets import label


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_a_column_that_is_not_there_is_named_in_the_books_language(problems, language):
    settings = ("Setting", "Value"), (("country", "MD"), ("language", language))
    rows = [("L1", "Ann", "lost")]
    found = problems(Leads=(("Lead ID", "Name", "Status"), rows), Settings=settings)
    (problem,) = (one for one in found if one.field == "lost_reason")
    assert problem.parameters["header"] == label("lost_reason", language)
