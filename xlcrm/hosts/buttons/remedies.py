"""What the user can say to let a command go on that has stopped."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from xlcrm.errors import XlcrmError
from xlcrm.hosts.buttons.talk import CancelledError, Talk
from xlcrm.language import text
from xlcrm.macros.outcome import explain

_ORDERS, _MARKS = ("dmy", "mdy", "ymd"), (".", ",")
_CHOICES: dict[str, tuple[str, Sequence[str]]] = {
    "import.date_order_ambiguous": ("date_order", _ORDERS),
    "import.date_order_beside": ("date_order", _ORDERS),
    "import.date_order_mixed": ("date_order", _ORDERS),
    "import.date_order_contrary": ("date_order", _ORDERS),
    "import.decimal_mark_ambiguous": ("decimal", _MARKS),
    "import.decimal_mark_mixed": ("decimal", _MARKS),
    "import.decimal_mark_contrary": ("decimal", _MARKS),
}
"""The parameter that settles an error, and what it can be."""


def _newest(error: XlcrmError) -> date:
    day: date = error.parameters["newest"]
    return day


_ANSWERS: dict[str, tuple[str, str, Callable[[XlcrmError], Any]]] = {
    "data.stale": ("as_of", "office.use_newest", _newest),
}
"""The parameter that a yes settles, the question, and the parameter's value then."""


def remedy(
    error: XlcrmError, talk: Talk, given: Mapping[str, Any], language: str = ""
) -> dict[str, Any] | None:
    """Asks for what an error is about.

    Args:
        error: what stopped the command.
        talk: speaks with the user.
        given: the command's arguments.
        language: of the workbook; "" for English.

    Returns:
        The arguments that let the command go on; None where the user cannot say them.

    Raises:
        CancelledError: the user did not answer.
    """
    choices = _CHOICES.get(error.code)
    if choices is not None and given[choices[0]] is None:
        chosen = talk.choose(explain(error, language), choices[1])
        if chosen is None:
            raise CancelledError
        return {choices[0]: chosen}
    answer = _ANSWERS.get(error.code)
    if answer is None:
        return None
    name, question, value = answer
    asked = text(question, language, **error.parameters)
    if not talk.ask(f"{explain(error, language)}\n\n{asked}"):
        raise CancelledError
    return {name: value(error)}
