"""Text in cells: all characters that XML cannot hold survive, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.opc.cell_text import escaped, plain, rich, unescaped


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")))
def test_text_goes_there_and_back(text: str) -> None:
    assert unescaped(plain(escaped(text))) == text


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\rb", b"a_x000D_b"),
        ("_x000D_", b"_x005F_x000D_"),
        ("_x005F_x0041_", b"_x005F_x005F_x005F_x0041_"),
        ("a & <b>", b"a &amp; &lt;b&gt;"),
        ("\ud800", "�".encode()),
        ("\uffff", "�".encode()),
    ],
)
def test_what_is_stored(text: str, stored: bytes) -> None:
    assert escaped(text) == stored


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<t>a</t>", "a"),
        (b"<t> a </t>", "a"),
        (b'<t xml:space="preserve"> a </t>', " a "),
        (b"<x:t>a</x:t>", "a"),
        (b"<r><t>a</t></r><r><rPr><b/></rPr><t xml:space='preserve'> b</t></r>", "a b"),
        (b'<t>a</t><rPh sb="0" eb="1"><t>phonetic</t></rPh>', "a"),
        (b"<t><![CDATA[<a>]]></t>", "<a>"),
        (b"<t/>", ""),
        (b"", ""),
    ],
)
def test_runs_are_joined(data: bytes, text: str) -> None:
    assert rich(data) == text


@pytest.mark.parametrize("data", [b"&#0;", b"&unknown;", b"&#xD800;"])
def test_what_is_no_text_is_a_wrong_value(data: bytes) -> None:
    for read in (plain, lambda inside: rich(b"<t>%b</t>" % inside)):
        with pytest.raises(ValueError, match=r"\w"):
            read(data)
    with pytest.raises(ValueError, match=r"\w"):
        rich(b"<r><t>a</r>")
