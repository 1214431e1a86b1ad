"""One measurement: a fresh process, the CPU seconds it used and the most memory it held."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MARK = "bench:"
"""How a line begins in which a case reports a number of its own: `bench: rows 100000`."""


class CaseError(Exception):
    """A case ended with an error; the text is what it said."""


@dataclass(frozen=True)
class Run:
    """What one run of a case used.

    Attributes:
        cpu: seconds, user and system, of the process and those that it waited for.
        rss: the most memory held, in MB (1e6 bytes).
        told: the numbers that the case reported itself.
    """

    cpu: float
    rss: float
    told: Mapping[str, float] = field(default_factory=dict)


def measure(command: Sequence[str]) -> Run:
    """Runs a command in a fresh process.

    Raises:
        CaseError: it ended with an error.
    """
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        child = subprocess.Popen(command, stdout=output, stderr=errors, stdin=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        for stream in (output, errors):
            stream.seek(0)
        if child.returncode:
            raise CaseError(f"{' '.join(command)}\n{errors.read()[-2000:]}")
        return Run(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6, told(output.read()))


def told(output: str) -> dict[str, float]:
    """The numbers that a case reported, by name."""
    lines = (line.split() for line in output.splitlines() if line.startswith(MARK))
    return {name: float(number) for _, name, number in lines}
