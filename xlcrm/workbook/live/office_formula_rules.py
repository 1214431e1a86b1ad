"""Conditional formats with formulas in the words of LibreOffice's own interface.

Its newer interface has no word for the cell that a formula is meant for, and takes the sheet's
first one: such formats show what is wrong until the file is opened again. The older one has it, and
holds all formats of a cell in one, of which the first that is true is shown.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from xlcrm.cells import Address
from xlcrm.patches import ConditionalFormat, FormulaFormat


def by_cells(
    rules: Sequence[ConditionalFormat],
) -> Iterator[tuple[list[FormulaFormat], list[Address]]]:
    """The rules with formulas, in their order, that meet in the same cells, and those cells.

    Args:
        rules: conditional formats of a sheet.
    """
    told = [rule for rule in rules if isinstance(rule, FormulaFormat)]
    meeting: dict[Address, list[int]] = {}
    for number, rule in enumerate(told):
        (top, left), (bottom, right) = rule.extent
        for row, column in product(range(top, bottom + 1), range(left, right + 1)):
            meeting.setdefault(Address(row, column), []).append(number)
    cells: dict[tuple[int, ...], list[Address]] = {}
    for at, numbers in meeting.items():
        cells.setdefault(tuple(numbers), []).append(at)
    for together, places in cells.items():
        yield [told[number] for number in together], places


def set_formulas(
    model: Any, sheet: Any, ranges: Any, rules: Sequence[FormulaFormat], styles: Sequence[str]
) -> None:
    """Gives cells conditional formats, in the place of those that they have.

    Args:
        model: the office's document.
        sheet: its sheet.
        ranges: the cells, as the office's object.
        rules: the formats.
        styles: the name of the cell style of each.
    """
    found, lent = ranges.ConditionalFormat, model.StyleFamilies.getStyleLoaderOptions()
    enum, corner = type(ranges.Validation.Type), _corner(sheet, ranges)
    for rule, style in zip(rules, styles, strict=True):
        told = {
            "Operator": enum("com.sun.star.sheet.ConditionOperator", "FORMULA"),
            "Formula1": _formula(model, sheet, rule, corner),
            "StyleName": style,
            "SourcePosition": corner,
        }
        found.addNew(tuple(_property(lent[0], *one) for one in told.items()))
    ranges.ConditionalFormat = found


def _corner(sheet: Any, ranges: Any) -> Any:
    """The first cell of some ranges; files have formulas as they are meant for that."""
    places = ranges.getRangeAddresses()
    left, top = min(at.StartColumn for at in places), min(at.StartRow for at in places)
    return sheet.getCellByPosition(left, top).getCellAddress()


def _formula(model: Any, sheet: Any, rule: FormulaFormat, corner: Any) -> str:
    """A rule's formula as it is meant for a cell."""
    formula, first = rule.formula.removeprefix("=").replace(",", ";"), rule.extent.first
    if (first.row, first.column) == (corner.Row + 1, corner.Column + 1):
        return formula
    parser = model.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    meant_for = sheet.getCellByPosition(first.column - 1, first.row - 1).getCellAddress()
    return str(parser.printFormula(parser.parseFormula(formula, meant_for), corner))


def _property(lent: Any, name: str, value: Any) -> Any:
    """A named value; another one lends the office's structure."""
    made = type(lent)()
    made.Name, made.Value = name, value
    return made
