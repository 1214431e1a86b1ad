"""New bytes in place of pieces of a part: near ones in one go, and each where it belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.opc import cuts, streamed
from xlcrm.opc.cuts import Cuts, Made
from xlcrm.opc.part_text import Forward

TEXT = bytes(range(65, 91)) * 4


@given(
    places=st.lists(st.integers(0, len(TEXT)), max_size=16).map(sorted),
    texts=st.lists(st.sampled_from([b"", b"-", b"=" * 9]), min_size=8, max_size=8),
    near=st.sampled_from([1, 12, 1 << 20]),
    size=st.sampled_from([3, 50, 1000]),
    batch=st.integers(1, 8),
)
def test_as_a_slice_at_a_time(places, texts, near, size, batch) -> None:
    pairs = list(zip(places[::2], places[1::2], texts, strict=False))
    expected, place = b"", 0
    for start, end, text in pairs:
        expected, place = expected + TEXT[place:start] + text, end
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(cuts, "_NEAR", near)
        patched.setattr(streamed, "_BLOCK", 7)
        kept = Cuts()
        for at in range(0, len(pairs), batch):
            kept.keep(Made(*zip(*pairs[at : at + batch], strict=True)))
        for _ in range(2):  # they are gone through more than once
            pieces = (TEXT[at : at + size] for at in range(0, len(TEXT), size))
            made = b"".join(kept.over(Forward(pieces, 0), len(TEXT)))
            assert made == expected + TEXT[place:]


def test_much_at_one_place_comes_in_pieces(monkeypatch) -> None:
    monkeypatch.setattr(cuts, "_NEAR", 100)
    kept = Cuts()
    for _ in range(50):
        kept.keep(Made((4,), (4,), (b"x" * 60,)))
    pieces = list(kept.over(Forward(iter([TEXT]), 0), len(TEXT)))
    assert max(map(len, pieces)) <= 160
    assert b"".join(pieces) == TEXT[:4] + b"x" * 3000 + TEXT[4:]
