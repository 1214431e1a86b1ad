"""The add-in as a package: Microsoft's validator, the ribbon's rules, and names that VBA allows."""

import re
import zipfile

import pytest
from lxml import etree
from openpyxl.utils import FORMULAE

from xlcrm.cells import Address
from xlcrm.hosts.excel.ribbon import NAMESPACE, buttons, key_tips
from xlcrm.hosts.excel.sources import modules
from xlcrm.hosts.excel.vba_text import vba_text
from xlcrm.hosts.excel.wrappers import DEPENDS_ON
from xlcrm.macros.catalogue import COMMANDS
from xlcrm.udfs.catalogue import FUNCTIONS

# Reserved identifiers of MS-VBAL 3.3.5.2, and words that VBA's editor takes for its own.
RESERVED = set(
    re.findall(
        r"\w+",
        """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte
    ccur cdate cdbl cdec cdecl cint circle clng clnglng clngptr close const csng cstr
    currency cvar cverr date debug decimal declare defbool defbyte defcur defdate defdbl
    defdec defint deflng deflnglng deflngptr defobj defsng defstr defvar dim do doevents
    double each else elseif empty end endif enum eqv erase error event exit false fix for
    friend function get global go gosub goto if imp implements in input inputb int integer
    is lbound len lenb let like line linput lock long longlong longptr loop lset me mid mod
    name new next not nothing null object on open option optional or paramarray preserve
    print private property pset public put raiseevent redim rem resume return rset scale
    seek select set sgn shared single spc static step stop string sub tab then time to true
    type typeof ubound unlock until variant wend while width with withevents write xor
""",
    )
)
DECLARED = re.compile(
    r"^\s*(?:Public|Private) (?:Sub|Function) (\w+)\((.*?)\)", re.MULTILINE | re.DOTALL
)


@pytest.fixture(scope="module")
def code(baked):
    return {module.name: module.source.decode("cp1252") for module in modules(baked)}


@pytest.fixture(scope="module")
def ribbon(addin):
    with zipfile.ZipFile(addin) as archive:
        return etree.fromstring(archive.read("customUI/customUI14.xml"))


def controls(ribbon):
    return list(ribbon.iter(f"{{{NAMESPACE}}}button"))


def test_the_package_is_valid_for_microsofts_sdk(addin, sdk_errors):
    assert sdk_errors(addin) == []


def test_every_command_with_a_button_is_in_the_ribbon(ribbon):
    ids = {control.get("id") for control in controls(ribbon)}
    for command in COMMANDS.values():
        assert (f"xlcrm_{command.name.replace('-', '_')}" in ids) == command.button, command.name
    assert "xlcrm_why" in ids


