"""The proposal: which table of the manager's is which of ours, column by column, and what lacks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from xlcrm.cells import Grid, Meaning, TablePlace
from xlcrm.crm.adopting.clients import CLIENTS, clients_named, with_clients_names
from xlcrm.crm.adopting.finding import header_row, samples
from xlcrm.crm.adopting.joining import joined
from xlcrm.crm.adopting.judging import KINDS, LIKELY, Ground, Judgement, judge
from xlcrm.crm.adopting.reading import open_dates, open_numbers, reading_of
from xlcrm.crm.adopting.wishes import Wishes
from xlcrm.crm.recognising import Match, Reason, recognise
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets import recognise as own_fields
from xlcrm.sheets.spellings import is_header_word
from xlcrm.sheets.vocabularies import Vocabulary
from xlcrm.workbook.blocks import Block

_CLOSE = 0.8
"""A table may be the second likeliest of ours only where that is nearly as likely."""

_WORDS = 2


@dataclass(frozen=True)
class AdoptedTable:
    """A table of the manager's that is one of ours.

    Attributes:
        table: the name of ours.
        place: where it stands, with the headers in the manager's words.
        plain: whether it is no Excel table.
        matches: what its columns are, in order.
        readings: how texts are read, by header; only of columns that need it.
        open: headers of columns with texts that nothing says how to read.
        confidence: from 0 to 1.
        ground: why it is taken for this one.
        grid: its cells.
        doubtful: rows in it that may be the headers of another table.
    """

    table: str
    place: TablePlace
    plain: bool
    matches: tuple[Match, ...]
    readings: Mapping[str, str]
    open: tuple[str, ...]
    confidence: float
    ground: Ground
    grid: Grid
    doubtful: tuple[int, ...] = ()

    @property
    def rows(self) -> int:
        """How many data rows it has, blank ones included."""
        return self.grid.height

    def under_our_name(self) -> Grid:
        """Its cells as those of our table, read as is proposed."""
        place = self.place._replace(name=self.table, meanings=self.meanings())
        return self.grid._replace(place=place)

    def meanings(self) -> tuple[Meaning, ...]:
        """What stands in the table "Columns" about its columns."""
        return tuple(
            Meaning(header, match.field or "", self.readings.get(header, ""))
            for header, match in zip(self.place.headers, self.matches, strict=True)
        )

    def missing(self) -> tuple[str, ...]:
        """The fields that the manager types and that it lacks, required ones first."""
        declared = columns(MODELS[self.table])
        lacking = [c for name, c in declared.items() if name not in self.fields() and not c.filled]
        return tuple(column.name for column in sorted(lacking, key=lambda c: not c.required))

    def fillable(self) -> tuple[str, ...]:
        """The columns that commands fill and that it lacks."""
        declared = columns(MODELS[self.table]).values()
        needed = [c.name for c in declared if c.filled or c.name == "status"]
        return tuple(name for name in needed if name not in self.fields())

    def fields(self) -> dict[str, str]:
        """The header of each field that it has."""
        named = zip(self.place.headers, self.matches, strict=True)
        found: dict[str, str] = {}
        for header, match in named:
            if match.field:
                found.setdefault(match.field, header)
        return found


@dataclass(frozen=True)
class Proposal:
    """What adopting a workbook would do.

    Attributes:
        tables: the tables that become ours, in the order of the sheets.
        ours: the names of ours that the workbook has already, as they are.
        others: where tables stand that are none of ours, or one that another is already.
        loose: where cells stand under no headers, below a table of the manager's.
    """

    tables: tuple[AdoptedTable, ...]
    ours: tuple[str, ...]
    others: tuple[TablePlace, ...]
    loose: tuple[TablePlace, ...] = ()


@dataclass(frozen=True)
class _Found:
    grid: Grid
    plain: bool
    judgements: tuple[Judgement, ...]
    doubtful: tuple[int, ...] = ()


def propose(
    blocks: Sequence[Block],
    read: Callable[[TablePlace], Grid],
    place_at: Callable[[Block, int], TablePlace],
    lists: Mapping[str, Vocabulary],
    wishes: Wishes | None = None,
) -> Proposal:
    """Proposes what the tables of a workbook are.

    Args:
        blocks: all that may be a table.
        read: reads the cells of a place.
        place_at: where a plain block stands as a table, once its header row is known.
        lists: the workbook's vocabularies.
        wishes: what the manager has said; nothing if left out.
    """
    wanted = wishes or Wishes()
    ours = tuple(block.table.name for block in blocks if block.table and is_ours(block.table))
    found: list[_Found] = []
    loose: list[TablePlace] = []
    for block in blocks:
        if block.table is not None and (is_ours(block.table) or block.table.name == "Columns"):
            continue
        row = 0 if block.table else header_row(block)
        if block.table is None and not row:
            loose.append(TablePlace("", block.sheet, block.extent, ()))
            continue
        place = block.table or place_at(block, row)
        if _inside_known(place, blocks):
            continue
        found.append(_look(read(place), block, lists, wanted, ours))
    chosen = _chosen(found)
    matched = {at: _matched(found[at], chosen[at], lists, wanted) for at in sorted(chosen)}
    named = clients_named(
        (matches, found[at].grid.columns)
        for at, matches in matched.items()
        if chosen[at].table not in CLIENTS
    )
    tables = [
        _adopted(found[at], chosen[at], matches, named, wanted) for at, matches in matched.items()
    ]
    others = [one.grid.place for at, one in enumerate(found) if at not in chosen]
    without = [place for place in others if not place.name and not _headed(place)]
    below = tuple(_below([*loose, *without], tables))
    return Proposal(tuple(tables), ours, tuple(one for one in others if one not in below), below)


def _headed(place: TablePlace) -> bool:
    """Whether words stand over a range that people put over columns."""
    return sum(map(is_header_word, place.headers)) >= _WORDS


def _below(loose: Sequence[TablePlace], tables: Sequence[AdoptedTable]) -> Iterator[TablePlace]:
    """The cells without headers that stand below a table of the manager's, under its columns."""
    for place in loose:
        first, last = place.extent
        if any(
            one.place.sheet == place.sheet
            and one.place.extent.last.row < first.row
            and one.place.extent.first.column <= last.column
            and first.column <= one.place.extent.last.column
            for one in tables
        ):
            yield place


