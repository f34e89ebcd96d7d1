"""Contacts: vCards of versions 2.1 to 4.0 as records, and records as vCards."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from conversion.contents import text
from conversion.engines.structured import trees
from conversion.engines.structured.trees import Record, Tree
from conversion.errors import DamagedFileError, NothingToConvertError

FOLD = re.compile(r"\n[ \t]")
SOFT_BREAK = re.compile(r"=\n")
QUOTED = re.compile(r"^[^:\n]*QUOTED-PRINTABLE[^\n]*(?:(?<==)\n[^\n]*)*", re.IGNORECASE | re.MULTILINE)
CHARSET = re.compile(r"CHARSET=\"?([\w.:-]+)", re.IGNORECASE)
PARTS = re.compile(r"(?<!\\);")
ESCAPED = re.compile(r"\\(.)")
# What a property is called in a table. Several of a kind are numbered from the second on.
COLUMNS = {
    "FN": "name",
    "TEL": "phone",
    "EMAIL": "email",
    "ORG": "organization",
    "TITLE": "title",
    "ADR": "address",
    "BDAY": "birthday",
    "URL": "website",
    "NOTE": "note",
}
FAMILY, GIVEN = "last name", "first name"
# What other programs call them, in either language.
ALIASES = {
    "name": r"(full |display )?name|имя|фио|контакт",
    FAMILY: r"(last|family) ?name|surname|фамилия",
    GIVEN: r"(first|given) ?name",
    "phone": r"(mobile|phone|tel|cell|телефон|мобильный).*",
    "email": r"(e-?mail|почта).*",
    "organization": r"(organi[sz]ation|company|компания|организация).*",
    "title": r"(job )?title|должность",
    "address": r"(address|адрес).*",
    "birthday": r"birthday|день рождения",
    "website": r"(web|url|сайт).*",
    "note": r"notes?|заметк[аи]|примечани[ея]",
}
PROPERTIES = {column: name for name, column in COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class _Property:
    name: str
    parameters: str
    value: str


def read(content: str) -> list[Record]:
    """A record for each card; raises `DamagedFileError`."""
    records: list[Record] = []
    for line in _properties(content):
        if line.name == "BEGIN":
            records.append({})
        elif not records:
            raise DamagedFileError("no card")
        elif line.name == "N":
            family, given, *_more = [*PARTS.split(line.value), ""]
            records[-1] |= {FAMILY: _plain(family), GIVEN: _plain(given)}
        elif line.name in COLUMNS:
            _add(records[-1], COLUMNS[line.name], _joined(line.value))
    for record in records:
        record.setdefault("name", " ".join(filter(None, (record.get(GIVEN), record.get(FAMILY)))))
    return [{"name": record.pop("name"), **record} for record in records]


def _properties(content: str) -> Iterator[_Property]:
    """Lines put together again, whichever way they were cut."""
    whole = QUOTED.sub(lambda found: SOFT_BREAK.sub("", found[0]), content)
    for line in FOLD.sub("", whole).split("\n"):
        head, colon, value = line.partition(":")
        name, _semicolon, parameters = head.partition(";")
        if colon:
            if "QUOTED-PRINTABLE" in parameters.upper():
                value = _decoded(quopri.decodestring(value.encode()), CHARSET.search(parameters))
            yield _Property(name.rpartition(".")[2].strip().upper(), parameters, value.strip())


def _decoded(data: bytes, charset: re.Match[str] | None) -> str:
    """In the encoding that is named; else, or where nobody knows that one, in the likeliest."""
    try:
        return data.decode(charset[1] if charset else "utf-8")
    except (UnicodeDecodeError, LookupError):
        return text.decode(data)


def _plain(value: str) -> str:
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _joined(value: str) -> str:
    """The parts of an address or of an organization, as people write them."""
    return ", ".join(filter(None, map(_plain, PARTS.split(value.removeprefix("tel:")))))


def _add(record: Record, column: str, value: str) -> None:
    number = 1
    name = column
    while name in record:
        number += 1
        name = f"{column} {number}"
    if value:
        record[name] = value


def write(value: Tree) -> str:
    """A card of version 3.0 for each record; raises `NothingToConvertError` for a table without contacts."""
    cards = [card for row in trees.tables(value).get("", []) if (card := _card(row))]
    if not cards:
        raise NothingToConvertError("no contacts")
    return "".join(cards)


def _card(row: Record) -> str:
    found: dict[str, list[str]] = {}
    for name, item in row.items():
        column = _column(name)
        if column and (said := trees.text(item).strip()):
            found.setdefault(column, []).append(said)
    family, given = ("".join(found.get(name, [])[:1]) for name in (FAMILY, GIVEN))
    shown = found.pop("name", [])[:1] or list(filter(None, [f"{given} {family}".strip()]))
    shown = shown or (found.get("organization") or found.get("phone") or found.get("email") or [])[:1]
    if not shown:
        return ""
    lines = [
        ("N", f"{_escaped(family)};{_escaped(given or ('' if family else shown[0]))};;;"),
        ("FN", _escaped(shown[0])),
    ]
    lines += [(PROPERTIES[column], _escaped(said)) for column in PROPERTIES for said in found.get(column, [])]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *(f"{name}:{said}" for name, said in lines), "END:VCARD", ""])


def _column(name: str) -> str | None:
    """The column of ours that somebody's column is; kinds and labels of numbers are none."""
    plain = re.sub(r"[_\s]+", " ", name).strip().lower()
    plain = re.sub(r" - (value|значение)$", "", plain)
    if re.search(r" - |\b(type|label|тип)\b", plain):
        return None
    return next((column for column, alias in ALIASES.items() if re.fullmatch(rf"(?:{alias})(?: \d+)?", plain)), None)


def _escaped(value: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", value).replace("\n", "\\n")
