"""Lists: which labels a column takes, how they may be written, and which one was meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.language import LANGUAGES
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.vocabularies import (
    CLOSED,
    LABELS,
    Vocabulary,
    aliases,
    codes,
    folded,
    foreign_labels,
    list_key,
    vocabularies,
    word,
)

REGIONS = Vocabulary("region", ("Texas", "Ohio"), {"TX": "Texas"})


@pytest.mark.parametrize("written", ["Texas", " texas ", "TEXAS", "tx", "Tx "])
def test_a_label_however_written(written):
    assert REGIONS.canonical(written) == "Texas"


def test_a_short_word_is_no_part_of_a_longer_one():
    assert vocabularies()["consent"].nearest("givn") == "given"
    assert vocabularies()["consent"].nearest("n") == "withdrawn"


def test_an_unknown_label_and_the_nearest_one():
    assert REGIONS.canonical("Texs") is None
    assert REGIONS.nearest("Texs") == "Texas"
    assert REGIONS.nearest("Bavaria") == ""


def test_an_empty_list_takes_every_label_but_knows_its_aliases():
    empty = Vocabulary("region", (), {"TX": "Texas"})
    assert empty.canonical("Ohio") == "Ohio"
    assert empty.canonical("tx") == "Texas"


def test_a_label_is_itself_even_where_it_is_an_alias_too():
    assert Vocabulary("x", ("a", "b"), {"a": "b"}).canonical("A") == "a"


def test_closed_lists_make_errors_and_open_ones_warnings():
    assert vocabularies()["inquiry_status"].unknown_code == "cell.label_unknown"
    assert vocabularies()["source"].unknown_code == "cell.label_not_listed"


def test_the_sheet_decides_over_open_lists():
    found = vocabularies([("Source", "fair", None), ("source", "Fair ", None)])
    assert found["source"].labels == ("fair",)
    assert found["channel"].labels == LABELS["channel"]


def test_an_alias_alone_leaves_the_labels_as_they_are():
    found = vocabularies([("channel", "tel", "phone")])["channel"]
    assert found.labels == LABELS["channel"]
    assert found.canonical("TEL") == "phone"


def test_usual_aliases_of_labels_that_a_book_lacks_are_gone():
    found = vocabularies([("channel", "call", None), ("channel", "letter", None)])["channel"]
    assert found.canonical("call") == "call"
    assert found.canonical("email") is None


def test_closed_lists_keep_their_labels_and_take_aliases():
    rows = [("inquiry_status", "negotiating", None), ("Inquiry status", "talking", "offer")]
    found = vocabularies(rows)["inquiry_status"]
    assert found.labels == LABELS["inquiry_status"]
    assert found.canonical("negotiating") is None
    assert found.canonical("Talking") == "offer"


def test_a_list_of_the_managers_own():
    assert vocabularies([("My Colours", "red", None)])["my_colours"].labels == ("red",)
    assert list_key(" Lost  Reason") == "lost_reason"


def test_every_list_that_a_column_names_exists():
    named = {
        column.choice.name
        for model in MODELS.values()
        for column in columns(model).values()
        if column.choice
    }
    assert named == set(LABELS)
    assert set(LABELS) >= CLOSED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LABELS)
def test_every_usual_alias_means_a_label_and_is_none(name, language):
    found = aliases(name, language)
    assert set(found.values()) <= set(LABELS[name])
    assert {other: code for other, code in found.items() if folded(other) in codes(name)} == {}


@pytest.mark.parametrize("name", LABELS)
def test_no_word_means_two_things_in_two_languages(name):
    words = [(folded(word(name, code, one)), code) for one in LANGUAGES for code in LABELS[name]]
    others = [(folded(way), code) for one in LANGUAGES for way, code in aliases(name, one).items()]
    for found in (set(words), set(others)):
        assert len(found) == len({written for written, _ in found})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "written", ["lost", "потеряно", "ПОТЕРЯНО ", "pierdut", "Pierdută", "отказ"]
)
def test_one_status_in_three_languages(written, language):
    status = vocabularies(language=language)["inquiry_status"]
    assert status.canonical(written) == "lost"
    assert status.word("lost") in {"lost", "потеряно", "pierdut"}
    assert status.word("lost") == status.labels[-1]


def test_the_managers_own_words_stay_theirs():
    rows = [("Канал", "Телефон", None), ("канал", "голубь", None)]
    channel = vocabularies(rows, "en")["channel"]
    assert channel.labels == ("Телефон", "голубь")
    assert channel.canonical("phone") == "phone"
    assert channel.word("phone") == "Телефон"
    assert channel.canonical("голубь") == channel.word("голубь") == "голубь"
    assert channel.canonical("e-mail") is None


@settings(deadline=None)
@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(label):
    assert folded(folded(label)) == folded(label)


@settings(deadline=None)
@given(st.sampled_from(sorted(LABELS)), st.data())
def test_a_label_means_itself_in_any_case(name, data):
    vocabulary = vocabularies()[name]
    if vocabulary.labels:
        label = data.draw(st.sampled_from(vocabulary.labels))
        assert vocabulary.canonical(f" {label.upper()} ") == label
        assert vocabulary.nearest(label) == label


@pytest.mark.parametrize(
    ("label", "inquiry", "lead"),
    [
        ("Успешно реализовано", "bought", "bought"),
        ("Закрыто и не реализовано", "lost", "lost"),
        ("Первичный контакт", "open", "working"),
        ("nou", "open", "new"),
        ("Revin la", "postponed", "postponed"),
    ],
)
def test_the_stages_of_other_programs(label, inquiry, lead):
    lists = vocabularies()
    assert lists["inquiry_status"].canonical(label) == inquiry
    assert lists["lead_status"].canonical(label) == lead


@pytest.mark.parametrize("name", LABELS)
def test_words_of_other_languages_mean_labels_and_nothing_else(name):
    ours = {folded(way): code for one in LANGUAGES for way, code in aliases(name, one).items()}
    for label, code in foreign_labels(name).items():
        assert code in LABELS[name]
        assert label == folded(label)
        assert {**ours, **codes(name)}.get(label, code) == code


def test_a_german_status():
    lists = vocabularies()
    assert lists["inquiry_status"].canonical("Gewonnen") == "bought"
    assert lists["lead_status"].canonical("Offen") == "working"
