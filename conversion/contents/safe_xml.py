"""XML from strangers: no entities, nothing from outside."""

import re
from xml.etree import ElementTree as ET

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from conversion.errors import DamagedFileError

DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")  # names an encoding that a text which is read no longer has


def parse(content: str) -> ET.Element:
    """The root element; raises `DamagedFileError`, also for declared entities."""
    try:
        return fromstring(DECLARATION.sub("", content, count=1))
    except (ET.ParseError, DefusedXmlException) as error:
        raise DamagedFileError(str(error)) from error
