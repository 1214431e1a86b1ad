"""The office's configuration as files: nodes, properties and texts in every language."""

from collections.abc import Mapping

from lxml import etree

from xlcrm.language import LANGUAGES, text

_OOR = "http://openoffice.org/2001/registry"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LOCALES = {"en": "en-US"}
"""The office's name for a language of ours, where it is another."""


def component(name: str, package: str) -> etree._Element:
    """The root of a file that sets a part of the configuration."""
    root = etree.Element(f"{{{_OOR}}}component-data", nsmap={"oor": _OOR})
    root.set(f"{{{_OOR}}}name", name)
    root.set(f"{{{_OOR}}}package", package)
    return root


def node(
    parent: etree._Element, name: str, *, new: bool = False, fuse: bool = False
) -> etree._Element:
    """A node: one that is there, one that is `new`, or one that is either (`fuse`)."""
    made = etree.SubElement(parent, "node")
    made.set(f"{{{_OOR}}}name", name)
    if new or fuse:
        made.set(f"{{{_OOR}}}op", "replace" if new else "fuse")
    return made


def put(parent: etree._Element, name: str, content: str) -> None:
    """Sets a property that is the same in every language."""
    etree.SubElement(_property(parent, name), "value").text = content


def put_texts(parent: etree._Element, name: str, by_language: Mapping[str, str]) -> None:
    """Sets a property that is a text in every language."""
    prop = _property(parent, name)
    for language, content in by_language.items():
        value = etree.SubElement(prop, "value")
        value.text = content
        value.set(_LANG, _LOCALES.get(language, language))


def said(key: str) -> dict[str, str]:
    """The text of a key in every language."""
    return {language: text(key, language) for language in LANGUAGES}


def written(root: etree._Element) -> bytes:
    """The file."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _property(parent: etree._Element, name: str) -> etree._Element:
    prop = etree.SubElement(parent, "prop")
    prop.set(f"{{{_OOR}}}name", name)
    return prop