def test_the_ribbon_keeps_the_schemas_rules(ribbon):
    for element in ribbon.iter():
        assert etree.QName(element).namespace == NAMESPACE
    path = [etree.QName(element).localname for element in ribbon.iter()][:3]
    assert path == ["customUI", "ribbon", "tabs"]
    ids = [element.get("id") for element in ribbon.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    allowed = {"id", "label", "screentip", "supertip", "imageMso", "size", "keytip", "getEnabled"}
    for control in controls(ribbon):
        assert set(control.attrib) == allowed | {"onAction"}
        assert re.fullmatch(r"[A-Za-z_][\w.]*", control.get("id"))
        assert control.get("size") in {"large", "normal"}
        assert re.fullmatch(r"[A-Z0-9]{1,3}", control.get("keytip"))
        assert all(1 <= len(value) <= 1024 for value in control.attrib.values())
        assert re.fullmatch(r"[A-Za-z]\w+", control.get("imageMso"))


def test_each_button_has_a_picture_a_label_and_a_tip_of_its_own():
    shown = buttons()
    assert "MacroPlay" not in {button.icon for button in shown}
    for what in ("icon", "label", "tip"):
        assert len({getattr(button, what) for button in shown}) == len(shown), what


def test_key_tips_differ():
    tips = key_tips(buttons())
    assert len(set(tips.values())) == len(tips) == len(buttons())


def test_every_callback_exists_with_its_signature(ribbon, code):
    signatures = dict(DECLARED.findall(code["XlcrmRibbon"]))
    one = "control As IRibbonControl"
    wanted = {"onAction": one, "getEnabled": f"{one}, ByRef enabled As Variant"}
    assert signatures[ribbon.get("onLoad").removeprefix("XlcrmRibbon.")] == "ribbon As IRibbonUI"
    for control in controls(ribbon):
        for attribute, signature in wanted.items():
            module, _, name = control.get(attribute).partition(".")
            assert module == "XlcrmRibbon"
            assert signatures[name] == signature


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_no_function_is_called_like_a_cell_or_a_built_in(function):
    assert re.fullmatch(r"[A-Z][A-Z0-9_]{1,30}", function.name)
    assert function.name not in FORMULAE
    with pytest.raises(ValueError, match=function.name):
        Address.parse(function.name)
    assert not re.fullmatch(r"[Rr]\d*[Cc]\d*", function.name)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_no_argument_is_a_word_of_vba(function):
    names = [argument.name.casefold() for argument in function.arguments]
    assert not RESERVED & {*names, DEPENDS_ON}
    assert len({*names, DEPENDS_ON}) == len(names) + 1


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_each_wrapper_agrees_with_the_catalogue(function, code):
    signatures = dict(DECLARED.findall(code["XlcrmFunctions"]))
    given = re.findall(r"Optional ByVal (\w+) As Variant", signatures[function.name])
    assert given == [*(argument.name for argument in function.arguments), DEPENDS_ON]
    text = code["XlcrmFunctions"]
    assert f'Attribute {function.name}.VB_Description = "' in text
    passed = ", ".join(f"XlcrmGiven({argument.name})" for argument in function.arguments)
    assert f'{function.name} = XlcrmAnswer("{function.name}", Array({passed}))' in text


def test_volatile_only_where_no_range_is_given(code):
    volatile = re.findall(r"^.*Application\.Volatile.*$", code["XlcrmFunctions"], re.MULTILINE)
    assert len(volatile) == len(FUNCTIONS)
    wanted = f"If IsMissing({DEPENDS_ON}) Then Application.Volatile"
    assert {line.strip() for line in volatile} == {wanted}
    assert not any("Volatile" in text for name, text in code.items() if name != "XlcrmFunctions")


def test_no_name_that_is_declared_is_reserved(code):
    for name, text in code.items():
        for line in text.splitlines():
            plain = line.split("'")[0]
            found = re.findall(r"(?:Dim|ByVal|ByRef|, |Private|Public) (\w+)(?:\(\))? As ", plain)
            assert not RESERVED & {word.casefold() for word in found}, (name, line)


def test_procedures_have_names_of_their_own(code):
    names = [name for text in code.values() for name, _ in DECLARED.findall(text)]
    private = {"Watch", "Workbook_Open"} | {name for name in names if name.startswith("app_")}
    ours = [name for name in names if name not in private]
    assert len(ours) == len({name.casefold() for name in ours})
    assert all(name in FUNCTIONS or name.startswith("Xlcrm") for name in ours)


def test_every_procedure_that_is_called_exists(code):
    declared = {name for text in code.values() for name, _ in DECLARED.findall(text)}
    objects = set(code)  # the names of modules and classes
    for name, text in code.items():
        plain = re.sub(r'"[^"\r\n]*"|\'[^\r\n]*', "", text)
        called = set(re.findall(r"\bXlcrm\w+", plain))
        assert called <= declared | objects, (name, called - declared - objects)


def test_the_modules_are_vba_as_it_is_stored(code, check_lines):
    check_lines(code)
    for name, text in code.items():
        assert text.count("Option Explicit") == (0 if name == "Sheet1" else 1)


def test_what_is_not_for_cells_is_hidden_from_them(code):
    shown = {name for name, text in code.items() if "Option Private Module" not in text}
    documents_and_classes = {"ThisWorkbook", "Sheet1", "XlcrmEvents"}
    assert shown - documents_and_classes == {"XlcrmFunctions", "XlcrmRibbon"}


def test_one_server_for_all_workbooks(code, baked):
    """The command line is a constant, names no workbook, and starts no shell."""
    assert str(baked.python) in baked.command_line
    for word in ("cmd", "wscript", "powershell", "ActiveWorkbook", "FullName"):
        assert word.casefold() not in baked.command_line.casefold()
    everything = "\n".join(code.values())
    # Neither trust in the project nor anything that a workbook says of Python is asked for.
    assert not re.search(r"VBProject|VBComponents|\bVBE\b|\.conf\b|INTERPRETER", everything)
    assert not re.search(r"\bShell\b|CreateObject|GetObject|WScript|Environ\(\"PATH", everything)
    assert "xlwings64-0.37.8.dll" in code["XlcrmServer"]


def test_functions_ask_for_their_own_workbook(code):
    """The active workbook is asked for by buttons only, and where nobody called from a cell."""
    for name in ("XlcrmBridge", "XlcrmFunctions", "XlcrmCache"):
        assert "ActiveWorkbook" not in code[name]
    assert code["XlcrmTables"].count("ActiveWorkbook") == 1


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", '""'),
        ('say "yes"', '"say ""yes"""'),
        ("Ж", "ChrW(1046)"),
        ("a\nb", '"a" & ChrW(10) & "b"'),
        ("\U0001f600", "ChrW(-10179) & ChrW(-8704)"),
    ],
)
def test_texts(text, written):
    assert vba_text(text) == written
