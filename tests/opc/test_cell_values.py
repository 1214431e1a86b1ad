"""Cells: every kind of content to its value, and back."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.opc.cell_values import CellReader, markup, number_text
from xlcrm.opc.number_formats import Shown

SHOWN = [Shown.NUMBER, Shown.DATE, Shown.DURATION]
READER = CellReader(["shared"].__getitem__, SHOWN.__getitem__, epoch_1904=False)


@pytest.mark.parametrize(
    ("attributes", "content", "value"),
    [
        (b"", b"<v>1</v>", 1),
        (b' t="n"', b"<v>1.0</v>", 1),
        (b"", b"<v>1E3</v>", 1000),
        (b"", b"<v>0.1</v>", 0.1),
        (b"", b"<v>1e300</v>", 1e300),
        (b"", b"<v></v>", None),
        (b"", b"<v/>", None),
        (b"", b"", None),
        (b"", None, None),
        (b" s='1'", b"<v>45000</v>", date(2023, 3, 15)),
        (b" s='1'", b"<v>45000.25</v>", datetime(2023, 3, 15, 6)),
        (b" s='1'", b"<v>0.25</v>", 0.25),
        (b" s='1'", b"<v>-1</v>", -1),
        (b" s='2'", b"<v>45000</v>", 45000),
        (b' t="b"', b"<v>1</v>", True),
        (b' t="b"', b"<v>false</v>", False),
        (b' t="e"', b"<f>NA()</f><v>#N/A</v>", "#N/A"),
        (b' t="s"', b"<v>0</v>", "shared"),
        (b' t="str"', b'<f>"a"</f><v xml:space="preserve"> a </v>', " a "),
        (b' t="str"', b"<v></v>", ""),
        (b' t="inlineStr"', b"<x:is><x:t>a</x:t></x:is>", "a"),
        (b' t="inlineStr"', b"<is/>", None),
        (b"", b"<is><t>00</t></is>", "00"),
        (b' t="d"', b"<v>2024-05-06</v>", date(2024, 5, 6)),
        (b' t="d"', b"<v>2024-05-06T07:08:09</v>", datetime(2024, 5, 6, 7, 8, 9)),
        (b"", b"<v>not a number</v>", "not a number"),
        (b"", b"<f>A1</f>", None),
    ],
)
def test_contents(attributes: bytes, content: bytes | None, value) -> None:
    found = READER.value(attributes, content)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text", ["1_0", "0x10", "nan", "inf", "-Infinity", "1e400", "\u0661", "\uff11", "1,5", "+-1"]
)
def test_only_what_xml_calls_a_number_is_one(text: str) -> None:
    assert READER.value(b"", f"<v>{text}</v>".encode()) == text


@pytest.mark.parametrize("text", [b" 7 ", b"\n7", b"+7", b"7.", b"07", b"7.0e0", b"70E-1"])
def test_all_that_xml_calls_a_number_is_one(text: bytes) -> None:
    assert READER.value(b"", b"<v>" + text + b"</v>") == 7


@pytest.mark.parametrize("number", [b"0_0", b"-1", b"", b"\xd9\xa0", b"9" * 5000])
def test_no_text_has_a_number_like_that(number: bytes) -> None:
    with pytest.raises(ValueError, match="no number"):
        READER.value(b' t="s"', b"<v>" + number + b"</v>")


def test_a_shared_text_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        READER.value(b' t="s"', b"<v>99</v>")


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15))
def test_numbers_go_there_and_back(number: float) -> None:
    assert float(number_text(number)) == number


def test_values_that_have_no_number() -> None:
    assert markup(float("nan"), b"", epoch_1904=False) == (b' t="e"', b"<v>#NUM!</v>")
    kind, content = markup(date(1850, 1, 1), b"x:", epoch_1904=False)
    assert (kind, content) == (b' t="inlineStr"', b"<x:is><x:t>1850-01-01</x:t></x:is>")
    assert markup(None, b"", epoch_1904=False) == (b"", b"")
