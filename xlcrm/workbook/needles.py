"""What is looked for in a workbook: names and numbers, however people write them."""

import re
from collections.abc import Collection
from unicodedata import normalize

_MARKS = re.compile("[\u0300-\u036f]+")
_BETWEEN_DIGITS = r"[\s()./\u2010-\u2015-]*"
_PAIR = 2


class Needles:
    """Texts and phone numbers of which any may stand in another text.

    Letters count without case and marks ("Turcanu" is "Țurcanu"), any white space as one blank,
    and two words in either order. A phone number is known by its digits, whatever stands between
    them.

    Args:
        texts: the texts.
        phones: the digits with which each number ends however it is dialled.
    """

    def __init__(self, texts: Collection[str], phones: Collection[str] = ()) -> None:
        words = {tuple(folded(text).split()) for text in texts} - {()}
        # To look for a word is many times as fast as to look for a pattern.
        self._texts = [(max(some, key=len), _pattern(some)) for some in sorted(words)]
        self._phones = [
            re.compile(_BETWEEN_DIGITS.join(digits) + r"(?![0-9])")
            for digits in sorted({*phones} - {""})
        ]

    def __bool__(self) -> bool:
        return bool(self._texts or self._phones)

    def shown_in(self, text: str) -> bool:
        """Whether any of them stands in a text."""
        plain = folded(text)
        return any(word in plain and pattern.search(plain) for word, pattern in self._texts) or any(
            number.search(plain) for number in self._phones
        )


def folded(text: str) -> str:
    """A text without case and without the marks on its letters."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", normalize("NFKD", text.casefold()))


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    escaped = [re.escape(word) for word in words]
    forms = [r"\s+".join(escaped)]
    if len(words) == _PAIR:
        forms.append(r"[\s,]+".join(reversed(escaped)))
    return re.compile("|".join(forms))
