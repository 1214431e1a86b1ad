"""XML: no entities, no document types, no network."""

import pytest

from xlcrm.opc.markup import MarkupError, check, parse, serialise

BOMB = (
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
)
FILE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.mark.parametrize("text", [BOMB, FILE, "<!DOCTYPE a><a/>", "<a>", "", "<a>&x;</a>", "text"])
def test_what_is_refused(text: str) -> None:
    with pytest.raises(MarkupError):
        parse(text.encode())


@pytest.mark.parametrize("text", ["<a><b></a>", "", "<a/><b/>"])
def test_parts_are_read_through(text: str) -> None:
    check([b"<a>", b"text</a>"])
    with pytest.raises(MarkupError):
        check([text.encode()])


def test_parts_that_are_read_through_declare_no_entities() -> None:
    inside_attribute = BOMB.replace("<a>&c;</a>", '<a b="&c;"/>')
    for text in (BOMB, FILE, inside_attribute, "<!DOCTYPE a><a/>"):
        with pytest.raises(MarkupError):
            check([text.encode()])


def test_what_stands_before_the_root_and_its_prefixes_stay() -> None:
    text = (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<!--note--><x:a "
        'xmlns:x="urn:x" xmlns:mc="urn:mc" mc:Ignorable="y" xmlns:y="urn:y"><x:b/></x:a>'
    )
    again = serialise(parse(text.encode())).decode()
    assert "<!--note-->" in again
    assert 'xmlns:y="urn:y"' in again
    assert "<x:b/>" in again
