"""The colours that a scale paints where no scale can be had."""

from xlcrm.cells import Address, Extent
from xlcrm.patches import ColorScale
from xlcrm.workbook.live.office_rules import colour_steps

WHITE, BLACK = 0xFFFFFF, 0x000000
VALUES = {Address(row, 2): value for row, value in enumerate((0.2, 0.4, 0.9), start=4)}


def painted(**options):
    scale = ColorScale(Extent.parse("B4:B6"), "#FFFFFF", "#000000", **options)
    steps = colour_steps(scale, VALUES)
    return {at.row: number for number, places in steps.items() for at in places}


def test_a_scale_runs_from_the_lowest_to_the_highest():
    found = painted()
    assert (found[4], found[6]) == (WHITE, BLACK)


def test_given_ends_stand_for_their_colours_and_nothing_lies_beyond():
    found = painted(ends=(0.4, 0.8))
    assert [found[row] for row in (4, 5, 6)] == [WHITE, WHITE, BLACK]
    assert painted(ends=(0.0, 1.8))[6] not in {WHITE, BLACK}
