"""Texts and their entities: found in plain text, or read from HTML as Telegram reads it."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground import refusals

Entity = dict[str, Any]

FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<url>https?://[^\s<>\"]+[^\s<>\".,:;!?)])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<mention>(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
NAME = re.compile(r"</?([^\s>]*)")
ATTRIBUTES = re.compile(r"((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)(>?)")
ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?")
REFERENCE = re.compile(r"&(?:#x[0-9A-Fa-f]{1,6}|#[0-9]{1,7}|lt|gt|amp|quot);?")


def units(text: str) -> int:
    """Length in UTF-16 code units: what the Bot API counts offsets in."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, entity: Mapping[str, Any]) -> str:
    """The part of a text that an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le", "ignore")


def find(text: str) -> list[Entity]:
    """The commands, links, mentions and hashtags that Telegram marks by itself."""
    return [
        {"type": match.lastgroup, "offset": units(text[: match.start()]), "length": units(match.group())}
        for match in FOUND.finditer(text)
    ]


def parse(text: str, mode: str, given: Iterable[Entity] | None) -> tuple[str, list[Entity]]:
    """The text as shown with its entities. Raises what Telegram answers to what it can't parse."""
    if given:
        marked = sorted(map(_checked, given), key=lambda entity: (entity["offset"], -entity["length"]))
    elif mode.lower() == "html":
        text, marked = Html(text).parse()
    elif mode:
        raise refusals.bad_request("unsupported parse_mode")
    else:
        marked = []
    return _trimmed(text, [*marked, *_unmarked(text, marked)])


def _checked(entity: Entity) -> Entity:
    if not all(isinstance(entity.get(name), int) for name in ("offset", "length")) or "type" not in entity:
        raise refusals.bad_request('can\'t parse MessageEntity: Field "offset", "length" or "type" is wrong')
    return entity


def _unmarked(text: str, marked: list[Entity]) -> list[Entity]:
    code = [e for e in marked if e["type"] in ("code", "pre", "text_link")]
    return [e for e in find(text) if not any(_overlap(e, other) for other in code)]


def _overlap(one: Entity, other: Entity) -> bool:
    start, end = (
        max(one["offset"], other["offset"]),
        min(one["offset"] + one["length"], other["offset"] + other["length"]),
    )
    return bool(start < end)


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    shown = text.strip()
    lead, length = units(text) - units(text.lstrip()), units(shown)
    moved = []
    for entity in entities:
        start, end = entity["offset"] - lead, entity["offset"] - lead + entity["length"]
        start, end = max(start, 0), min(end, length)
        if start < end:
            moved.append({**entity, "offset": start, "length": end - start})
    return shown, sorted(moved, key=lambda entity: (entity["offset"], -entity["length"]))


@dataclass
class Html:
    """Reads Telegram's HTML: a few tags, properly nested, everything else escaped."""

    source: str
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    open: list[tuple[str, Entity]] = field(default_factory=list)

    def parse(self) -> tuple[str, list[Entity]]:
        """The plain text and its entities."""
        position = 0
        while position < len(self.source):
            position = self._step(position)
        if self.open:
            raise self._refusal(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        return self.text, sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))

    def _step(self, position: int) -> int:
        character = self.source[position]
        if character == "<":
            return self._tag(position)
        if character == "&" and (match := REFERENCE.match(self.source, position)):
            self.text += html.unescape(match.group().rstrip(";") + ";")
            return match.end()
        self.text += character
        return position + 1

    def _tag(self, position: int) -> int:
        name = self._match(NAME, position)
        offset = len(self.source[:position].encode(errors="replace"))
        if name.group().startswith("</"):
            return self._close(name[1].lower(), name.end(), offset)
        if name.end() == len(self.source):
            raise self._refusal(f"Unclosed start tag at byte offset {offset}")
        rest = self._match(ATTRIBUTES, name.end())
        self._open(name[1].lower(), dict(_attributes(rest[1])), offset)
        if not rest[2]:
            raise self._refusal(f"Unclosed start tag at byte offset {offset}")
        return rest.end()

    def _match(self, pattern: re.Pattern[str], position: int) -> re.Match[str]:
        found = pattern.match(self.source, position)
        assert found is not None  # both patterns match anywhere
        return found

    def _open(self, name: str, attributes: dict[str, str], offset: int) -> None:
        if name not in TAGS or (name == "span" and attributes.get("class") != "tg-spoiler"):
            raise self._refusal(f'Unsupported start tag "{name}" at byte offset {offset}')
        entity: Entity = {"type": TAGS[name], "offset": units(self.text)}
        if name == "a":
            entity["url"] = attributes.get("href", "")
        if name == "tg-emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
        if name == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        if name == "code" and self.open and self.open[-1][0] == "pre" and "class" in attributes:
            self.open[-1][1]["language"] = attributes["class"].removeprefix("language-")
        self.open.append((name, entity))

    def _close(self, name: str, position: int, offset: int) -> int:
        if not self.open:
            raise self._refusal(f"Unexpected end tag at byte offset {offset}")
        end = self.source.find(">", position)
        if end < 0 or self.source[position:end].strip():
            raise self._refusal(f"Unclosed end tag at byte offset {offset}")
        opened, entity = self.open.pop()
        if name not in ("", opened):
            raise self._refusal(f'Unmatched end tag at byte offset {offset}, expected "</{opened}>", found "</{name}>"')
        entity["length"] = units(self.text) - entity["offset"]
        nested_code = opened == "code" and bool(self.open) and self.open[-1][0] == "pre"
        if entity["length"] and not nested_code and entity.get("url") != "":
            self.entities.append(entity)
        return end + 1

    def _refusal(self, reason: str) -> refusals.RefusedError:
        return refusals.bad_request(f"can't parse entities: {reason}")


def _attributes(text: str) -> Iterable[tuple[str, str]]:
    for name, double, single, bare in ATTRIBUTE.findall(text):
        yield name.lower(), html.unescape(double or single or bare)
