"""A button was pressed: its command runs in the background, and every end of it is readable."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from com.sun.star.lang import DisposedException

from xlcrm.errors import BookMissingError, HostError, XlcrmError
from xlcrm.hosts.buttons.talk import CancelledError, Scripted
from xlcrm.hosts.libreoffice.collecting import nothing_collected
from xlcrm.hosts.libreoffice.desk import Desk
from xlcrm.hosts.libreoffice.dialogs import Dialogs
from xlcrm.hosts.libreoffice.door import Door
from xlcrm.hosts.libreoffice.journal import journal_path, note, note_failure
from xlcrm.hosts.libreoffice.main_thread import in_main_thread
from xlcrm.hosts.libreoffice.window import Window
from xlcrm.language import in_window, text
from xlcrm.macros.catalogue import Command

if TYPE_CHECKING:
    from xlcrm.hosts.libreoffice.far import FarTalk

_desks: list[Desk] = []
"""Of the command that runs, if one does. The office's thread alone looks here."""


class _FailedError(Exception):
    """Something went wrong that nobody expected; the log has it."""


def press(
    context: Any,
    frame: Any,
    command: Command,
    answers: Sequence[str] | None,
    finished: Callable[[bool, tuple[str, ...]], None],
) -> None:
    """Begins what a button is for. While it goes on, the window can be used.

    Args:
        context: the office's component context.
        frame: the frame of the window.
        command: the button's.
        answers: to all questions, where nothing is to be shown; None shows boxes.
        finished: told in the end whether it was done, and all that was said and asked.
    """
    window = Window(frame)
    window.enter()
    talk = Dialogs(context, frame, window.quiet) if answers is None else Scripted(answers)
    if _desks:
        _interrupt(_desks[0], talk)
        finished(False, tuple(talk.said))  # noqa: FBT003 - the office's events take no names
        return
    desk = Desk(context, window, talk, command.name, lambda done: finished(done, tuple(talk.said)))
    _desks.append(desk)
    window.progress("progress.starting", command=desk.label)
    threading.Thread(target=_work, args=(command,), name="xlcrm command", daemon=True).start()


def _interrupt(desk: Desk, talk: Dialogs | Scripted) -> None:
    """Another button is pressed meanwhile: the command that runs can be stopped."""
    if talk.ask(text("office.stop", command=desk.label)):
        desk.cancelled = True


# In the background:


def _work(command: Command) -> None:
    with nothing_collected(), in_window():
        door = Door(in_main_thread, lambda: _desks[0], _plain)
        done = False
        try:
            done = _told(door, command)
        except Exception:  # noqa: BLE001 - the thread's edge: nobody else would see it
            note_failure(command.name)
        in_main_thread(lambda: _finish(done=done))


def _told(door: Door[Desk], command: Command) -> bool:
    """Whether the command was done; what stopped it is told."""
    from xlcrm.hosts.libreoffice.far import FarBook, FarTalk

    talk, language = FarTalk(door), ""
    try:
        # The first button that is pressed pays for what commands load, and the window goes on.
        for name in ("xlcrm.hosts.libreoffice.engine", "xlcrm.workbook.live"):
            import_module(name)
        from xlcrm.hosts.buttons.running import Pressed, run

        pressed = Pressed(command, FarBook(door), talk, datetime.now(), lambda: _of_office(door))
        language = pressed.language
        run(pressed)
    except CancelledError:
        return False
    except XlcrmError as error:
        from xlcrm.macros.outcome import explain

        _explain(door, talk, command, explain(error, language), error.code)
        return False
    except _FailedError:
        talk.tell(text("error.run.unexpected", language, log=str(journal_path())), worry=True)
        return False
    except Exception:  # noqa: BLE001 - nobody is shown a traceback
        note_failure(command.name)
        talk.tell(text("error.run.unexpected", language, log=str(journal_path())), worry=True)
        return False
    return True


def _explain(door: Door[Desk], talk: "FarTalk", command: Command, said: str, code: str) -> None:
    from xlcrm.hosts.libreoffice.adding import OFFERED, offer

    note(f"{command.name}: {said}")
    if code in OFFERED:
        with suppress(CancelledError):
            offer(door, talk, said, code)
    else:
        talk.tell(said, worry=True)


def _of_office(door: Door[Desk]) -> str:
    """What About says besides."""
    version = door.ask(lambda desk: desk.office)
    return text("office.about", office=version, log=str(journal_path()))


# In the office's thread:


def _plain(error: Exception) -> Exception:
    if isinstance(error, XlcrmError):
        return type(error)(error.code, **error.parameters)
    if isinstance(error, CancelledError):
        return CancelledError()
    if isinstance(error, DisposedException | IndexError):
        return BookMissingError("book.gone")
    if type(error).__name__ == "OfficeError":
        return HostError("host.office_refused", why=str(error))
    note_failure("an errand of a command failed")
    return _FailedError()


def _finish(*, done: bool) -> None:
    desk = _desks.pop()
    desk.finish(done=done)
