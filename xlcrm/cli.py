"""The command line, made from the catalogue of commands: parses, shows, sets the exit status."""

import gc
import json
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlcrm.errors import UsageError, XlcrmError
from xlcrm.language import DEFAULT, LANGUAGES, text
from xlcrm.language.reader import OPTION, VARIABLE, asked_language, reader_language
from xlcrm.language.writing import written_day
from xlcrm.macros.catalogue import COMMANDS, Command, Kind, Parameter

if TYPE_CHECKING:
    from xlcrm.crm.history_lines import Stamp
    from xlcrm.macros.outcome import Listing, Outcome
    from xlcrm.workbook.closed import ClosedWorkbook

DONE, FOUND, COULD_NOT = 0, 1, 2
# A command is over before much garbage has come together; looking for it every 700 objects, as is
# usual, takes a thirtieth of a refresh.
_COLLECTED_AT = 50_000
_SMALL = 16 << 20


def main(arguments: list[str] | None = None) -> None:
    """Runs `xlcrm`. Exit status: 0 done, 1 something to look at was found, 2 could not run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    given = sys.argv[1:] if arguments is None else arguments
    language = reader_language(given, os.environ)
    try:
        asked = asked_language(given, os.environ)
        program(language, asked)(args=arguments, prog_name="xlcrm")
    except Exception:  # noqa: BLE001 - the outermost edge: nobody is shown a traceback
        log = _log_traceback()
        key = "error.run.unexpected" if log else "error.run.unexpected_unlogged"
        click.echo(text(key, language, log=str(log)), err=True)
        raise SystemExit(COULD_NOT) from None


def _log_traceback() -> Path | None:
    """Keeps what went wrong for whoever mends it; returns where, or None where it cannot."""
    import traceback

    from platformdirs import user_log_path

    try:
        log = user_log_path("xlcrm", appauthor=False, ensure_exists=True) / "errors.log"
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now().isoformat(timespec='seconds')} {sys.argv[1:]}\n")
            file.write(traceback.format_exc() + "\n")
    except OSError:
        return None
    return log


def program(language: str = DEFAULT, asked: str = "") -> click.Group:
    """The click program with one command per entry of the catalogue.

    Args:
        language: of its help, and of whatever concerns no workbook that has a language of its own.
        asked: the same where it was asked for by name; it then decides over what a workbook shows.
    """
    group = click.Group("xlcrm", help=text("command.xlcrm", language), no_args_is_help=True)
    group.params.append(
        click.Option(
            [OPTION],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            help=text("command.lang", language, variable=VARIABLE),
        )
    )
    group.params.append(
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version
        )
    )
    for command in COMMANDS.values():
        group.add_command(_command(command, language, asked))
    return group


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"xlcrm {version('xlcrm')}")
        context.exit()


def _command(command: Command, language: str, asked: str) -> click.Command:
    parameters: list[click.Parameter] = []
    if command.on_book or command.name == "new":
        parameters.append(click.Argument(["book"], type=click.Path(path_type=Path)))
    parameters += [_parameter(command, one, language, asked) for one in command.parameters]
    if any(parameter.kind is Kind.PAIRS for parameter in command.parameters):
        parameters.append(click.Argument(["more"], nargs=-1, metavar="[FIELD=HEADER]..."))
    if command.json:
        parameters.append(
            click.Option(["--json"], is_flag=True, help=text("command.json", language))
        )
    return _Pairing(
        command.name,
        params=parameters,
        callback=_callback(command, language),
        help=text(f"command.{command.name}.help", language),
        short_help=text(f"command.{command.name}.tip", language),
    )


class _Pairing(click.Command):
    """A command whose options of pairs take all the pairs that follow: `--map a=A b=B`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeats such an option before each pair that follows it."""
        options = {
            spelling
            for parameter in self.params
            if isinstance(parameter, click.Option) and parameter.multiple
            for spelling in parameter.opts
        }
        return super().parse_args(ctx, list(_repeated(args, options)))


def _repeated(arguments: Sequence[str], options: Collection[str]) -> Iterator[str]:
    option = ""
    for argument, before in zip(arguments, ("", *arguments), strict=False):
        if argument.startswith("--"):
            name = argument.partition("=")[0]
            option = name if name in options else ""
        elif option and before != option:
            option = option if "=" in argument else ""
            yield from [option] if option else []
        yield argument


_TYPES: Mapping[Kind, Any] = {
    Kind.DATE: click.DateTime(["%Y-%m-%d"]),
    Kind.FILE: click.Path(path_type=Path),
    Kind.ORDER: click.Choice(["dmy", "mdy", "ymd"]),
    Kind.MARK: click.Choice([".", ","]),
    Kind.LANGUAGE: click.Choice(LANGUAGES),
}


def _parameter(
    command: Command, parameter: Parameter, language: str, asked: str
) -> click.Parameter:
    kind = _TYPES.get(parameter.kind, str)
    many = parameter.kind is Kind.TEXTS
    if parameter.positional:
        name = parameter.name.upper().rstrip("S") if many else parameter.name.upper()
        shown = name if parameter.required else f"[{name}]"
        return click.Argument(
            [parameter.name],
            type=kind,
            nargs=-1 if many else 1,
            required=parameter.required,
            metavar=f"[{name}]..." if many else shown,
        )
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}", parameter.name],
        type=None if parameter.kind is Kind.FLAG else kind,
        is_flag=parameter.kind is Kind.FLAG,
        multiple=parameter.kind is Kind.PAIRS,
        default=_usual(parameter, language, asked),
        help=text(f"command.{command.name}.{parameter.name}", language),
        metavar={Kind.DATE: "YYYY-MM-DD", Kind.PAIRS: "NAME=VALUE"}.get(parameter.kind),
    )


def _usual(parameter: Parameter, language: str, asked: str) -> str | None:
    """What a parameter is that was left out: the reader's language, if it is one."""
    if parameter.kind is not Kind.LANGUAGE:
        return None
    # English may only be what the system says, or nothing.
    found = parameter.found and language == DEFAULT
    return asked or (None if found else language)


