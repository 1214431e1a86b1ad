"""The frames of a state of a document, each made once for all that is computed from it."""

from dataclasses import dataclass

import polars as pl

from xlcrm.frames import Frames
from xlcrm.hosts.libreoffice.consulted import Consulted


@dataclass(frozen=True)
class SharedFrames(Frames):
    """Frames whose cells are looked at even where somebody else has made the frame already.

    So whoever watches the cells knows what was asked for.
    """

    grids: Consulted

    def __getitem__(self, table: str) -> pl.DataFrame:
        """See `Frames`."""
        self.grid(table)
        made = self.grids.made
        if table not in made:
            made[table] = super().__getitem__(table)
        return made[table]
