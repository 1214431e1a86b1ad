"""Ids and phone numbers that another program took for numbers, mended where only one is meant."""

import polars as pl

from xlcrm.crm.importing.outcome import EXAMPLES, Remark
from xlcrm.sheets.phones import is_domestic, suggest_phone

_POINT_ZERO = r"^\d+\.0+$"
_DIGITS = r"^\d+(?:\.0+)?$"
_SHORTENED = r"^\d(?:[.,]\d+)?[eE]\+\d{1,2}$"


def mend_ids(texts: pl.Series, header: str) -> tuple[pl.Series, tuple[Remark, ...]]:
    """Takes ".0" off ids where the whole column is of figures; tells of shortened ones.

    "1E+05" stays as it is: what it was before a spreadsheet shortened it, nobody knows.

    Args:
        texts: the cells, trimmed, blanks null.
        header: the file's header, for the remarks.
    """
    remarks = _shortened(texts, header)
    odd = texts.str.contains(_POINT_ZERO).fill_null(value=False)
    if not odd.any() or not texts.str.contains(_DIGITS).all():
        return texts, remarks
    facts = {"column": header, "n": int(odd.sum()), "example": texts.filter(odd)[0]}
    return texts.str.replace(r"\.0+$", ""), (*remarks, Remark("import.ids_without_point", facts))


def mend_phones(
    texts: pl.Series, header: str, country: str
) -> tuple[pl.Series, tuple[Remark, ...]]:
    """Gives phone numbers of digits alone the plus or zero back that they lost.

    Only in a workbook with a country, and only where exactly one number of the country's plan, or
    of the world's, can be meant; what is a number as it stands is left as it stands.

    Args:
        texts: the cells, trimmed, blanks null.
        header: the file's header, for the remarks.
        country: two letters; "" for unknown.
    """
    remarks = _shortened(texts, header)
    bare = texts.str.replace(r"\.0+$", "").filter(texts.str.contains(r"^\d{6,15}(?:\.0+)?$"))
    if not country or bare.is_empty():
        return texts, remarks
    whole = texts.str.replace(r"^(\d{6,15})\.0+$", "${1}")
    meant = {
        number: found
        for number in bare.drop_nulls().unique()
        if not is_domestic(number, country) and (found := suggest_phone(number, country))
    }
    if not meant:
        return whole, remarks
    first, other = next(iter(meant.items()))
    facts = {"column": header, "n": int(whole.is_in(list(meant)).sum())}
    told = Remark("import.phones_mended", facts | {"example": f"{first} = {other}"})
    return whole.replace(list(meant), list(meant.values())), (*remarks, told)


def _shortened(texts: pl.Series, header: str) -> tuple[Remark, ...]:
    cells = texts.filter(texts.str.contains(_SHORTENED))
    if cells.is_empty():
        return ()
    shown = ", ".join(cells.unique(maintain_order=True).head(EXAMPLES))
    return (
        Remark("import.figures_shortened", {"column": header, "n": len(cells), "examples": shown}),
    )
