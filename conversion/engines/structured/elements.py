"""XML as data: attributes are keys with an @, text beside them is #text, elements that repeat are lists."""

import re
from xml.etree import ElementTree as ET

from conversion.contents import safe_xml
from conversion.engines.structured import trees
from conversion.engines.structured.trees import Record, Tree

ATTRIBUTE, TEXT = "@", "#text"
ROOT, ITEM = "root", "item"
NOT_IN_NAMES = re.compile(r"[^\w.-]")
NO_BEGINNING = re.compile(r"^(?=[\d.-]|xml)", re.IGNORECASE)
NOT_IN_XML = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def read(content: str) -> Tree:
    """The root's name and what is in it; namespaces are dropped."""
    root = safe_xml.parse(content)
    return {_local(root.tag): _value(root)}


def _value(element: ET.Element) -> Tree:
    found: Record = {ATTRIBUTE + _local(name): value for name, value in element.attrib.items()}
    for child in element:
        if isinstance(child.tag, str):
            _add(found, _local(child.tag), _value(child))
    said = " ".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    if not found:
        return said or None
    return found | ({TEXT: said} if said else {})


def _add(found: Record, name: str, value: Tree) -> None:
    """A second one of that name makes a list of them."""
    if name not in found:
        found[name] = value
    elif isinstance(found[name], list):
        found[name].append(value)
    else:
        found[name] = [found[name], value]


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def write(value: Tree) -> str:
    """The only key is the root where there is only one, and it is no list."""
    if isinstance(value, dict) and len(value) == 1 and not isinstance(next(iter(value.values())), list):
        ((name, inner),) = value.items()
    else:
        name, inner = ROOT, value if isinstance(value, dict) else {ITEM: value}
    root = _element(name, inner)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _element(name: str, value: Tree) -> ET.Element:
    element = ET.Element(_name(name))
    for key, item in value.items() if isinstance(value, dict) else ((TEXT, value),):
        if key.startswith(ATTRIBUTE) and not isinstance(item, dict | list):
            element.set(_name(key[1:]), _text(item))
        elif key == TEXT and not isinstance(item, dict | list):
            element.text = _text(item) or None
        else:
            element.extend(_element(key, each) for each in _each(item))
    return element


def _each(value: Tree) -> list[Tree]:
    """A list within a list is an element of items."""
    if not isinstance(value, list):
        return [value]
    return [{ITEM: item} if isinstance(item, list) else item for item in value]


def _text(value: Tree) -> str:
    return NOT_IN_XML.sub("", trees.text(value))


def _name(key: str) -> str:
    """A key as a name that XML allows."""
    return NO_BEGINNING.sub("_", NOT_IN_NAMES.sub("_", key)) or ITEM
