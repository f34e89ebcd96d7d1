"""What a button carries: at most 64 bytes that mean the same after a restart."""

import re

from bot.language.translation import LANGUAGES
from conversion import options

EVERYTHING = "all"

# What else a press on a target of a menu does
SEVERAL, TUNING, IN_SHAPE = "several", "tuning", "as"

TARGET = "(?P<target>[a-z0-9.-]{1,20})"
NAME = "(?P<name>[a-z]{1,20})"
DELIVERY = "(?P<delivery>[0-9a-f]{32})"
CONVERT = re.compile(rf"convert:{TARGET}\Z")
UNITE = re.compile(rf"unite:{TARGET}\Z")
SPLIT = re.compile(r"split\Z")
PAGE = re.compile(rf"page:(?P<number>[0-9]{{1,3}})(?P<mode>:{SEVERAL}|:{TUNING}|:{IN_SHAPE}|)\Z")
TICK = re.compile(rf"tick:(?P<number>[0-9]{{1,3}}):{TARGET}\Z")
CONVERT_TICKED = re.compile(r"convert-ticked\Z")
TUNE = re.compile(rf"tune:{TARGET}\Z")
OPTION = re.compile(rf"option:{NAME}\Z")
VALUE = re.compile(rf"value:{NAME}:(?P<value>[a-z0-9.]{{0,20}})\Z")
TYPE = re.compile(rf"type:{NAME}\Z")
CONVERT_TUNED = re.compile(r"convert-tuned\Z")
AGAIN = re.compile(rf"again:{DELIVERY}\Z")
FORMATS = re.compile(r"formats(?::(?P<what>kind|of):(?P<name>[a-z0-9.-]{1,20}):(?P<page>[0-9]{1,3}))?\Z")
CANCEL = re.compile(rf"cancel:(?P<delivery>[0-9a-f]{{32}}|{EVERYTHING})\Z")
LANGUAGE = re.compile(rf"set:(?P<name>language):(?P<value>|{'|'.join(LANGUAGES)})\Z")
MANNER = re.compile(r"set:(?P<name>manner):(?P<value>|quiet)\Z")
SEND, STOP = "send", "stop"
BROADCAST = re.compile(rf"broadcast:(?P<deed>{SEND}|{STOP}):(?P<broadcast>[0-9]{{1,18}})\Z")
RULE = re.compile(r"rule:(?P<rule>[0-9]{1,18})\Z")
QUALITY = re.compile(rf"set:(?P<name>quality):(?P<value>|{'|'.join(options.QUALITY.choices)})\Z")

ANOTHER = re.compile(rf"another:{DELIVERY}\Z")
SAME = re.compile(rf"same:(?P<wanted>on|off):{DELIVERY}\Z")
FORGET = re.compile(rf"forget:{DELIVERY}\Z")
SHAPES = re.compile(rf"shapes:{DELIVERY}\Z")
RESULT = re.compile(rf"result:{DELIVERY}\Z")
SHAPE = re.compile(rf"as:(?P<shape>[a-z_]{{1,12}}):{DELIVERY}\Z")
INTO = re.compile(rf"into:{TARGET}:{DELIVERY}\Z")
FIT = re.compile(rf"fit:{DELIVERY}\Z")
KEEPING = re.compile(r"privacy:(?P<wanted>on|off)\Z")
FORGET_ME = re.compile(r"privacy:forget(?P<surely>:surely)?\Z")
PRIVACY = re.compile(r"privacy\Z")


def convert(target: str) -> str:
    """Convert the files of this menu into that format."""
    return f"convert:{target}"


def unite(target: str) -> str:
    """Make one file in that format of the files of this menu."""
    return f"unite:{target}"


def split() -> str:
    """Ask for each of this menu's files by itself."""
    return "split"


def page(number: int, mode: str = "") -> str:
    """Show another page of this menu, 0 the likely targets; ``mode`` is `SEVERAL`, `TUNING`, `IN_SHAPE` or none."""
    return f"page:{number}" + (f":{mode}" if mode else "")


def tick(target: str, number: int) -> str:
    """Tick a target, or untick it, on that page of this menu."""
    return f"tick:{number}:{target}"


def convert_ticked() -> str:
    """Convert the files of this menu into everything that is ticked."""
    return "convert-ticked"


def tune(target: str) -> str:
    """Show the options of a target of this menu."""
    return f"tune:{target}"


def option(name: str) -> str:
    """Show the values of one option."""
    return f"option:{name}"


def value(name: str, written: str) -> str:
    """Set an option as written; an empty value takes it away."""
    return f"value:{name}:{written}"


def type_in(name: str) -> str:
    """Ask for a value of that option, to be written."""
    return f"type:{name}"


def again(delivery_id: str) -> str:
    """Convert the file of that conversion into the same once more."""
    return f"again:{delivery_id}"


def formats() -> str:
    """Show the kinds of formats."""
    return "formats"


def formats_of_kind(kind: str, page: int = 0) -> str:
    """Show the formats of a kind."""
    return f"formats:kind:{kind}:{page}"


def formats_from(name: str, page: int = 0) -> str:
    """Show what that format can become."""
    return f"formats:of:{name}:{page}"


def convert_tuned() -> str:
    """Convert the files of this menu as they have been set up."""
    return "convert-tuned"


def cancel(delivery_id: str) -> str:
    """Cancel that conversion, or `EVERYTHING` of who presses."""
    return f"cancel:{delivery_id}"


def setting(name: str, value: str) -> str:
    """Set the chat's ``language``, ``quality`` or ``manner``; an empty value means no choice of its own."""
    return f"set:{name}:{value}"


def rule(rule_id: int) -> str:
    """Forget that rule of the chat."""
    return f"rule:{rule_id}"


def broadcast(deed: str, broadcast_id: int) -> str:
    """`SEND` that broadcast to everybody, or `STOP` it."""
    return f"broadcast:{deed}:{broadcast_id}"


def another(delivery_id: str) -> str:
    """Offer what else the source of that result can become."""
    return f"another:{delivery_id}"


def same(delivery_id: str, *, wanted: bool) -> str:
    """Have the next files become what that one became, or not any more."""
    return f"same:{'on' if wanted else 'off'}:{delivery_id}"


def forget(delivery_id: str) -> str:
    """Delete what is stored of that conversion."""
    return f"forget:{delivery_id}"


def shapes_of(delivery_id: str) -> str:
    """Show as what else that result can appear."""
    return f"shapes:{delivery_id}"


def result(delivery_id: str) -> str:
    """Back to the buttons of that result."""
    return f"result:{delivery_id}"


def shape(name: str, delivery_id: str) -> str:
    """Let that result appear in another shape."""
    return f"as:{name}:{delivery_id}"


def into(target: str, delivery_id: str) -> str:
    """Convert the source of that result into that format."""
    return f"into:{target}:{delivery_id}"


def fit(delivery_id: str) -> str:
    """Convert the source again, so small that the result can be sent."""
    return f"fit:{delivery_id}"


def keeping(*, wanted: bool) -> str:
    """Keep results of who presses for another time, or not."""
    return f"privacy:{'on' if wanted else 'off'}"


def privacy() -> str:
    """Back to what is stored of who presses."""
    return "privacy"


def forget_me(*, surely: bool = False) -> str:
    """Delete all that is stored of who presses."""
    return "privacy:forget" + (":surely" if surely else "")
