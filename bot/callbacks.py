"""What a button carries: at most 64 bytes that mean the same after a restart."""

import re

from bot.translation import LANGUAGES
from conversion import options

EVERYTHING = "all"

CONVERT = re.compile(r"convert:(?P<target>[a-z0-9.-]{1,20})\Z")
PAGE = re.compile(r"page:(?P<number>[0-9]{1,3})\Z")
CANCEL = re.compile(rf"cancel:(?P<delivery>[0-9a-f]{{32}}|{EVERYTHING})\Z")
LANGUAGE = re.compile(rf"set:(?P<name>language):(?P<value>|{'|'.join(LANGUAGES)})\Z")
QUALITY = re.compile(rf"set:(?P<name>quality):(?P<value>|{'|'.join(options.QUALITY.choices)})\Z")


def convert(target: str) -> str:
    """Convert the files of this menu into that format."""
    return f"convert:{target}"


def page(number: int) -> str:
    """Show another page of this menu; page 0 has the likely targets."""
    return f"page:{number}"


def cancel(delivery_id: str) -> str:
    """Cancel that conversion, or `EVERYTHING` of who presses."""
    return f"cancel:{delivery_id}"


def setting(name: str, value: str) -> str:
    """Set the chat's ``language`` or ``quality``; an empty value means no choice of its own."""
    return f"set:{name}:{value}"