def is_ours(place: TablePlace) -> bool:
    """Whether a table is one of ours under its own name and headers, so that nothing is mapped."""
    if place.name not in MODELS or place.meanings:
        return False
    known = own_fields(MODELS[place.name], place.headers).values()
    declared = columns(MODELS[place.name])
    required = {name for name, column in declared.items() if column.required}
    return required <= set(known) and 2 * len(known) >= len(place.headers)


def _inside_known(place: TablePlace, blocks: Sequence[Block]) -> bool:
    """Whether a plain range is one that goes by a name of ours already: it is looked at as such."""
    if place.name:
        return False
    return any(
        block.table is not None
        and block.table.sheet == place.sheet
        and block.table.extent.first.row <= place.extent.first.row <= block.table.extent.last.row
        and block.table.extent.first.column <= place.extent.last.column
        and place.extent.first.column <= block.table.extent.last.column
        for block in blocks
    )


def _look(
    grid: Grid,
    block: Block,
    lists: Mapping[str, Vocabulary],
    wishes: Wishes,
    ours: Sequence[str],
) -> _Found:
    place = grid.place
    plain_range = block.table is None
    titles = [place.sheet, *([] if plain_range else [place.name]), *_above(block, place)]
    if place.meanings:
        known = Judgement(place.name, 2 * LIKELY, (), Ground.KNOWN)
        return _Found(grid, plain_range, (known,))
    given = wishes.table_of(place)
    free = [kind for kind in KINDS if kind not in ours and kind not in wishes.tables]
    kinds = free if given is None else [given]
    judged = judge(titles, place.headers, samples(grid), lists, kinds)
    if given:
        judged = [replace(one, score=4 * LIKELY, ground=Ground.GIVEN) for one in judged]
    inside = range(place.extent.first.row + 1, place.extent.last.row + 1)
    doubtful = tuple(row for row in block.doubtful if row in inside)
    return _Found(grid, plain_range, tuple(judged), doubtful)


