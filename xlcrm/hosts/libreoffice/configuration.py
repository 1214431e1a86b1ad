"""The extension's configuration files, generated from the catalogue of functions."""

from collections.abc import Iterable, Mapping

from lxml import etree

from xlcrm.hosts.libreoffice.names import ADD_IN, CLOSED, DOCUMENT, EVENTS, OPENED, SAVED, SAVING
from xlcrm.hosts.libreoffice.registry import component, node, put, put_texts, said, written
from xlcrm.language import LANGUAGES
from xlcrm.udfs.catalogue import FUNCTIONS, Function
from xlcrm.udfs.declaration import Argument


def functions_configuration() -> bytes:
    """CalcAddIns.xcu: what the function wizard shows of each function, in every language."""
    root = component("CalcAddIns", "org.openoffice.Office")
    add_in = node(node(root, "AddInInfo"), ADD_IN, new=True)
    listed = node(add_in, "AddInFunctions")
    for function in FUNCTIONS.values():
        _describe(node(listed, function.name, new=True), function)
    return written(root)


def _describe(entry: etree._Element, function: Function) -> None:
    put_texts(entry, "DisplayName", dict.fromkeys(LANGUAGES, function.name))
    put_texts(entry, "CompatibilityName", dict.fromkeys(LANGUAGES, function.name))
    put_texts(entry, "Description", said(f"function.{function.name}.tip"))
    put(entry, "Category", "Add-In")
    parameters = node(entry, "Parameters")
    node(parameters, DOCUMENT, new=True)  # Calc asks for it, and shows it to nobody
    for argument in function.arguments:
        parameter = node(parameters, argument.name, new=True)
        put_texts(parameter, "DisplayName", dict.fromkeys(LANGUAGES, argument.name))
        put_texts(parameter, "Description", _told(argument))


def _told(argument: Argument) -> dict[str, str]:
    """What an argument is, and that it is needed: Calc itself takes all as optional."""
    what = said(f"function.argument.{argument.name}")
    if argument.optional:
        return what
    needed = said("office.needed")
    return {language: f"{what[language]} {needed[language]}" for language in what}


def events_configuration() -> bytes:
    """Jobs.xcu: the events of a document at which the office calls the extension."""
    root = component("Jobs", "org.openoffice.Office")
    job = node(node(root, "Jobs"), EVENTS, new=True)
    put(job, "Service", EVENTS)
    events = node(root, "Events")
    for event in (*OPENED, *SAVING, *SAVED, *CLOSED):
        listed = node(node(events, event, fuse=True), "JobList")
        node(listed, EVENTS, new=True)
    return written(root)


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
    return written(root)


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
    return written(root)


def components(loader: str, services: Mapping[str, str]) -> bytes:
    """The list of components, by which the office knows them without running any.

    Args:
        loader: the path of the Python file that has them.
        services: the service that each class is.
    """
    space = "http://openoffice.org/2010/uno-components"
    root = etree.Element(f"{{{space}}}components", nsmap={"c": space})
    entry = etree.SubElement(root, f"{{{space}}}component")
    entry.set("loader", "com.sun.star.loader.Python")
    entry.set("uri", loader)
    for name, service in services.items():
        implementation = etree.SubElement(entry, f"{{{space}}}implementation")
        implementation.set("name", name)
        etree.SubElement(implementation, f"{{{space}}}service").set("name", service)
    return written(root)
