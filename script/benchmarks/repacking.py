"""The floor of editing a part: inflating it and deflating it again, as zipfile does both."""

import sys
import time
import zipfile
import zlib
from pathlib import Path

_CHUNK = 1 << 20


def repack(book: Path, part: str) -> float:
    """The CPU seconds that it takes; nothing is kept.

    Args:
        book: the workbook.
        part: its part.
    """
    start = time.process_time()
    machine = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
    with zipfile.ZipFile(book) as archive, archive.open(part) as inflated:
        while piece := inflated.read(_CHUNK):
            machine.compress(piece)
    machine.flush()
    return time.process_time() - start


if __name__ == "__main__":
    print("bench: step", repack(Path(sys.argv[1]), sys.argv[2]))
