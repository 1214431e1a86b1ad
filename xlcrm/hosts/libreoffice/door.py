"""The way from a thread in the background to the office's thread, which alone holds its objects.

What goes through is a function of the desk, and what comes back is plain: values and errors that
refer to nothing of the office's (docs/decisions/0017).
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Desk = TypeVar("Desk")
Found = TypeVar("Found")


class Door(Generic[Desk]):
    """Has errands done in the office's thread, and waits for each.

    Args:
        in_main_thread: has a job done in the office's thread.
        desk: what the errands are done on; asked for there only.
        plain: an error that refers to nothing of the office's, in the place of one; asked there.
    """

    def __init__(
        self,
        in_main_thread: Callable[[Callable[[], None]], None],
        desk: Callable[[], Desk],
        plain: Callable[[Exception], Exception],
    ) -> None:
        self._in_main_thread = in_main_thread
        self._desk = desk
        self._plain = plain

    def ask(self, errand: Callable[[Desk], Found]) -> Found:
        """Has an errand done.

        Args:
            errand: done in the office's thread; it must hold nothing of the office's itself.

        Returns:
            What the errand gave.

        Raises:
            Exception: what the errand raised, as something plain.
        """
        back, found, failed = threading.Event(), list[Found](), list[Exception]()

        def job() -> None:
            try:
                found.append(errand(self._desk()))
            except Exception as error:  # noqa: BLE001 - it is raised again where it was asked for
                failed.append(self._plain(error))
            finally:
                back.set()

        self._in_main_thread(job)
        back.wait()
        if failed:
            raise failed[0]
        return found[0]
