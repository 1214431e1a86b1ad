"""Modules of a VBA project: their kinds, and the attributes that stand above their code."""

from dataclasses import dataclass
from enum import Enum

CODE_PAGE = "cp1252"
_LONGEST = 31
"""The longest name that the VBA editor takes."""


class ModuleKind(Enum):
    """What a module is; its value is the class from which it is made."""

    PROCEDURES = ""
    CLASS = "{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
    WORKBOOK = "{00020819-0000-0000-C000-000000000046}"
    SHEET = "{00020820-0000-0000-C000-000000000046}"

    @property
    def is_document(self) -> bool:
        """Whether it belongs to the workbook or a sheet of it."""
        return self in {ModuleKind.WORKBOOK, ModuleKind.SHEET}


@dataclass(frozen=True)
class Module:
    """One module.

    Attributes:
        name: as code names it; of a document, its code name in the workbook.
        kind: what it is.
        code: without the attributes above it; lines end as they like.
    """

    name: str
    kind: ModuleKind
    code: str = ""

    @property
    def source(self) -> bytes:
        """The whole text: attributes and code, lines ended by CR LF.

        Raises:
            ValueError: the name is too long, or a character is not in the code page.
        """
        if not 0 < len(self.name) <= _LONGEST:
            raise ValueError(self.name)
        lines = [*self._attributes(), *self.code.strip("\r\n").splitlines()]
        return "".join(f"{line}\r\n" for line in lines).encode(CODE_PAGE)

    def _attributes(self) -> list[str]:
        name = f'Attribute VB_Name = "{self.name}"'
        if self.kind is ModuleKind.PROCEDURES:
            return [name]
        document = self.kind.is_document
        flags = {
            "GlobalNameSpace": False,
            "Creatable": False,
            "PredeclaredId": document,
            "Exposed": document,
            "TemplateDerived": False,
            "Customizable": document,
        }
        return [
            name,
            f'Attribute VB_Base = "0{self.kind.value}"',
            *(f"Attribute VB_{flag} = {value}" for flag, value in flags.items()),
        ]
