"""The CRM tab of the ribbon, and what its buttons call: both from the catalogue of commands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from xlcrm.language import DEFAULT, text
from xlcrm.macros.catalogue import COMMANDS, Command

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
MODULE = "XlcrmRibbon"

_ICONS: Mapping[str, str] = {
    "import": "ImportTextFile",
    "validate": "DataValidation",
    "checkup": "ReviewTrackChanges",
    "leads": "SortUp",
    "convert": "FindDialog",
    "undo": "Undo",
    "refresh": "RefreshAll",
    "suggestions": "AcceptInvitation",
    "erase": "Delete",
    "card": "DistributionListSelectMembers",
    "today": "FunctionsDateTimeInsertGallery",
    "clean": "RemoveDuplicates",
    "copy": "FileSendAsAttachment",
    "adopt": "TableInsert",
    "about": "Info",
    "why": "ErrorChecking",
}
"""Names that ribbons of others use; Excel shows no picture for a name that it does not know."""

_ANY_ICON = "MacroPlay"
"""Of a command that came later."""

_GROUPS: Mapping[str, str] = {
    "validate": "daily",
    "leads": "daily",
    "convert": "daily",
    "refresh": "daily",
    "today": "daily",
    "card": "daily",
    "import": "data",
    "checkup": "data",
    "suggestions": "data",
    "clean": "data",
    "undo": "data",
}
_ORDER = ("daily", "data", "more")


@dataclass(frozen=True)
class Button:
    """One button.

    Attributes:
        name: as the callback and the control are named after.
        group: in which it stands.
        label: what it says.
        tip: what it shows on hovering.
        command: what it runs; None for what the add-in does itself.
    """

    name: str
    group: str
    label: str
    tip: str
    command: Command | None

    @property
    def anywhere(self) -> bool:
        """Whether it is of use in a workbook that is no CRM."""
        return self.command is None or self.command.anywhere

    @property
    def icon(self) -> str:
        """The name of a picture of Excel's own."""
        return _ICONS.get(self.name, _ANY_ICON)


def buttons(language: str = DEFAULT) -> list[Button]:
    """The buttons in the order of their groups.

    Args:
        language: of what they say.
    """
    found = [_button(command, language) for command in COMMANDS.values() if command.button]
    why = ("why", "more", text("excel.why_label", language), text("excel.why_tip", language))
    found.append(Button(*why, command=None))
    return sorted(found, key=lambda button: _ORDER.index(button.group))


def _button(command: Command, language: str) -> Button:
    return Button(
        command.name.replace("-", "_"),
        _GROUPS.get(command.name, "more"),
        text(f"command.{command.name}.label", language),
        text(f"command.{command.name}.tip", language),
        command,
    )


def key_tips(shown: Iterable[Button]) -> dict[str, str]:
    """A key for each button by its name: a letter of its label where one is free."""
    taken: dict[str, str] = {}
    for button in shown:
        letters = [c for c in button.label.upper() if "A" <= c <= "Z"]
        spare = [chr(code) for code in (*range(ord("A"), ord("Z") + 1), *range(ord("1"), 58))]
        taken[button.name] = next(c for c in (*letters, *spare) if c not in taken.values())
    return taken


def ribbon_xml(language: str = DEFAULT) -> bytes:
    """customUI14.xml: the tab with its groups.

    Keys are those of the English labels in every language.

    Args:
        language: of what the tab says.
    """
    listed = buttons(language)
    keys = key_tips(buttons())
    root = etree.fromstring(f'<customUI xmlns="{NAMESPACE}"/>')
    root.set("onLoad", f"{MODULE}.XlcrmLoaded")
    tabs = etree.SubElement(etree.SubElement(root, _tag("ribbon")), _tag("tabs"))
    name = text("excel.tab", language)
    tab = etree.SubElement(tabs, _tag("tab"), id="xlcrmTab", label=name, keytip="Y")
    for group in _ORDER:
        members = [button for button in listed if button.group == group]
        if not members:
            continue
        label = text(f"excel.group.{group}", language)
        holder = etree.SubElement(tab, _tag("group"), id=f"xlcrmGroup_{group}", label=label)
        for button in members:
            etree.SubElement(holder, _tag("button"), _attributes(button, keys[button.name]))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _attributes(button: Button, key: str) -> dict[str, str]:
    return {
        "id": f"{_ID}{button.name}",
        "label": button.label,
        "screentip": button.label,
        "supertip": button.tip,
        "imageMso": button.icon,
        "size": "large" if button.group == _ORDER[0] else "normal",
        "keytip": key,
        "getEnabled": f"{MODULE}.XlcrmEnabled",
        "onAction": f"{MODULE}.XlcrmDo_{button.name}",
    }


def callbacks_code(shown: Iterable[Button]) -> str:
    """The module that the ribbon calls: one procedure per button.

    Args:
        shown: the buttons.
    """
    return _HEAD + "\n\n".join(_callback(button) for button in shown) + "\n"


def anywhere_ids(shown: Iterable[Button]) -> str:
    """The ids of the controls that are of use in any workbook, as VBA lists texts.

    Args:
        shown: the buttons.
    """
    return ", ".join(f'"{_ID}{button.name}"' for button in shown if button.anywhere)


_ID = "xlcrm_"
"""Ids of controls begin so; the name of the button follows."""

_HEAD = """Option Explicit

' What the ribbon calls.

Private shownRibbon As IRibbonUI

Public Sub XlcrmLoaded(ribbon As IRibbonUI)
    Set shownRibbon = ribbon
End Sub

' Buttons are looked at again: another workbook is in front.
Public Sub XlcrmShowButtons()
    If Not shownRibbon Is Nothing Then shownRibbon.Invalidate
End Sub

Public Sub XlcrmEnabled(control As IRibbonControl, ByRef enabled As Variant)
    enabled = XlcrmIsOfUse(control.Id, Application.ActiveWorkbook)
End Sub

"""


def _callback(button: Button) -> str:
    command = button.command
    body = "XlcrmExplain" if command is None else f'XlcrmRun control.Id, "{command.name}"'
    return f"Public Sub XlcrmDo_{button.name}(control As IRibbonControl)\n    {body}\nEnd Sub"
