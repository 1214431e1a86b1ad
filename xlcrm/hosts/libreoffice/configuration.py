"""The extension's configuration files, generated from the catalogue of functions."""

from collections.abc import Iterable, Mapping

from lxml import etree

from xlcrm.hosts.libreoffice.names import ADD_IN, CLOSED, DOCUMENT, EVENTS, OPENED, SAVED, SAVING
from xlcrm.language import LANGUAGES, text
from xlcrm.udfs.catalogue import FUNCTIONS, Function

_OOR = "http://openoffice.org/2001/registry"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LOCALES = {"en": "en-US"}
"""The office's name for a language of ours, where it is another."""


def functions_configuration() -> bytes:
    """CalcAddIns.xcu: what the function wizard shows of each function, in every language."""
    root = _root("CalcAddIns", "org.openoffice.Office")
    add_in = _node(_node(root, "AddInInfo"), ADD_IN, new=True)
    listed = _node(add_in, "AddInFunctions")
    for function in FUNCTIONS.values():
        _describe(_node(listed, function.name, new=True), function)
    return _written(root)


def _describe(node: etree._Element, function: Function) -> None:
    _texts(node, "DisplayName", dict.fromkeys(LANGUAGES, function.name))
    _texts(node, "CompatibilityName", dict.fromkeys(LANGUAGES, function.name))
    _texts(node, "Description", _said(f"function.{function.name}.tip"))
    _value(_property(node, "Category"), "Add-In")
    parameters = _node(node, "Parameters")
    _node(parameters, DOCUMENT, new=True)  # Calc asks for it, and shows it to nobody
    for argument in function.arguments:
        parameter = _node(parameters, argument.name, new=True)
        _texts(parameter, "DisplayName", dict.fromkeys(LANGUAGES, argument.name))
        _texts(parameter, "Description", _said(f"function.argument.{argument.name}"))


def events_configuration() -> bytes:
    """Jobs.xcu: the events of a document at which the office calls the extension."""
    root = _root("Jobs", "org.openoffice.Office")
    job = _node(_node(root, "Jobs"), EVENTS, new=True)
    _value(_property(job, "Service"), EVENTS)
    events = _node(root, "Events")
    for event in (*OPENED, *SAVING, *SAVED, *CLOSED):
        listed = _node(_node(events, event, fuse=True), "JobList")
        _node(listed, EVENTS, new=True)
    return _written(root)


def _said(key: str) -> dict[str, str]:
    return {language: text(key, language) for language in LANGUAGES}


def _root(name: str, package: str) -> etree._Element:
    root = etree.Element(f"{{{_OOR}}}component-data", nsmap={"oor": _OOR})
    root.set(f"{{{_OOR}}}name", name)
    root.set(f"{{{_OOR}}}package", package)
    return root


def _node(
    parent: etree._Element, name: str, *, new: bool = False, fuse: bool = False
) -> etree._Element:
    node = etree.SubElement(parent, "node")
    node.set(f"{{{_OOR}}}name", name)
    if new or fuse:
        node.set(f"{{{_OOR}}}op", "replace" if new else "fuse")
    return node


def _property(node: etree._Element, name: str) -> etree._Element:
    prop = etree.SubElement(node, "prop")
    prop.set(f"{{{_OOR}}}name", name)
    return prop


def _value(prop: etree._Element, content: str, locale: str = "") -> None:
    value = etree.SubElement(prop, "value")
    value.text = content
    if locale:
        value.set(_LANG, locale)


def _texts(node: etree._Element, name: str, by_language: Mapping[str, str]) -> None:
    prop = _property(node, name)
    for language, content in by_language.items():
        _value(prop, content, _LOCALES.get(language, language))


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def manifest(files: Iterable[tuple[str, str]]) -> bytes:
    """META-INF/manifest.xml.

    Args:
        files: the path and the media type of each file that the office has to look at, in the
            order in which it has to.
    """
    space = "http://openoffice.org/2001/manifest"
    root = etree.Element(f"{{{space}}}manifest", nsmap={"manifest": space})
    for path, kind in files:
        entry = etree.SubElement(root, f"{{{space}}}file-entry")
        entry.set(f"{{{space}}}full-path", path)
        entry.set(f"{{{space}}}media-type", kind)
    return _written(root)


def description(identifier: str, version: str, titles: Mapping[str, str]) -> bytes:
    """description.xml: what the extension manager shows.

    Args:
        identifier: the extension's.
        version: such as "0.1.0".
        titles: what the extension is called, by language.
    """
    space = "http://openoffice.org/extensions/description/2006"
    root = etree.Element(f"{{{space}}}description", nsmap={"d": space})
    etree.SubElement(root, f"{{{space}}}identifier").set("value", identifier)
    etree.SubElement(root, f"{{{space}}}version").set("value", version)
    names = etree.SubElement(root, f"{{{space}}}display-name")
    for language, title in titles.items():
        name = etree.SubElement(names, f"{{{space}}}name")
        name.set("lang", language)
        name.text = title
    return _written(root)


def components(loader: str, services: Mapping[str, str]) -> bytes:
    """The list of components, by which the office knows them without running any.

    Args:
        loader: the path of the Python file that has them.
        services: the service that each class is.
    """
    space = "http://openoffice.org/2010/uno-components"
    root = etree.Element(f"{{{space}}}components", nsmap={"c": space})
    component = etree.SubElement(root, f"{{{space}}}component")
    component.set("loader", "com.sun.star.loader.Python")
    component.set("uri", loader)
    for name, service in services.items():
        implementation = etree.SubElement(component, f"{{{space}}}implementation")
        implementation.set("name", name)
        etree.SubElement(implementation, f"{{{space}}}service").set("name", service)
    return _written(root)
