"""What a command found worth a look: a few of each kind, and how many more there are."""

from collections import Counter
from collections.abc import Sequence

from xlcrm.language import text
from xlcrm.macros.outcome import Listing, say
from xlcrm.problems import Problem
from xlcrm.report.problems import level_word, message

EACH = 3
"""So many of one kind are shown."""


def worth_a_look(problems: Sequence[Problem], language: str) -> Listing:
    """The problems by kind, the kinds in the order in which they were found.

    Args:
        problems: what was found.
        language: in which the user is spoken to.
    """
    counts = Counter(problem.code for problem in problems)
    rows: list[tuple[str, str, str]] = []
    for code, n in counts.items():
        shown = [problem for problem in problems if problem.code == code][:EACH]
        rows += [_row(problem, language) for problem in shown]
        if n > len(shown):
            rows.append(("", "", text("command.look_more", language, n=n - len(shown))))
    return Listing(say("command.look"), ("", "", ""), rows, most=len(rows))


def _row(problem: Problem, language: str) -> tuple[str, str, str]:
    place = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
    return level_word(problem, language), place, message(problem, language)
