"""The worksheet functions as VBA: one public function per entry of the catalogue."""

from collections.abc import Iterable

from xlcrm.hosts.excel.vba_text import fits, plain
from xlcrm.language import DEFAULT, text
from xlcrm.sheets import MODELS
from xlcrm.udfs.catalogue import FUNCTIONS, Function

DEPENDS_ON = "depends_on"
"""The last argument of every function in Excel: a range. With it the function is computed again
when the range changes; without it, whenever Excel computes."""

_LONGEST_TIP = 255
_IN_A_ROW = 6


def functions_code(language: str = DEFAULT) -> str:
    """The module of worksheet functions.

    On a Mac it is empty: cells there keep the values of the last refresh.

    Args:
        language: of their descriptions.
    """
    wrappers = "\n\n".join(_wrapper(function, language) for function in FUNCTIONS.values())
    return f"Option Explicit\n\n#If Not Mac Then\n\n{wrappers}\n\n#End If\n"


def _wrapper(function: Function, language: str) -> str:
    name = function.name
    given = [f"Optional ByVal {argument.name} As Variant" for argument in function.arguments]
    given.append(f"Optional ByVal {DEPENDS_ON} As Variant")
    tip = plain(_tip(name, language))[:_LONGEST_TIP]
    passed = ", ".join(f"XlcrmGiven({argument.name})" for argument in function.arguments)
    return "\n".join(
        (
            f"Public Function {name}({_wrapped(given)}) As Variant",
            f'Attribute {name}.VB_Description = "{tip}"',
            f'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n14"',
            f"    If IsMissing({DEPENDS_ON}) Then Application.Volatile",
            f'    {name} = XlcrmAnswer("{name}", Array({passed}))',
            "End Function",
        )
    )


def _tip(name: str, language: str) -> str:
    """A description; in English where the project's code page lacks letters of the language."""
    tip = text(f"function.{name}.tip", language)
    return tip if fits(tip) else text(f"function.{name}.tip")


def _wrapped(pieces: list[str]) -> str:
    """Pieces of a list, so many on a line that no line of VBA gets too long."""
    rows = [", ".join(pieces[at : at + _IN_A_ROW]) for at in range(0, len(pieces), _IN_A_ROW)]
    return ", _\n        ".join(rows)


def names_code(functions: Iterable[Function] = tuple(FUNCTIONS.values())) -> str:
    """The module that knows the names of the functions and of the tables that they are over."""
    names = [f'"{function.name}"' for function in functions]
    tables = [f'"{table}"' for table in MODELS]
    return f"""Option Explicit
Option Private Module

' The names of the worksheet functions.
Public Function XlcrmFunctionNames() As Variant
    XlcrmFunctionNames = Array({_wrapped(names)})
End Function

' Whether a table of this name belongs to a CRM workbook.
Public Function XlcrmIsOurs(ByVal table As String) As Boolean
    Select Case table
        Case {_wrapped(tables)}
            XlcrmIsOurs = True
    End Select
End Function
"""
