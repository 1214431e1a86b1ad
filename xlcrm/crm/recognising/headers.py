"""How well a header says a field: its own name, a usual word, or something like it."""

from functools import lru_cache

from xlcrm.language import LANGUAGES
from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.kinds import Kind
from xlcrm.sheets.spellings import header_currencies, header_words, plain

OWN, FIRST_WORD, WORD = 1.0, 0.97, 0.95
_CONTAINED, _MOST, _NEAR = 0.78, 0.88, 82.0
_SHORT = 3


@lru_cache(maxsize=4096)
def header_likeness(table: str, field: str, header: str) -> float:
    """How sure a header alone makes a field, from 0 to 1.

    1 is the field's own header in one of our languages; from 0.9 on it is a usual word for it;
    below, it contains such a word or is spelled nearly so; 0 says nothing.

    Args:
        table: the name of our table.
        field: the code name.
        header: as it stands in the workbook.
    """
    wanted = plain(header)
    if not wanted:
        return 0.0
    own = {plain(field), *(plain(label(field, language)) for language in LANGUAGES)}
    if wanted in own:
        return OWN
    words = header_words(table, field)
    found = _usual(wanted, words)
    if not found and columns(MODELS[table])[field].kind is Kind.MONEY:
        bare = _without_currency(wanted)
        found = FIRST_WORD if bare in own else _usual(bare, words)
    if found:
        return found
    return _near(wanted, (*own, *words))


def _usual(wanted: str, words: tuple[str, ...]) -> float:
    """Of two fields with one word, that whose word is the more usual one has it."""
    if wanted not in words:
        return 0.0
    return FIRST_WORD - (FIRST_WORD - WORD) * words.index(wanted) / len(words)


def _without_currency(header: str) -> str:
    """A header such as "sum eur" without its last word: what money is counted in."""
    rest, _, last = header.rpartition(" ")
    return rest if last in header_currencies() else header


def _near(wanted: str, words: tuple[str, ...]) -> float:
    from rapidfuzz import fuzz, process

    best = 0.0
    spaced = f" {wanted} "
    for word in words:
        if len(word) > _SHORT and f" {word} " in spaced:
            share = len(word) / len(wanted)
            best = max(best, _CONTAINED * (0.7 + 0.3 * share))
    if len(wanted) > _SHORT:
        found = process.extractOne(
            wanted, [w for w in words if len(w) > _SHORT], scorer=fuzz.ratio, score_cutoff=_NEAR
        )
        if found:
            best = max(best, _MOST * found[1] / 100)
    return best
