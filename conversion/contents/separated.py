"""How a table of separated values is laid out: nothing in the file says it."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from conversion.contents import text

SEPARATORS = ",;\t|"
LOOKED_AT = 200  # lines
DECLARED = re.compile(r"sep=(.)\n", re.IGNORECASE)  # Excel's own first line
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
DECIMAL_POINT = re.compile(r"[+-]?\d+\.\d+")
# Digits that are no number (a telephone, an index, an account) would lose their zeros or their end as one, and what
# looks like a formula would be worked out.
NO_NUMBER = re.compile(r"\s*(?:0\d|\+\d|\d{16}|=).*", re.DOTALL)
GERMAN_NUMBER = re.compile(r"[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})")
ENGLISH_NUMBER = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})")
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+")
# Windows' numbers for languages; Russian stands for all with a decimal comma, German for those with points as well.
ENGLISH, RUSSIAN, GERMAN = 1033, 1049, 1031
AS_TEXT, AS_ENGLISH = "2", "10"  # LibreOffice's names for how a column is read
LONGEST_FIELD = 1 << 24


def import_options(source: Path, target: Path) -> str:
    """Write the table as UTF-8 to ``target``; how to read it, as LibreOffice's CSV filter takes it."""
    content = text.read(source)
    if declared := DECLARED.match(content):
        content = content[declared.end() :]
    target.write_text(content, encoding="utf-8", newline="\n")
    separator = declared[1] if declared else separator_of(content)
    language, ways = _columns(content, separator)
    formats = "/".join(f"{column}/{way}" for column, way in ways.items())
    return f"{ord(separator)},34,76,1,{formats},{language},false,false"


def separator_of(content: str) -> str:
    """The sign that divides most lines into the same number of fields."""
    lines = list(islice((line for line in content.split("\n") if line), LOOKED_AT))
    return max(SEPARATORS, key=lambda separator: _evenness(lines, separator))


def _evenness(lines: Iterable[str], separator: str) -> tuple[float, int]:
    """The share of lines with the commonest number of fields, where that is two or more; and that number."""
    counts = Counter(len(row) for row in _rows(lines, separator) if row)
    fields, lines_with = max(counts.items(), key=lambda pair: pair[1], default=(1, 0))
    return (lines_with / counts.total() if fields > 1 else 0.0), fields


def _columns(content: str, separator: str) -> tuple[int, dict[int, str]]:
    """The language whose numbers these are, and the columns (from 1) that are to be read otherwise, and how."""
    as_text: set[int] = set()
    commas, points = Counter[int](), Counter[int]()
    is_german = False
    for row in _rows(content.splitlines(keepends=True), separator):
        for column, value in enumerate(row, start=1):
            is_german = is_german or bool(GERMAN_NUMBER.fullmatch(value))
            commas[column] += _has_decimal_comma(value, separator)
            points[column] += bool(DECIMAL_POINT.fullmatch(value) or ENGLISH_NUMBER.fullmatch(value))
            if NO_NUMBER.fullmatch(value) and column not in as_text and not _is_fraction(value):
                as_text.add(column)
    by_column = separator != "," and any(commas[column] > points[column] for column in commas)
    if commas.total() <= points.total() and not by_column:
        return ENGLISH, dict.fromkeys(sorted(as_text), AS_TEXT)
    english = {column for column in points if points[column] and points[column] >= commas[column]} - as_text
    ways = dict.fromkeys(english, AS_ENGLISH) | dict.fromkeys(as_text, AS_TEXT)
    return GERMAN if is_german else RUSSIAN, dict(sorted(ways.items()))


def _has_decimal_comma(value: str, separator: str) -> bool:
    """Between semicolons 1,500 is a half more than one: whose commas are points needs these. Elsewhere it is more."""
    if GERMAN_NUMBER.fullmatch(value):
        return "," in value
    return bool(DECIMAL_COMMA.fullmatch(value)) and (separator == ";" or not THOUSANDS.fullmatch(value))


def _is_fraction(value: str) -> bool:
    return bool(DECIMAL_COMMA.fullmatch(value) or DECIMAL_POINT.fullmatch(value))


def _rows(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_FIELD)
    return csv.reader(lines, delimiter=separator)
