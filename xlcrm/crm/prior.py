"""The prior of the lapse rule: estimated once, then kept in Settings so that it stands still."""

from xlcrm.frames import Frames
from xlcrm.metrics.history import OrderHistory
from xlcrm.patches import AppendRows, EditCells, Patch
from xlcrm.sheets.settings import LONGEST_PRIOR

KEY = "lapse_prior_days"


def keep_prior(frames: Frames, history: OrderHistory) -> tuple[Patch, ...]:
    """What writes the estimate into Settings, where it is blank and there is something to go by.

    Args:
        frames: the workbook's tables.
        history: all orders up to the day of the figures, with the estimate.

    Returns:
        One patch, or none: the setting is filled, there is no Settings table, or nobody has
        bought twice by then, so that there is no estimate yet.
    """
    grid = frames.grids.get("Settings")
    again = history.spell_rows["next_day"].is_not_null().any()
    repeats = again and history.prior_days <= LONGEST_PRIOR
    if grid is None or frames.settings.lapse_prior_days is not None or not repeats:
        return ()
    key, value = frames.header("Settings", "key"), frames.header("Settings", "value")
    if not key or not value:
        return ()
    settings = frames["Settings"]
    rows = settings.filter(settings["key"] == KEY)["row"].to_list()
    if rows:
        return (EditCells("Settings", value, {rows[0]: history.prior_days}),)
    return (AppendRows("Settings", {key: [KEY], value: [history.prior_days]}),)
