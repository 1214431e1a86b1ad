"""Shared texts: each item counts, in whatever way it is written."""

import pytest

from xlcrm.opc.shared_strings import SharedStrings


@pytest.mark.parametrize(
    "empty", [b"<si/>", b"<si />", b"<si></si>", b'<si a="1" />', b"<x:si\n/>"]
)
def test_an_empty_item_is_one(empty: bytes) -> None:
    data = b"<sst><si><t>a</t></si>" + empty + b"<si><t>John</t></si><si><t>tea</t></si></sst>"
    shared = SharedStrings(data)
    assert [shared[at] for at in range(4)] == ["a", "", "John", "tea"]