def _callback(command: Command, language: str) -> Callable[..., None]:
    def run(**given: Any) -> None:
        shows_json = given.pop("json", False)
        progress = _Progress(language, quiet=shows_json)
        try:
            outcome = _run(command, given, progress)
        except XlcrmError as error:
            progress.end()
            click.echo(_explain(error, progress), err=True)
            raise SystemExit(COULD_NOT) from None
        progress.end()
        if shows_json:
            click.echo(json.dumps(outcome.data, ensure_ascii=False, indent=2, default=str))
        else:
            _show(outcome, outcome.language or language)
        raise SystemExit(FOUND if outcome.found else DONE)

    return run


def _explain(error: XlcrmError, progress: "_Progress") -> str:
    """An error in the language of the workbook that was opened, else in the reader's."""
    from xlcrm.macros.outcome import explain
    from xlcrm.macros.reading import language_of

    language = language_of(progress.book) if progress.book else ""
    return explain(error, language or progress.language)


def _run(command: Command, given: dict[str, Any], progress: "_Progress") -> "Outcome":
    arguments = _arguments(command, given)
    gc.set_threshold(_COLLECTED_AT)
    _settle_threads(arguments.get("book"))
    module, _, name = command.function.rpartition(".")
    room = "xlcrm" if module.startswith("hosts.") else "xlcrm.macros"
    function = getattr(import_module(f"{room}.{module}"), name)
    outcome: Outcome
    if not command.on_book:
        outcome = function(progress=progress, today=date.today(), **arguments)
        return outcome
    from xlcrm.workbook.closed import ClosedWorkbook

    path = arguments.pop("book")
    progress("progress.opening", book=path.name)
    book = progress.book = ClosedWorkbook.open(path)
    now = datetime.now()
    if command.writes:
        arguments["stamp"] = _stamp(command, now)
    outcome = function(book, _yes, progress, today=now.date(), **arguments)
    return outcome


