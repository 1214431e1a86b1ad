"""Adopt: the workbook that a manager keeps already becomes one that every command works on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from xlcrm.cells import Meaning, TablePlace
from xlcrm.crm.adopting.filling import filling_patches, new_columns
from xlcrm.crm.adopting.mapping import mapping_patches
from xlcrm.crm.adopting.proposal import Proposal, propose
from xlcrm.crm.adopting.speaking import spoken
from xlcrm.crm.adopting.wishes import Wishes
from xlcrm.crm.adopting.wording import wording_patches
from xlcrm.crm.history_batches import next_batch
from xlcrm.crm.history_lines import Stamp
from xlcrm.errors import TableMissingError
from xlcrm.frames import Frames
from xlcrm.language import DEFAULT
from xlcrm.macros.adopt_books import Adoptable, add_sheets, at_once, former, reader, survey
from xlcrm.macros.adopt_gaps import refuse_gaps
from xlcrm.macros.adopt_told import (
    data,
    listings,
    messages,
    new_headers,
    read_as_proposed,
    unfinished,
)
from xlcrm.macros.outcome import Ask, Message, Outcome, Progress, say
from xlcrm.macros.reading import language_of
from xlcrm.macros.writing import write
from xlcrm.sheets import MODELS
from xlcrm.sheets.mapping import TABLE
from xlcrm.sheets.spellings import is_header_word
from xlcrm.template.adding import KEYS, addition, wished_titles
from xlcrm.template.mapping_sheet import mapping_sheet, mapping_title
from xlcrm.workbook.additions import Addition, Standing
from xlcrm.workbook.base import Workbook
from xlcrm.workbook.blocks import range_place


def adopt(
    book: Adoptable,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    stamp: Stamp,
    map: Mapping[str, str],  # noqa: A002 - the option's name
    date_order: str | None = None,
    columns: bool = False,
    lang: str | None = None,
    apply: bool = False,
    dry_run: bool = False,
) -> Outcome:
    """Shows which of the manager's tables and columns are which of ours; with `apply` it is kept.

    What is kept is a sheet "Columns" with the mapping, and the sheets of ours that are missing;
    with `columns` also the columns that commands fill, at the right of the manager's tables. No
    other cell of theirs changes.

    Args:
        book: the workbook.
        ask: in an open book, where nobody types options, whether columns are added.
        progress: told what is done.
        today: not used.
        stamp: who does it, and when, for History.
        map: "Table=sheet or table", "Table.field=header"; "-" for none.
        date_order: of date texts where a column leaves it open: "dmy", "mdy" or "ymd".
        columns: whether the columns that commands fill are added.
        lang: the language of what is added, where the workbook remembers none; that of
            most headers if left out.
        apply: whether it is written.
        dry_run: whether nothing is written, whatever else is said.

    Raises:
        TableMissingError: nothing in the workbook looks like a table of ours.
        UsageError: an option names what is not there.
        ColumnMissingError: a table lacks what only the manager can fill, and it was to be kept.
    """
    del today
    progress("progress.surveying", book=book.name)
    wishes = Wishes.parse(map, date_order or "")
    before = _standing_frames(book)
    proposal = propose(
        survey(book, is_header_word),
        reader(book),
        range_place,
        before.vocabularies,
        replace(wishes, date_order=wishes.date_order or before.settings.date_order),
    )
    remembered = language_of(book)
    language = remembered or _language(proposal, lang)
    if not proposal.tables and not proposal.ours:
        raise TableMissingError(
            "adopt.nothing", book=book.name, tables=", ".join(book.sheet_titles())
        )
    read = read_as_proposed(proposal, before.grids)
    if not proposal.tables and TABLE not in book.tables():
        told = [*messages(proposal, {}, read, language), say("adopt.all_ours", book=book.name)]
        return Outcome(tuple(told), data=data(proposal, {}, read), language=language)
    writes = apply and not dry_run
    if writes:
        refuse_gaps(proposal, language)
    made = {one.table: new_columns(one, language) for one in proposal.tables if one.fillable()}
    if not (columns or (writes and made and _wanted(book, ask, proposal, made, language))):
        made = {}
    told = messages(proposal, made, read, language)
    if not remembered and language != (lang or DEFAULT):
        told.append(say("adopt.speaks_ru") if language == "ru" else say("adopt.speaks_ro"))
    if writes:
        progress("progress.writing", book=book.name)
        keep = partial(_keep, proposal=proposal, made=made, stamp=stamp, language=language)
        book.keep = before.settings.versions_kept
        told += _told(book, *at_once(book, keep))
    else:
        told.append(say("adopt.look_only"))
    told += unfinished(proposal, made, language)
    return Outcome(
        tuple(told),
        tuple(listings(proposal, language)),
        data=data(proposal, made, read),
        language=language,
    )


def _language(proposal: Proposal, lang: str | None) -> str:
    """The language of what is added to a workbook that remembers none."""
    return lang or spoken(proposal.tables) or DEFAULT


def _wanted(
    book: Adoptable,
    ask: Ask,
    proposal: Proposal,
    made: Mapping[str, Sequence[Meaning]],
    language: str,
) -> bool:
    """Whether the columns are to be added: asked where nobody can type the option."""
    if former(book) is not None:
        return False
    headers = new_headers(proposal, made, language)
    return ask("adopt.add_columns", language=language, headers=headers)


def _ours_only(book: Workbook) -> Frames:
    """The tables of ours; the manager's own have been read."""
    places = book.tables()
    ours = [name for name in (*MODELS, TABLE) if name in places and not places[name].meanings]
    return Frames({name: book.read(name) for name in ours}, lenient=True)


