"""The catalogue of commands: buttons, menu entries and the command line are made from it.

It is data: what a command does is named, not imported, so that `--help` stays cheap. Labels,
tips and help texts stand in `language`, under "command.<name>".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a parameter takes."""

    TEXT = "text"
    TEXTS = "texts"
    PAIRS = "pairs"
    DATE = "date"
    FLAG = "flag"
    FILE = "file"
    ORDER = "order"
    MARK = "mark"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Parameter:
    """One parameter of a command.

    Attributes:
        name: of the function's argument; an option is written "--name" with dashes.
        kind: what it takes.
        positional: whether it stands without an option's name.
        required: whether it must be given.
        found: of a language: whether the command finds it in the workbook where it is left out and
            the reader is spoken to in English without having asked for it.
    """

    name: str
    kind: Kind
    positional: bool = False
    required: bool = False
    found: bool = False


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes:
        name: as it is typed.
        function: "module.function" under `xlcrm.macros`, or "hosts.module.function" for what
            concerns the programs that show workbooks.
        parameters: in order.
        on_book: whether it works on a workbook that exists.
        button: whether the hosts show it.
        json: whether the command line can print its data.
        writes: whether it writes into a workbook that exists, so that it is told by a `stamp` who
            runs it and when.
        anywhere: whether it works on a workbook that is no CRM yet.
    """

    name: str
    function: str
    parameters: tuple[Parameter, ...] = ()
    on_book: bool = True
    button: bool = True
    json: bool = False
    writes: bool = False
    anywhere: bool = False


AS_OF = Parameter("as_of", Kind.DATE)
DRY_RUN = Parameter("dry_run", Kind.FLAG)
LANGUAGE = Parameter("lang", Kind.LANGUAGE)
"""Left out, it is the language in which the user is spoken to."""
HOST = (
    Parameter("program", Kind.TEXT, positional=True, required=True),
    Parameter("profile", Kind.FILE),
)

COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        Command(
            "new",
            "new.new",
            (Parameter("sample", Kind.FLAG), AS_OF, LANGUAGE),
            on_book=False,
            button=False,
        ),
        Command("add", "add.add", (LANGUAGE,), button=False),
        Command(
            "import",
            "importing.import_rows",
            (
                Parameter("table", Kind.TEXT, positional=True, required=True),
                Parameter("file", Kind.FILE, positional=True, required=True),
                Parameter("map", Kind.PAIRS),
                Parameter("where", Kind.PAIRS),
                Parameter("alias", Kind.PAIRS),
                Parameter("sheet", Kind.TEXT),
                Parameter("encoding", Kind.TEXT),
                Parameter("date_order", Kind.ORDER),
                Parameter("decimal", Kind.MARK),
                Parameter("update", Kind.FLAG),
                Parameter("again", Kind.FLAG),
                DRY_RUN,
            ),
            json=True,
            writes=True,
        ),
        Command(
            "adopt",
            "adopt.adopt",
            (
                Parameter("map", Kind.PAIRS),
                Parameter("date_order", Kind.ORDER),
                Parameter("columns", Kind.FLAG),
                Parameter("lang", Kind.LANGUAGE, found=True),
                Parameter("apply", Kind.FLAG),
                DRY_RUN,
            ),
            json=True,
            writes=True,
            anywhere=True,
        ),
        Command("validate", "validate.validate_book", (AS_OF,), json=True, writes=True),
        Command(
            "suggestions",
            "suggestions.apply_suggestions",
            (AS_OF, DRY_RUN),
            json=True,
            writes=True,
        ),
        Command("checkup", "checkup.check", (AS_OF,), json=True),
        Command("leads", "leads.sort", (AS_OF, DRY_RUN), writes=True),
        Command(
            "convert",
            "convert.convert",
            (
                Parameter("lead_ids", Kind.TEXTS, positional=True),
                Parameter("apply", Kind.FLAG),
                AS_OF,
            ),
            json=True,
            writes=True,
        ),
        Command(
            "undo",
            "undo.undo",
            (Parameter("batch", Kind.TEXT, positional=True), Parameter("list", Kind.FLAG), DRY_RUN),
            json=True,
            writes=True,
        ),
        Command(
            "erase",
            "erase.erase_person",
            (
                Parameter("who", Kind.TEXT, positional=True, required=True),
                Parameter("yes", Kind.FLAG),
            ),
        ),
        Command(
            "card",
            "client_card.card",
            (Parameter("who", Kind.TEXT, positional=True, required=True), AS_OF),
        ),
        Command("today", "today.show_today", (AS_OF,), writes=True),
        Command("clean", "call_list.clean", (AS_OF, DRY_RUN), writes=True),
        Command("refresh", "refresh.refresh", (AS_OF, Parameter("values", Kind.FLAG)), writes=True),
        Command("copy", "copying.copy", (Parameter("to", Kind.FILE), AS_OF)),
        Command("about", "about.about", anywhere=True),
        Command(
            "calc",
            "calculate.calculate",
            (Parameter("formula", Kind.TEXT, positional=True, required=True), AS_OF),
            button=False,
            json=True,
        ),
        Command(
            "functions",
            "functions.list_functions",
            (LANGUAGE,),
            on_book=False,
            button=False,
            json=True,
        ),
        Command("install", "hosts.install.install", (*HOST, LANGUAGE), on_book=False, button=False),
        Command("uninstall", "hosts.install.uninstall", HOST, on_book=False, button=False),
        Command("doctor", "hosts.excel.doctor.doctor", on_book=False, button=False),
    )
}
"""Every command by name."""
