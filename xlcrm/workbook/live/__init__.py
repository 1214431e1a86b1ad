"""A workbook that is open in Excel or LibreOffice, over xlwings.

What a button needs of it:

    LiveWorkbook(book, title="Convert leads")
        book: the `xlwings.Book` of the window in which the button was pressed, never the active
        one. title: what the command is called in the program's list of what can be undone.
    name, tables(), read(table), sheet_titles(), sheet_title(key), apply(patches), keep
        the `Workbook` protocol of `xlcrm.workbook.base`, as a closed file has it.
    fingerprint()
        a text that is another once a cell of a table was changed; a look (preview) and the run
        after it can be compared.
    LiveWorkbook.flush()
        computes what waits for it, so that what was typed last is what is read.

Each method tells the program's own errors as those of `xlcrm.errors`: a book or program that was
closed meanwhile (`book.gone`), a refusal (`book.refused`), a table that somebody edited since it
was read (`book.edited`), a protected sheet (`book.sheet_protected`), a read-only book
(`book.read_only`).
"""

from xlcrm.workbook.live.workbook import LiveWorkbook

__all__ = ["LiveWorkbook"]