def _standing_frames(book: Workbook) -> Frames:
    """Lists and Settings, where the workbook has them already."""
    names = [name for name in ("Lists", "Settings") if name in book.tables()]
    return Frames({name: book.read(name) for name in names}, lenient=True)


def _keep(
    book: Adoptable,
    proposal: Proposal,
    made: Mapping[str, Sequence[Meaning]],
    stamp: Stamp,
    language: str,
) -> tuple[Addition, int | None]:
    """Adds the sheets, then the mapping, then the columns.

    Returns:
        What was added, and the number of the batch in History; None where no cell changes.
    """
    offer = _Offer(book, proposal, language)
    titles = [*wished_titles(language), mapping_title(language)]
    add_sheets(book, offer.make, titles=titles, keys=KEYS)
    frames = _ours_only(book)
    patches = mapping_patches(frames.grids[TABLE], proposal.tables, made, proposal.others)
    # Columns that are listed and gone from their table are made though the mapping stands.
    if not patches and not made and not offer.made.sheets:
        return offer.made, None
    number = next_batch(frames)
    if patches:
        write(book, frames, patches, stamp, keep=0)
    theirs = {one.table: one.under_our_name() for one in proposal.tables}
    mapped = replace(frames, grids={**frames.grids, **theirs}, _built={}, _settled={})
    tables = [one.table for one in proposal.tables]
    more = [*filling_patches(mapped, made), *wording_patches(mapped, tables)]
    if more:
        write(book, mapped, more, stamp, batch=number, keep=0)
    return offer.made, number if patches or made else None


def _told(book: Adoptable, made: Addition, number: int | None) -> list[Message]:
    if not made.sheets and number is None:
        return [say("adopt.nothing_new")]
    lines = []
    if made.sheets:
        sheets = ", ".join(sheet.title for sheet in made.sheets if not sheet.hidden)
        lines.append(say("adopt.added", sheets=sheets))
    previous = former(book)
    if number is not None and previous is not None:
        lines.append(say("adopt.done", number=number, previous=previous.name))
    elif number is not None:
        lines.append(say("adopt.done_open", number=number))
    return lines


class _Offer:
    """The sheets that an adopted workbook lacks.

    Args:
        book: the workbook.
        proposal: the tables that it has.
        language: of titles and headers.
    """

    def __init__(self, book: Workbook, proposal: Proposal, language: str) -> None:
        self._book, self._proposal, self._language = book.name, proposal, language
        self.made = Addition()

    def make(self, standing: Standing) -> Addition:
        """What a workbook lacks that holds so much."""
        title = mapping_title(self._language)
        tables = _under_our_names(standing.tables, self._proposal)
        held = replace(standing, tables=tables)
        self.made = addition(held, self._book, self._language)
        if TABLE not in standing.tables:
            sheet = mapping_sheet(standing.titles[title], self._language)
            self.made = replace(self.made, sheets=[*self.made.sheets, sheet])
        return self.made


def _under_our_names(tables: Mapping[str, TablePlace], proposal: Proposal) -> dict[str, TablePlace]:
    sources = {one.place.name for one in proposal.tables if not one.plain}
    kept = {name: place for name, place in tables.items() if name not in sources}
    adopted = {one.table: one.under_our_name().place for one in proposal.tables}
    return kept | adopted
