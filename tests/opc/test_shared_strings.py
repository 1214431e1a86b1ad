"""Shared texts: each item counts, in whatever way it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.opc.shared_strings import SharedStrings, find_texts, texts_of


@pytest.mark.parametrize(
    "empty", [b"<si/>", b"<si />", b"<si></si>", b'<si a="1" />', b"<x:si\n/>"]
)
def test_an_empty_item_is_one(empty: bytes) -> None:
    data = b"<sst><si><t>a</t></si>" + empty + b"<si><t>John</t></si><si><t>tea</t></si></sst>"
    shared = SharedStrings(data)
    assert [shared[at] for at in range(4)] == ["a", "", "John", "tea"]


ITEMS = st.sampled_from(
    [
        "<si><t>plain</t></si>",
        "<si><t>two words</t></si>",
        "<si><t>\u0439</t></si>",
        "<si><t>a_x000D_b</t></si>",
        "<si><t>&amp;</t></si>",
        "<si><t> edge</t></si>",
        "<si><t>edge\n</t></si>",
        '<si><t xml:space="preserve"> kept </t></si>',
        "<si><t/></si>",
        "<si/>",
        "<x:si><x:t>own</x:t></x:si>",
        "<si><t>time:side</t></si>",
        "<si><r><t>ri</t></r><r><t>ch</t></r></si>",
        "<si><t>line\r\nend</t></si>",
        "\n",
    ]
)


@given(items=st.lists(ITEMS, max_size=9), size=st.integers(1, 60))
def test_the_same_texts_piece_by_piece(items: list[str], size: int) -> None:
    data = f"<sst>{''.join(items)}</sst>".encode()
    shared = SharedStrings(data)
    whole = [shared[at] for at in range(len(shared.raw))]
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    assert list(texts_of(chunks)) == list(enumerate(whole))
    asked = {"plain": "plain", "\u0439": "\u0439"}
    found = find_texts(chunks, asked)
    assert found == {at: text for at, text in enumerate(whole) if text in asked}
    assert all(text is asked[text] for text in found.values())
