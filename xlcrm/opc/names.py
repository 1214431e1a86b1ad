"""Part names: how they compare, and how one part names another."""

import posixpath
import re
from collections.abc import Container
from functools import lru_cache
from urllib.parse import unquote

_NUMBERED = re.compile(r"^(.*?)([0-9]*)(\.[^.]+)$")


@lru_cache(4096)
def part_key(name: str) -> str:
    """The form in which part names compare: no leading slash, forward slashes, lower case.

    Part names are equal without regard to case (ECMA-376 part 2, 6.2.2.3).
    """
    return name.replace("\\", "/").lstrip("/").lower()


def resolve(base: str, target: str) -> str:
    """The part that a relationship's target names.

    Args:
        base: the part that the relationship belongs to; "" for the package itself.
        target: absolute ("/xl/a.xml") or relative to the folder of `base`.
    """
    target = unquote(target.replace("\\", "/"))
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    folder = posixpath.dirname(base.replace("\\", "/").lstrip("/"))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def relative(base: str, part: str) -> str:
    """The target by which `base` names `part`, relative to the folder of `base`."""
    folder = posixpath.dirname(base.replace("\\", "/").lstrip("/"))
    return posixpath.relpath("/" + part.lstrip("/"), "/" + folder)


def relationships_name(part: str) -> str:
    """The part that holds the relationships of a part ("" for the package itself)."""
    folder, name = posixpath.split(part.replace("\\", "/").lstrip("/"))
    return posixpath.join(folder, "_rels", name + ".rels")


def fresh(pattern: str, taken: Container[str]) -> str:
    """A name like `pattern` ("xl/charts/chart1.xml") with the lowest number that is free.

    Args:
        pattern: a part name; its number, if any, is replaced.
        taken: keys (see `part_key`) of the names that are in use.
    """
    match = _NUMBERED.match(pattern)
    stem, ending = (match[1], match[3]) if match else (pattern, "")
    number = 1
    while part_key(f"{stem}{number}{ending}") in taken:
        number += 1
    return f"{stem}{number}{ending}"