def _above(block: Block, place: TablePlace) -> list[str]:
    """The texts of the titles above a header row."""
    return [
        cell
        for row, cells in block.top.items()
        if row < place.extent.first.row and len(cells) == 1
        for cell in cells.values()
        if isinstance(cell, str)
    ]


def _chosen(found: Sequence[_Found]) -> dict[int, Judgement]:
    """Each of our tables given to the one that is it most surely."""
    ranked = sorted(
        (
            (judgement.score, -at, judgement)
            for at, one in enumerate(found)
            for judgement in one.judgements
            if judgement.score >= max(LIKELY, _CLOSE * one.judgements[0].score)
        ),
        key=lambda each: each[:2],
        reverse=True,
    )
    chosen: dict[int, Judgement] = {}
    for _, at, judgement in ranked:
        if -at not in chosen and judgement.table not in {one.table for one in chosen.values()}:
            chosen[-at] = judgement
    return chosen


def _matched(
    found: _Found, judgement: Judgement, lists: Mapping[str, Vocabulary], wishes: Wishes
) -> list[Match]:
    place = found.grid.place
    matches = list(judgement.matches)
    if place.meanings:
        matches = _known_matches(found.grid, lists)
    return wishes.applied(judgement.table, place.headers, matches)


def _adopted(
    found: _Found,
    judgement: Judgement,
    matches: list[Match],
    named: AbstractSet[str],
    wishes: Wishes,
) -> AdoptedTable:
    place, table = found.grid.place, judgement.table
    kept = {meaning.header: meaning.reading for meaning in place.meanings if meaning.reading}
    readings, unread = _readings(found.grid, table, matches, wishes.date_order, kept)
    if not place.meanings and (table, "name") not in wishes.fields:
        readings |= joined(place.headers, table, matches, samples(found.grid))
    if table in CLIENTS:
        said = {field for known, field in wishes.fields if known == table}
        matches = with_clients_names(place.headers, found.grid.columns, matches, named, said)
    return AdoptedTable(
        table,
        place._replace(name=place.name or table),
        found.plain,
        tuple(matches),
        readings,
        unread,
        replace(judgement, matches=tuple(matches)).confidence,
        judgement.ground,
        found.grid,
        found.doubtful,
    )


def _known_matches(grid: Grid, lists: Mapping[str, Vocabulary]) -> list[Match]:
    """Columns that are mapped stay so; those that are new are proposed for what is not."""
    place = grid.place
    told = {meaning.header: meaning.field for meaning in place.meanings}
    present = {told[header] for header in place.headers if header in told}
    matches = []
    fresh = recognise(place.name, place.headers, samples(grid), lists)
    for at, header in enumerate(place.headers):
        if header in told:
            field = told[header] or None
            sure = 1.0 if field else 0.0
            matches.append(Match(at, field, sure, Reason.KNOWN))
        elif fresh[at].field in present:
            matches.append(Match(at, None, 0.0, Reason.OWN))
        else:
            matches.append(fresh[at])
    return matches


def _readings(
    grid: Grid, table: str, matches: Sequence[Match], usual: str, kept: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    declared = columns(MODELS[table])
    readings, unread = dict(kept), []
    for match, header, cells in zip(matches, grid.place.headers, grid.columns, strict=True):
        if match.field is None or header in kept:
            continue
        column = declared[match.field]
        reading = reading_of(cells, column, usual)
        if reading:
            readings[header] = reading
        elif open_dates(cells, column, reading) or open_numbers(cells, column, reading):
            unread.append(header)
    return readings, tuple(unread)
