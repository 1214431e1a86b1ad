"""The CRM tab of the ribbon, and what its buttons call: both from the catalogue of commands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from xlcrm.hosts.excel.vba_text import vba_text
from xlcrm.language import text
from xlcrm.macros.catalogue import COMMANDS, Command, Kind

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
MODULE = "XlcrmRibbon"
APPLY = "_apply"

_ICONS: Mapping[str, str] = {
    "import": "ImportTextFile",
    "validate": "DataValidation",
    "checkup": "ReviewTrackChanges",
    "leads": "SortUp",
    "convert": "FindDialog",
    "convert_apply": "AcceptInvitation",
    "undo": "Undo",
    "refresh": "RefreshAll",
    "why": "ErrorChecking",
}
"""Names that ribbons of others use; Excel shows no picture for a name that it does not know."""

_ANY_ICON = "MacroPlay"
_GROUPS: Mapping[str, str] = {
    "validate": "daily",
    "leads": "daily",
    "convert": "daily",
    "refresh": "daily",
    "import": "data",
    "checkup": "data",
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
    def icon(self) -> str:
        """The name of a picture of Excel's own."""
        return _ICONS.get(self.name, _ANY_ICON)


def buttons(commands: Iterable[Command] = tuple(COMMANDS.values())) -> list[Button]:
    """The buttons in the order of their groups.

    A command that is looked at first and done by `apply` has two.
    """
    found = [button for command in commands if command.button for button in _of(command)]
    why = ("why", "more", text("excel.why_label"), text("excel.why_tip"))
    found.append(Button(*why, command=None))
    return sorted(found, key=lambda button: _ORDER.index(button.group))


def _of(command: Command) -> Iterator[Button]:
    name = command.name.replace("-", "_")
    group = _GROUPS.get(command.name, "more")
    label = text(f"command.{command.name}.label")
    yield Button(name, group, label, text(f"command.{command.name}.tip"), command)
    if any(parameter.name == "apply" for parameter in command.parameters):
        tip = text("excel.apply_tip", label=label)
        told = text("excel.apply_label", label=label)
        yield Button(name + APPLY, group, told, tip, command)


def key_tips(shown: Iterable[Button]) -> dict[str, str]:
    """A key for each button by its name: a letter of its label where one is free."""
    taken: dict[str, str] = {}
    for button in shown:
        letters = [c for c in button.label.upper() if "A" <= c <= "Z"]
        spare = [chr(code) for code in (*range(ord("A"), ord("Z") + 1), *range(ord("1"), 58))]
        taken[button.name] = next(c for c in (*letters, *spare) if c not in taken.values())
    return taken


def ribbon_xml(shown: Iterable[Button]) -> bytes:
    """customUI14.xml: the tab with its groups.

    Args:
        shown: the buttons in order.
    """
    listed = list(shown)
    keys = key_tips(listed)
    root = etree.fromstring(f'<customUI xmlns="{NAMESPACE}"/>')
    root.set("onLoad", f"{MODULE}.XlcrmLoaded")
    tabs = etree.SubElement(etree.SubElement(root, _tag("ribbon")), _tag("tabs"))
    tab = etree.SubElement(tabs, _tag("tab"), id="xlcrmTab", label=text("excel.tab"), keytip="Y")
    for group in _ORDER:
        members = [button for button in listed if button.group == group]
        if not members:
            continue
        label = text(f"excel.group.{group}")
        holder = etree.SubElement(tab, _tag("group"), id=f"xlcrmGroup_{group}", label=label)
        for button in members:
            etree.SubElement(holder, _tag("button"), _attributes(button, keys[button.name]))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _attributes(button: Button, key: str) -> dict[str, str]:
    return {
        "id": f"xlcrm_{button.name}",
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
    """The module that the ribbon calls: one procedure per button."""
    return _HEAD + "\n\n".join(_callback(button) for button in shown) + "\n"


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
    enabled = XlcrmIsCrm(Application.ActiveWorkbook)
End Sub

"""


def _callback(button: Button) -> str:
    command = button.command
    body = "XlcrmExplain"
    if command is not None:
        options = ["apply", "yes"] if button.name.endswith(APPLY) else []
        previewed = any(parameter.name == "dry_run" for parameter in command.parameters)
        body = (
            f'XlcrmRun "{command.name}", {_array(options)}, {previewed}, '
            f"{_array(_questions(command))}"
        )
    return f"Public Sub XlcrmDo_{button.name}(control As IRibbonControl)\n    {body}\nEnd Sub"


def _questions(command: Command) -> list[str]:
    asked: list[str] = []
    for parameter in command.parameters:
        if parameter.positional and parameter.required:
            kind = "file" if parameter.kind is Kind.FILE else "text"
            asked += [parameter.name, kind, text(f"command.{command.name}.{parameter.name}")]
    return asked


def _array(values: list[str]) -> str:
    return f"Array({', '.join(vba_text(value) for value in values)})"
