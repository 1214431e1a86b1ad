"""Which header of the file goes to which column of the table."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from xlcrm.cells import Value
from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.joining import JOIN, find_columns, parts_of
from xlcrm.crm.importing.outcome import Remark
from xlcrm.crm.importing.products import TIMES
from xlcrm.crm.importing.unit_prices import about_amounts, amount_of_lines
from xlcrm.crm.recognising import firm_beside_name, may_hide_firms, name_columns
from xlcrm.crm.recognising import recognise as recognise_columns
from xlcrm.errors import ImportFileError
from xlcrm.frames import Frames
from xlcrm.sheets import MODELS, Column, columns, label, own_name, recognise
from xlcrm.sheets.spellings import plain
from xlcrm.sheets.vocabularies import folded

NOTHING = "-"
"""Said for a field that no column of the file fills."""

_NEAR_HEADER, _NEAR_FIELD = 60.0, 80.0
_ID_WORD = re.compile(r"_(?:key|no|nr|num|number|code|ref)$")
_NOT_BY_IMPORT = frozenset({"History", "Settings"})


@dataclass(frozen=True)
class Take:
    """One column that is taken over.

    Attributes:
        name: the field's code name, or the name of one of the manager's own columns.
        header: the file's header; of several columns that are put together those of all (see
            `joining`).
        target: the header in the workbook; one that it lacks becomes a new column.
        column: the declaration; None for the manager's own.
    """

    name: str
    header: str
    target: str
    column: Column | None


def check_table(table: str) -> None:
    """Refuses what is no table, and tables that commands or the manager alone fill.

    Raises:
        ImportFileError: "import.table_unknown".
    """
    if table not in MODELS or table in _NOT_BY_IMPORT:
        tables = ", ".join(name for name in MODELS if name not in _NOT_BY_IMPORT)
        raise ImportFileError("import.table_unknown", table=table, tables=tables)


def find_header(wanted: str, headers: Sequence[str]) -> str:
    """The file's header that a user named: exactly, else without regard to case and blanks.

    Several with a plus or an asterisk between them are the columns of one field.

    Raises:
        ImportFileError: there is none, or there are several ("import.header_unknown", with the
            nearest ones and all that there are).
    """
    if found := find_columns(wanted, headers)[0]:
        return found
    raise ImportFileError(
        "import.header_unknown_near"
        if (near := _nearest(wanted, headers))
        else "import.header_unknown",
        header=wanted,
        near=", ".join(near),
        headers=", ".join(headers),
    )


def _nearest(wanted: str, headers: Sequence[str]) -> list[str]:
    from rapidfuzz import fuzz, process

    by_fold = {folded(header): header for header in headers}
    found = process.extract(
        folded(wanted), list(by_fold), scorer=fuzz.WRatio, limit=3, score_cutoff=_NEAR_HEADER
    )
    return [by_fold[fold] for fold, _score, _place in found]


def resolve(
    frames: Frames,
    table: str,
    rows: RowFile,
    mapping: Mapping[str, str],
    *,
    whole: bool = False,
) -> tuple[list[Take], list[Remark]]:
    """What is taken over, by a mapping that was given and by what else is recognised.

    Args:
        frames: the workbook.
        table: the table that grows.
        rows: the file.
        mapping: the file's header by field, code name or header of the table alike; any other
            name on the left is a column of the manager's own, and `NOTHING` on the right a field
            that no column fills. What it does not name is recognised by headers and contents.
        whole: whether the mapping is all that is taken, required fields excepted.

    Raises:
        ImportFileError: a header that the file lacks, a field named twice, a required field
            without a header, nothing recognised, a price that may be that of one or of all, a
            discount on it, or a lead's id under a name that says nothing.
    """
    takes, without = _given(frames, table, rows.headers, mapping)
    given = set(takes)
    needed = {name for name, column in columns(MODELS[table]).items() if column.required}
    if not (whole and mapping and needed <= takes.keys()):
        # A factor of the amount is a field itself: the quantity.
        whole_ones = [take.header for take in takes.values() if TIMES not in take.header]
        used = {part for one in whole_ones for part in parts_of(one, rows.headers)}
        for left, right in _recognised(frames, table, rows, used).items():
            take = _take(frames, table, left, right)
            wanted = take.name in needed or not (whole and mapping)
            if wanted and take.name not in takes and take.name not in without:
                takes[take.name] = take
    taken = {name: take.header for name, take in takes.items()}
    if product := amount_of_lines(table, rows, taken, without):
        takes["amount"] = _take(frames, table, "amount", product)
        taken["amount"] = product
    _check_taken(table, takes, needed, rows.headers)
    remarks = [
        *_leads_of_orders(table, takes),
        *_near_fields(table, takes),
        *_perhaps_firms(table, takes, rows.headers, given),
        *about_amounts(table, rows.headers, taken, given),
    ]
    return list(takes.values()), remarks


def _given(
    frames: Frames, table: str, headers: Sequence[str], mapping: Mapping[str, str]
) -> tuple[dict[str, Take], set[str]]:
    """What was said to be taken, by name, and the names that nothing fills."""
    takes: dict[str, Take] = {}
    without: set[str] = set()
    for left, right in mapping.items():
        nothing = right == NOTHING and NOTHING not in headers
        take = _take(frames, table, left, "" if nothing else find_header(right, headers))
        if take.name in takes or take.name in without:
            raise ImportFileError("import.field_twice", field=left, table=table)
        if nothing:
            without.add(take.name)
        else:
            takes[take.name] = take
    return takes, without


def _check_taken(
    table: str, takes: Mapping[str, Take], needed: Collection[str], headers: Sequence[str]
) -> None:
    told = ", ".join(headers)
    if not takes:
        fields = ", ".join(columns(MODELS[table]))
        raise ImportFileError("import.nothing_recognised", table=table, headers=told, fields=fields)
    missing = [name for name in columns(MODELS[table]) if name in needed and name not in takes]
    if missing:
        raise ImportFileError(
            "import.field_unmapped", table=table, fields=", ".join(missing), headers=told
        )


def _recognised(
    frames: Frames, table: str, rows: RowFile, used: Collection[str] = ()
) -> dict[str, str]:
    """The file's header by field: by its words first, then by what else speaks for a field.

    Args:
        frames: the workbook.
        table: the table that grows.
        rows: the file.
        used: headers of which it is known what they are.
    """
    headers = [header for header in rows.headers if header not in used]
    own = {folded(theirs): theirs for theirs in frames.own(table).values()}
    samples = {header: _sample(rows, header) for header in headers}
    places = name_columns(table, headers, list(samples.values()))
    parts = [] if any(folded(headers[at]) in own for at in places) else places
    names = [headers[at] for at in parts]
    firms = None if places else firm_beside_name(table, headers, list(samples.values()))
    if firms:
        names, firm = [headers[firms[0]]], headers[firms[1]]
    headers = [header for header in headers if header not in names]
    by_words = recognise(MODELS[table], headers)
    found = {field: header for header, field in by_words.items() if field != "name" or not names}
    taken = set(found.values())
    found |= {
        own[folded(header)]: header
        for header in headers
        if header not in taken and folded(header) in own
    }
    if names:
        found["name"] = JOIN.join(names)
    if firms:
        found["company"] = firm
    taken = set(found.values())
    if columns(MODELS[table]).keys() <= found.keys() or taken.issuperset(headers):
        return found
    cells = [samples[header] for header in headers]
    for match in recognise_columns(table, headers, cells, frames.vocabularies):
        header = headers[match.column]
        if match.field and match.field not in found and header not in taken:
            found[match.field] = header
            taken.add(header)
    return found


_SAMPLE = 100


def _sample(rows: RowFile, header: str) -> list[Value]:
    texts, native = rows.frame[header].head(_SAMPLE).to_list(), rows.native.get(header)
    if native is None:
        return texts
    known = zip(native.numbers.head(_SAMPLE), native.moments.head(_SAMPLE), texts, strict=True)
    return [
        number if number is not None else moment if moment is not None else text
        for number, moment, text in known
    ]


def fits(frames: Frames, table: str, headers: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Whether the headers of one of several sheets are those of the rows that are wanted.

    Args:
        frames: the workbook.
        table: the table that grows.
        headers: of the sheet.
        mapping: as the user gave it; its headers must all be there. Without one the headers must
            be known to all required columns of the table, or to two of its columns at least.
    """
    if mapping:
        return all(parts_of(one, headers) for one in mapping.values() if one != NOTHING)
    nothing: list[list[Value]] = [[] for _ in headers]
    matches = recognise_columns(table, headers, nothing, frames.vocabularies)
    found = {match.field for match in matches if match.field}
    required = {name for name, column in columns(MODELS[table]).items() if column.required}
    return required <= found and len(found) > 1


