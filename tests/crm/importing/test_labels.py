import polars as pl

from xlcrm.crm.importing.labels import read_labels
from xlcrm.sheets.vocabularies import Vocabulary, vocabularies

STATUS = vocabularies()["inquiry_status"]


def read(values, vocabulary=STATUS, aliases=()):
    series = pl.Series("x", values, dtype=pl.String)
    found, remarks = read_labels(series, "Stage", "status", vocabulary, dict(aliases))
    return found.to_list(), remarks


def test_other_ways_to_write_a_label_become_the_label():
    assert read(["Won", "LOST ", None, "engaging"]) == (["bought", "lost", None, "open"], ())


def test_labels_outside_of_a_list_are_kept_and_counted():
    values, (remark,) = read(["Won", "Foo", "foo bar", "Foo"])
    assert values == ["bought", "Foo", "foo bar", "Foo"]
    assert remark.code == "import.labels_unknown"
    assert remark.parameters["n"] == 3
    assert remark.parameters["labels"] == 2
    assert remark.parameters["examples"] == "Foo, foo bar"


def test_a_list_that_the_manager_makes_is_only_not_complete():
    _, (remark,) = read(["west"], Vocabulary("region", ("North",)))
    assert remark.code == "import.labels_not_listed"


def test_an_empty_list_takes_everything():
    assert read(["west", "  East"], Vocabulary("region", ())) == (["west", "  East"], ())


def test_the_file_may_have_its_own_aliases():
    assert read(["Foo", "won"], aliases={" FOO": "lost"}) == (["lost", "bought"], ())
    assert read(["Foo"], aliases={"foo": "won"})[0] == ["bought"]
    assert read(["a"], None, {"a": "b"}) == (["b"], ())
