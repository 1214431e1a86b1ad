"""Boxes on a Mac for what is typed and picked: the system's own, by its command osascript.

The scripts are constants; what is shown travels as arguments, so that no text becomes a script.
"""

import subprocess

from xlcrm.language import text

_LINE = """on run {question, caption}
tell application id "com.microsoft.Excel"
activate
return text returned of (display dialog question default answer "" with title caption)
end tell
end run"""
_FILE = """on run {caption}
tell application id "com.microsoft.Excel"
activate
return POSIX path of (choose file with prompt caption)
end tell
end run"""

_SAID = """on run {said, caption}
tell application id "com.microsoft.Excel"
activate
display alert caption message said
end tell
end run"""


class MacBoxes:
    """See `boxes.Prompts`.

    Args:
        program: the command that runs scripts.
    """

    def __init__(self, program: str = "/usr/bin/osascript") -> None:
        self._program = program

    def line(self, question: str) -> str | None:
        """A line of text; None where the user went away."""
        return self._run(_LINE, question, text("excel.title"))

    def file(self, title: str) -> str | None:
        """The path of a file; None where the user went away."""
        return self._run(_FILE, title)

    def tell(self, said: str) -> None:
        """Shows a message."""
        self._run(_SAID, said, text("excel.title"))

    def _run(self, script: str, *given: str) -> str | None:
        done = subprocess.run(  # noqa: S603 - the program and its scripts are constants
            [self._program, "-e", script, *given],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.stdout.rstrip("\n") if done.returncode == 0 else None
