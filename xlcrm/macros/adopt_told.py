"""How a proposal to adopt a workbook is shown: as sentences, as tables, and for programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xlcrm.cells import Grid, Meaning, column_letters
from xlcrm.crm.adopting.proposal import AdoptedTable, Proposal
from xlcrm.crm.recognising import Match
from xlcrm.frames import Frames
from xlcrm.language import text
from xlcrm.macros.adopt_gaps import lacking, options, waiting
from xlcrm.macros.outcome import Listing, Message, say
from xlcrm.sheets import MODELS, columns, label, recognise
from xlcrm.sheets.foreign import MARKS
from xlcrm.sheets.nothing import known_words, nothing_said
from xlcrm.sheets.spellings import is_discount, plain, unit_price_words

_MOST_NAMED, _DOUBTFUL = 4, 0.9
_HEADERS = ("column", "header", "field", "sure", "why", "reading")


def messages(
    proposal: Proposal,
    made: Mapping[str, Sequence[Meaning]],
    frames: Frames,
    language: str,
) -> list[Message]:
    """What is proposed, in sentences.

    Args:
        proposal: the tables.
        made: the columns that are added, by our table.
        frames: see `read_as_proposed`.
        language: in which columns are named.
    """
    lines: list[Message] = []
    for one in proposal.tables:
        place = one.place
        lines.append(
            say(
                "adopt.table",
                sheet=place.sheet,
                cells=place.extent.a1,
                table=_named(one.table, language),
                rows=frames.height(one.table),
                sure=one.confidence,
            )
        )
        lines += _lacks(one, language)
        lines += _said_nothing(one, frames)
        if one.doubtful:
            rows = ", ".join(map(str, one.doubtful))
            lines.append(
                say(
                    "adopt.doubtful",
                    sheet=place.sheet,
                    rows=rows,
                    table=_named(one.table, language),
                )
            )
        if one.open:
            lines.append(say("adopt.open_texts", sheet=place.sheet, headers=", ".join(one.open)))
        if one.table in made:
            headers = ", ".join(meaning.header for meaning in made[one.table])
            lines.append(say("adopt.new_columns", sheet=place.sheet, headers=headers))
        elif one.fillable():
            headers = _labels(one.fillable(), language)
            lines.append(say("adopt.without_columns", sheet=place.sheet, headers=headers))
    for place in proposal.others:
        lines.append(say("adopt.other", sheet=place.sheet, cells=place.extent.a1))
    for block in proposal.loose:
        lines.append(say("adopt.loose", sheet=block.sheet, cells=block.extent.a1))
    return lines


def read_as_proposed(proposal: Proposal, lists: Mapping[str, Grid]) -> Frames:
    """The tables as they would be read: without rows of totals, and where another list goes on.

    Args:
        proposal: the tables.
        lists: the tables of ours that say how others are read.
    """
    theirs = {one.table: one.under_our_name() for one in proposal.tables}
    return Frames({**lists, **theirs}, lenient=True)


def _said_nothing(one: AdoptedTable, frames: Frames) -> Iterator[Message]:
    """Cells in which a word stands for nothing, column by column."""
    grid = one.under_our_name()
    declared = columns(MODELS[one.table])
    for header, field in recognise(MODELS[one.table], one.place.headers, one.meanings()).items():
        column = declared[field]
        known = known_words(column, frames.vocabularies, frames.odd_ids)
        words = nothing_said(grid.column(header), column, known)
        if words:
            shown = ", ".join(words)
            yield say("import.blank_words", column=header, n=words.total(), words=shown)


def _lacks(one: AdoptedTable, language: str) -> Iterator[Message]:
    needed = lacking(one)
    if needed:
        yield say(
            "adopt.lacks",
            sheet=one.place.sheet,
            table=one.table,
            headers=_labels(needed, language),
            options=options(one, language),
        )
    yield from _priced(one)
    others = [name for name in one.missing() if name not in needed]
    first = _labels(others[:_MOST_NAMED], language)
    if len(others) > _MOST_NAMED + 1:
        yield say("adopt.could_have_more", headers=first, n=len(others) - _MOST_NAMED)
    elif others:
        yield say("adopt.could_have", headers=_labels(others, language))


def _priced(one: AdoptedTable) -> Iterator[Message]:
    """The price of one piece where the amount of a line is wanted."""
    fields = one.fields()
    quantity, amount = fields.get("quantity", ""), fields.get("amount", "")
    prices = [header for header in one.place.headers if plain(header) in unit_price_words()]
    facts = {"sheet": one.place.sheet, "quantity": quantity}
    if one.table != "Orders" or not quantity or not prices:
        return
    if amount in prices:
        yield say("adopt.amount_is_unit_price", price=amount, **facts)
    elif not amount and (off := next(filter(is_discount, one.place.headers), "")):
        yield say("adopt.unit_price_discount", price=prices[0], discount=off, **facts)
    elif not amount:
        yield say("adopt.unit_price", price=prices[0], **facts)


def unfinished(
    proposal: Proposal, made: Mapping[str, Sequence[Meaning]], language: str
) -> list[Message]:
    """What stays to be done before every command works, for tables whose columns are not added.

    Args:
        proposal: the tables.
        made: the columns that are added, by our table.
        language: in which columns are named.
    """
    return [
        say("adopt.waiting", table=_named(table, language), headers=_labels(fields, language))
        for table, fields in waiting(proposal, made).items()
    ]


def new_headers(proposal: Proposal, made: Mapping[str, Sequence[Meaning]], language: str) -> str:
    """The columns that are added, list by list.

    Args:
        proposal: the tables.
        made: the columns, by our table.
        language: in which tables are named.
    """
    told = []
    for one in proposal.tables:
        if made.get(one.table):
            title = text(f"table.{one.table}.title", language)
            sheet = one.place.sheet
            where = sheet if sheet == title else f"{sheet} ({title})"
            headers = ", ".join(meaning.header for meaning in made[one.table])
            told.append(f"{where}: {headers}")
    return "; ".join(told)


def _named(table: str, language: str) -> str:
    """A table by the title of its sheet, with the name by which options know it."""
    title = text(f"table.{table}.title", language)
    return title if title == table else f"{title} ({table})"


def _labels(fields: Iterable[str], language: str) -> str:
    return ", ".join(label(name, language) for name in fields)


def listings(proposal: Proposal, language: str) -> Iterator[Listing]:
    """One table per table: each column, what it is, how sure, and why."""
    headers = [text(f"adopt.header.{name}", language) for name in _HEADERS]
    for one in proposal.tables:
        title = say("adopt.title", sheet=one.place.sheet, table=_named(one.table, language))
        yield Listing(
            title, headers, list(_rows(one, language)), most=60, brief=_brief(one, language)
        )


def _brief(one: AdoptedTable, language: str) -> str:
    """Each column that is a field, and how sure it is where that is little; then the others."""
    named, own = [], []
    for header, match in zip(one.place.headers, one.matches, strict=True):
        if match.field is None:
            own.append(header)
            continue
        sure = f" {match.confidence:.0%}" if match.confidence < _DOUBTFUL else ""
        named.append(f"{header} = {label(match.field, language)}{sure}")
    shown = [*own[:_MOST_NAMED], *(["..."] if len(own) > _MOST_NAMED else [])]
    rest = [f"{text('adopt.own', language)} {', '.join(shown)}"] if own else []
    return "; ".join([*named, *rest])


def _rows(one: AdoptedTable, language: str) -> Iterator[Sequence[object]]:
    first = one.place.extent.first.column
    for header, match in zip(one.place.headers, one.matches, strict=True):
        field = label(match.field, language) if match.field else text("adopt.own", language)
        sure = f"{match.confidence:.0%}" if match.field else ""
        reading = _reading(one.readings.get(header, ""), language)
        where = column_letters(first + match.column)
        yield where, header, field, sure, _why(match, language), reading


def _why(match: Match, language: str) -> str:
    return text(f"adopt.reason.{match.reason.value}", language)


def _reading(reading: str, language: str) -> str:
    if not reading:
        return ""
    key = f"mark.{MARKS.index(reading)}" if reading in MARKS else reading
    return text(f"adopt.reading.{key}", language)


def data(
    proposal: Proposal, made: Mapping[str, Sequence[Meaning]], frames: Frames
) -> dict[str, Any]:
    """The same for programs."""
    return {
        "tables": [
            _described(one, made.get(one.table, ()), frames.height(one.table))
            for one in proposal.tables
        ],
        "ours": list(proposal.ours),
        "others": [{"sheet": place.sheet, "cells": place.extent.a1} for place in proposal.others],
        "loose": [{"sheet": one.sheet, "cells": one.extent.a1} for one in proposal.loose],
    }


def _described(one: AdoptedTable, made: Sequence[Meaning], count: int) -> dict[str, Any]:
    return {
        "table": one.table,
        "sheet": one.place.sheet,
        "cells": one.place.extent.a1,
        "excel_table": "" if one.plain else one.place.name,
        "rows": count,
        "confidence": one.confidence,
        "ground": one.ground.value,
        "columns": [
            {
                "header": header,
                "field": match.field,
                "confidence": match.confidence,
                "reason": match.reason.value,
                "fits": match.fits,
                "reading": one.readings.get(header, ""),
            }
            for header, match in zip(one.place.headers, one.matches, strict=True)
        ],
        "unread": list(one.open),
        "missing": list(one.missing()),
        "needed": list(lacking(one)),
        "fillable": list(one.fillable()),
        "new_columns": [meaning.header for meaning in made],
    }
