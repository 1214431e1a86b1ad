"""In which language a manager's headers are: the added sheets and columns are to match them."""

import re
from collections import Counter
from collections.abc import Iterable

from xlcrm.crm.adopting.proposal import AdoptedTable
from xlcrm.language import LANGUAGES
from xlcrm.sheets.spellings import header_languages

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ROMANIAN = re.compile(r"[ăâîșşțţ]", re.IGNORECASE)
_LEAST = 2


def spoken(tables: Iterable[AdoptedTable]) -> str:
    """The language of most headers; "" where that is none of ours, or where there are too few.

    A header counts by its letters, else by the languages in which it is a usual word for what it
    is taken for; one that is usual in several, such as "Data" or "Client", says nothing.

    Args:
        tables: the manager's tables.
    """
    votes: Counter[str] = Counter()
    for one in tables:
        for header, match in zip(one.place.headers, one.matches, strict=True):
            languages = _languages(one.table, match.field, header)
            if len(languages) == 1:
                votes.update(languages)
    for language, count in votes.most_common(1):
        if count >= _LEAST and 2 * count > votes.total():
            return language if language in LANGUAGES else ""
    return ""


def _languages(table: str, field: str | None, header: str) -> set[str]:
    if _CYRILLIC.search(header):
        return {"ru"}
    if _ROMANIAN.search(header):
        return {"ro"}
    return header_languages(table, field, header) if field else set()