def _take(frames: Frames, table: str, left: str, header: str) -> Take:
    model = MODELS[table]
    field = recognise(model, [left]).get(left)
    if field is not None:
        fallback = label(field, frames.language)
        return Take(field, header, frames.header(table, field) or fallback, columns(model)[field])
    for name, theirs in frames.own(table).items():
        if folded(theirs) == folded(left):
            return Take(name, header, theirs, None)
    return Take(own_name(left), header, " ".join(left.split()), None)


def _perhaps_firms(
    table: str, takes: Mapping[str, Take], headers: Sequence[str], given: Collection[str]
) -> list[Remark]:
    """A name put together of first names and a column "Name", which may as well hold firms."""
    if "name" in given or "name" not in takes or not may_hide_firms(table, headers):
        return []
    name = takes["name"].header
    parts = parts_of(name, headers)
    open_ones = [part for part in parts if plain(part) == "name"]
    if len(parts) == 1 or not open_ones or "company" in takes:
        return []
    first = next(part for part in parts if part not in open_ones)
    facts = {"columns": name, "column": open_ones[0], "first": first}
    return [Remark("import.name_joined", facts)]


_ORDERS, _LEAD, _BUYER = "Orders", "lead_id", "customer_id"


def _leads_of_orders(table: str, takes: Mapping[str, Take]) -> list[Remark]:
    """A lead that buys stands in `customer_id`, which is what converts it.

    Raises:
        ImportFileError: the leads' ids alone would go into a column that nothing reads
            ("import.lead_id_in_orders").
    """
    if table != _ORDERS or _LEAD not in takes:
        return []
    if _BUYER not in takes:
        raise ImportFileError("import.lead_id_in_orders", header=takes[_LEAD].header)
    return [Remark("import.lead_id_beside_customer", {"header": takes[_LEAD].header})]


def _near_fields(table: str, takes: Mapping[str, Take]) -> list[Remark]:
    """Names of new columns that look like a field misspelt, which no other column is taken for."""
    from rapidfuzz import fuzz, process

    free = [name for name in columns(MODELS[table]) if name not in takes]
    remarks = []
    for take in takes.values():
        if take.column is None:
            meant = _ID_WORD.sub("_id", take.name)
            near = process.extractOne(meant, free, scorer=fuzz.ratio, score_cutoff=_NEAR_FIELD)
            if near:
                facts = {"name": take.target, "field": near[0], "table": table}
                remarks.append(Remark("import.own_column_near_field", facts))
    return remarks
