"""What inquiries would have brought in, had they been served: the benefit that was lost.

Definition: docs/definitions.md, "BENEFIT_LOST".
"""

from dataclasses import replace

from xlcrm.metrics.figure import MONEY, Figure


def benefit_lost(lost: int, won: Figure, order: Figure) -> Figure:
    """So many lost inquiries, at the usual share won and the usual order.

    Args:
        lost: how many were lost.
        won: the share of closed inquiries that were won, with its interval.
        order: the average order.

    Returns:
        Money, with the interval of the share; 0 where nothing was lost; None where the share or
        the order is not known, the share rests on too few (`Figure.too_few`), or an order brings
        nothing in. `n` counts the lost.
    """
    blank = replace(won, value=None, unit=MONEY, n=lost, low=None, high=None)
    if not lost:
        return replace(blank, value=0.0, note="", note_parameters={})
    if not isinstance(won.value, float):
        return blank
    if won.too_few:
        return replace(won.refused(), unit=MONEY, n=lost)
    if not isinstance(order.value, float):
        return replace(blank, note=order.note, note_parameters=order.note_parameters)
    if order.value <= 0:  # more was sent back than bought: an order brings nothing in
        return replace(blank, note="figure.no_revenue", note_parameters={})
    each = lost * order.value

    def money(share: float | None) -> float | None:
        return None if share is None else round(each * share, 2)

    return replace(blank, value=money(won.value), low=money(won.low), high=money(won.high))
