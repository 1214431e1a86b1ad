"""The prior of the lapse rule: estimated once, then kept in Settings so that it stands still."""

from xlcrm.frames import Frames
from xlcrm.patches import AppendRows, EditCells, Patch

KEY = "lapse_prior_days"


def keep_prior(frames: Frames, prior_days: float) -> tuple[Patch, ...]:
    """What writes the estimate into Settings, where it is blank and there is something to go by.

    Args:
        frames: the workbook's tables.
        prior_days: the estimate, unrounded.

    Returns:
        One patch, or none: the setting is filled, there is no Settings table, or nobody has
        bought twice, so that there is no estimate yet.
    """
    grid = frames.grids.get("Settings")
    orders = frames["Orders"].drop_nulls(["customer_id", "date", "amount"])
    repeats = (
        orders.select("customer_id", "date").unique().height > orders["customer_id"].n_unique()
    )
    if grid is None or frames.settings.lapse_prior_days is not None or not repeats:
        return ()
    key, value = frames.header("Settings", "key"), frames.header("Settings", "value")
    if not key or not value:
        return ()
    settings = frames["Settings"]
    rows = settings.filter(settings["key"] == KEY)["row"].to_list()
    if rows:
        return (EditCells("Settings", value, {rows[0]: prior_days}),)
    return (AppendRows("Settings", {key: [KEY], value: [prior_days]}),)
