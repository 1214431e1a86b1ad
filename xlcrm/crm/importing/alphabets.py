"""Which of Windows' old encodings a text is in, by the letters that it would show.

Charset detectors judge by the frequency of letters in long texts; a file of rows has names and
single words. On such files of six languages, 1 to 400 words each, chardet and charset-normalizer
took western names for Central European ones in up to all cases; this was wrong in a few of those
with one word.
"""

import re
from collections.abc import Sequence

ALPHABETS: Sequence[tuple[str, str]] = (
    ("cp1251", "абвгдежзийклмнопрстуфхцчшщъыьэюяё"),
    ("cp1251", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    ("cp1250", "ăâîşţ"),
    ("cp1252", "äöüß"),
    ("cp1252", "àâæçéèêëîïôœùûüÿ"),
    ("cp1252", "áéíñóúü"),
    ("cp1252", "àèéìòù"),
    ("cp1252", "åäæéöø"),
    ("cp1250", "ąćęłńóśźż"),
    ("cp1250", "áéíóöőúüű"),
    ("cp1250", "áčďéěíňóřšťúůýž"),
    ("cp1250", "áäčďéíĺľňóôŕšťúýž"),
    ("cp1250", "čćđšž"),
    ("cp1252", "áâãàçéêíóôõúü"),
    ("cp1252", "áéëïóöü"),
)
"""The letters beyond a to z of a language, and the encoding that its people used. Where a word
could be of several languages the first has it: those of our users, then the most spoken."""

GUESSED = frozenset(encoding for encoding, _ in ALPHABETS)
"""The encodings that are found by letters, so that the user should be told."""

FALLBACK = "cp1252"
"""Taken where nothing speaks for any: every byte but five is a character in it."""

_CODES = tuple(GUESSED)
# Signs that all have in the same places, such as the no-break space, are no letters of any.
_LETTERS = bytes(
    code
    for code in range(0x80, 0x100)
    if len({bytes([code]).decode(one, errors="replace") for one in _CODES}) > 1
)
_WORD = re.compile(b"[A-Za-z" + re.escape(_LETTERS) + b"]+")
_MOST_WORDS = 20_000
_SPEAKING = 0.5
"""The share of letters that a language must have; with fewer the bytes may be no text at all."""


def encoding_of(content: bytes) -> str:
    """The encoding under which the words of a text have letters of one language.

    In Cyrillic a word is of such letters throughout; in the others they stand among a to z.

    Args:
        content: bytes that are not Unicode.

    Returns:
        "cp1251", "cp1250" or "cp1252"; `FALLBACK` where no letter speaks.
    """
    words = _words(content)
    if not words:
        return FALLBACK
    scores = [_score(words, encoding, alphabet) for encoding, alphabet in ALPHABETS]
    best = max(scores)
    return ALPHABETS[scores.index(best)][0] if best >= _SPEAKING else FALLBACK


def _words(content: bytes) -> list[bytes]:
    found: dict[bytes, None] = {}
    for match in _WORD.finditer(content):
        if not match[0].isascii():
            found[match[0]] = None
            if len(found) >= _MOST_WORDS:
                break
    return list(found)


def _score(words: Sequence[bytes], encoding: str, alphabet: str) -> float:
    text = b" ".join(words).decode(encoding, errors="replace").lower()
    letters = [letter for letter in text if not letter.isascii()]
    share = sum(letter in alphabet for letter in letters) / len(letters)
    if encoding != "cp1251":
        return share
    shown = text.split(" ")
    whole = sum(len(word) > 1 and not any(map(str.isascii, word)) for word in shown)
    return share * whole / len(shown)
