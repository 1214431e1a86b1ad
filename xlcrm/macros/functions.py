"""Functions: the catalogue of worksheet functions, for reading and for programs."""

from datetime import date
from typing import Any

from xlcrm.language import DEFAULT, text
from xlcrm.macros.outcome import Listing, Outcome, Progress, say
from xlcrm.udfs.catalogue import FUNCTIONS, Function


def list_functions(progress: Progress, *, today: date, lang: str = DEFAULT) -> Outcome:
    """Lists every worksheet function.

    Args:
        progress: not used.
        today: not used.
        lang: the language of the texts.
    """
    del progress, today
    rows = [
        (
            text(f"function.category.{one.category}", lang),
            one.signature,
            text(f"function.{one.name}.tip", lang),
        )
        for one in FUNCTIONS.values()
    ]
    headers = [text(f"calc.{name}", lang) for name in ("category", "function", "gives")]
    listing = Listing(say("calc.functions", n=len(rows)), headers, rows, most=len(rows))
    data = [describe(one, lang) for one in FUNCTIONS.values()]
    return Outcome(listings=(listing,), data=data, language=lang)


def describe(function: Function, language: str = "en") -> dict[str, Any]:
    """A function with all its texts, ready for JSON."""
    return {
        "name": function.name,
        "signature": function.signature,
        "category": function.category,
        "unit": function.unit,
        "shape": function.shape.value,
        "tip": text(f"function.{function.name}.tip", language),
        "definition": text(f"function.{function.name}.definition", language),
        "source": function.source,
        "example": function.example,
        "arguments": [
            {
                "name": argument.name,
                "kind": argument.kind.value,
                "optional": argument.optional,
                "tip": text(f"function.argument.{argument.name}", language),
            }
            for argument in function.arguments
        ],
    }


def as_markdown() -> str:
    """The documentation page of all functions."""
    lines = [
        "# Worksheet functions",
        "",
        text("calc.page"),
        "",
    ]
    category = ""
    for function in FUNCTIONS.values():
        told = describe(function)
        if function.category != category:
            category = function.category
            lines += [f"## {text(f'function.category.{category}')}", ""]
        lines += [f"### {function.signature}", "", f"{told['tip']}", ""]
        lines += [f"{told['definition']}", ""]
        lines += [f"- `{one['name']}`: {one['tip']}" for one in told["arguments"]]
        unit = text(f"calc.unit.{function.unit}")
        lines += ["", text("calc.gives_line", unit=unit, example=function.example), ""]
        lines += [text("calc.source_line", source=function.source), ""]
    return "\n".join(lines)