def _settle_threads(book: object) -> None:
    """Has Polars, which looks when it is loaded, work on a small workbook in one thread.

    There, handing the work from thread to thread costs a tenth more than it saves.
    """
    try:
        small = isinstance(book, Path) and book.stat().st_size < _SMALL
    except OSError:
        return
    if small:
        os.environ.setdefault("POLARS_MAX_THREADS", "1")


def _stamp(command: Command, now: datetime) -> "Stamp":
    """Who runs a command, and when; a system that knows no name of the user has none."""
    from getpass import getuser

    from xlcrm.crm.history_lines import Stamp

    try:
        who = getuser()
    except (OSError, KeyError, ImportError):
        who = ""
    return Stamp(command.name, who, now.replace(microsecond=0))


def _yes(key: str, **parameters: Any) -> bool:
    """On the command line the options are the answers: what is asked for is done."""
    del key, parameters
    return True


def _arguments(command: Command, given: dict[str, Any]) -> dict[str, Any]:
    more = given.pop("more", ())
    pairs = [one.name for one in command.parameters if one.kind is Kind.PAIRS]
    if pairs:
        given[pairs[0]] = (*given[pairs[0]], *more)
    for parameter in command.parameters:
        value = given[parameter.name]
        if parameter.kind is Kind.DATE and isinstance(value, datetime):
            given[parameter.name] = value.date()
        elif parameter.kind is Kind.PAIRS:
            given[parameter.name] = _pairs(parameter.name, value)
    return given


def _pairs(option: str, items: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for item in items:
        name, value = _pair(option, item)
        if pairs.setdefault(name, value) != value:
            raise UsageError("usage.pair_twice", option=f"--{option}", item=item, name=name)
    return pairs


def _pair(option: str, item: str) -> tuple[str, str]:
    name, mark, value = item.partition("=")
    if not mark or not name.strip():
        raise UsageError("usage.pair", option=f"--{option}", item=item)
    return name.strip(), value.strip()


class _Progress:
    """One line on the terminal that says what is going on; silent where nobody looks."""

    def __init__(self, language: str, *, quiet: bool) -> None:
        self.language = language
        self.book: ClosedWorkbook | None = None
        self._shown = not quiet and sys.stderr.isatty()
        self._width = 0

    def __call__(self, key: str, **parameters: Any) -> None:
        if self._shown:
            line = text(key, self.language, **parameters)
            click.echo("\r" + line.ljust(self._width), err=True, nl=False)
            self._width = len(line)

    def end(self) -> None:
        """Clears the line."""
        if self._width:
            click.echo("\r" + " " * self._width + "\r", err=True, nl=False)
            self._width = 0


def _show(outcome: "Outcome", language: str) -> None:
    for message in outcome.messages:
        click.echo(message.text(language))
    for listing in outcome.listings:
        if listing.rows:
            _show_listing(listing, language)


def _written(cell: object, language: str) -> str:
    """A cell of a listing; days are written as the language has them."""
    if isinstance(cell, date) and language != DEFAULT:
        return written_day(cell, language)
    return "" if cell is None else str(cell)


_WIDE = 10_000


def _show_listing(listing: "Listing", language: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Column, Table

    console = Console(highlight=False, markup=False, emoji=False)
    if listing.plain:
        console.width = _WIDE
    table = Table(
        *[Column(str(header), overflow="fold") for header in listing.headers],
        box=None if listing.plain else box.SIMPLE_HEAD,
        show_header=any(listing.headers),
    )
    for row in listing.told(language)[: listing.most]:
        table.add_row(*[_written(cell, language) for cell in row])
    console.print()
    # A title of the table's own would be folded to the table's width.
    console.print(listing.title.text(language), style="bold", soft_wrap=True)
    console.print(table)
    rest = len(listing.rows) - listing.most
    if rest > 0:
        click.echo(text("command.more_rows", language, n=rest))
