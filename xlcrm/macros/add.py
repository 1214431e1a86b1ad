"""Add: the CRM's sheets in a workbook that exists, which keeps all that it has."""

from dataclasses import replace
from datetime import date

from xlcrm.frames import Frames
from xlcrm.language import DEFAULT
from xlcrm.macros.outcome import Ask, Message, Outcome, Progress, say
from xlcrm.macros.reading import language_of, versions_kept
from xlcrm.template import drop_downs_of
from xlcrm.template.adding import KEYS, Kept, addition, kept_tables, wished_titles
from xlcrm.template.build import styled_columns
from xlcrm.template.drop_downs import KEY as DROP_DOWNS
from xlcrm.template.places import START
from xlcrm.workbook.adding import add_sheets
from xlcrm.workbook.additions import Addition, Standing
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.versions import previous_path


def add(
    book: ClosedWorkbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    lang: str = DEFAULT,
) -> Outcome:
    """Adds what a workbook lacks of the CRM: tables, drop-downs, names, the Start sheet.

    Tables that it has under the name of one of the CRM's are kept and used; a sheet whose title is
    taken gets another one. What is added becomes the user's, Start and the drop-downs excepted.

    Args:
        book: the workbook.
        ask: not used; nothing of the user's changes.
        progress: told what is made.
        today: not used; the sheets are the same on every day.
        lang: the language of what is added, where the workbook does not remember one.

    Raises:
        TableBlockedError: names that the CRM needs mean something else in the workbook.
        BookError: the book cannot be written.
    """
    del ask, today
    progress("progress.building")
    language = language_of(book) or lang
    offer = _Offer(book, language)
    titles = wished_titles(language)
    book.keep = versions_kept(book)
    add_sheets(book, offer.make, titles=titles, keys=KEYS, finish=styled_columns)
    found = any(table.missing for table in offer.kept)
    return Outcome(tuple(_messages(book, offer)), found=found, language=language)


class _Offer:
    """What is added to a workbook, and what it has already.

    Args:
        book: the workbook.
        language: of what is added.
    """

    def __init__(self, book: ClosedWorkbook, language: str) -> None:
        self._book, self._language = book, language
        self.kept: list[Kept] = []
        self.made = Addition()

    def make(self, standing: Standing) -> Addition:
        """What a workbook lacks that holds so much."""
        self.kept = kept_tables(standing, self._language)
        self.made = addition(standing, self._book.name, self._language)
        if any(sheet.key == DROP_DOWNS for sheet in self.made.sheets):
            self._take_words(standing)
        return self.made

    def _take_words(self, standing: Standing) -> None:
        """Lets the drop-downs show the words of a Lists table that is there already."""
        if "Lists" not in standing.tables:
            return
        made = drop_downs_of(Frames({"Lists": self._book.read("Lists")}), self._language)
        sheets = [
            made._replace(title=sheet.title) if made and sheet.key == DROP_DOWNS else sheet
            for sheet in self.made.sheets
        ]
        self.made = replace(self.made, sheets=sheets)


def _messages(book: ClosedWorkbook, offer: _Offer) -> list[Message]:
    if not offer.made.sheets and not offer.made.names:
        lines = [say("command.add.nothing", book=book.name)]
    else:
        lines = [
            _added(book.name, offer.made),
            say("command.add.previous", previous=previous_path(book.path).name),
        ]
        if offer.kept:
            tables = ", ".join(f"{one.place.name} ({one.place.sheet})" for one in offer.kept)
            lines.append(say("command.add.kept", tables=tables))
    return lines + [
        say(
            "command.add.lacking",
            table=one.place.name,
            sheet=one.place.sheet,
            headers=", ".join(one.missing),
        )
        for one in offer.kept
        if one.missing
    ]


def _added(name: str, made: Addition) -> Message:
    sheets = ", ".join(sheet.title for sheet in made.sheets if not sheet.hidden)
    start = next((sheet.title for sheet in made.sheets if sheet.key == START), "")
    if start:
        return say("command.add.done", book=name, sheets=sheets, start=start)
    return say("command.add.again", book=name, sheets=sheets)
