"""Digital signatures over a package: any change of it makes them void.

Layout after ECMA-376 part 2, clause 12. A signature of the macro project alone is none of these.
"""

from xlcrm.opc import markup
from xlcrm.opc.names import relationships_name
from xlcrm.opc.package import Package
from xlcrm.opc.relationships import Relationships

_HOME = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/"


def signed(package: Package) -> bool:
    """Whether somebody has signed a package.

    A signature that was taken back leaves its origin part, without signatures, behind.

    Raises:
        BookDamagedError: the relationships that would say so cannot be read.
    """
    return any(
        item.type == _HOME + "signature" and item.target in package
        for origin in _related(package, "")
        if origin.type == _HOME + "origin"
        for item in _related(package, origin.target)
    )


def _related(package: Package, source: str) -> Relationships:
    name = relationships_name(source)
    if name not in package:
        return Relationships(source)
    try:
        return Relationships(source, markup.parse(package.read(name)))
    except markup.MarkupError as error:
        raise package.damaged(name, str(error)) from error
