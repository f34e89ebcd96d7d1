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
ENGLISH, RUSSIAN = 1033, 1049  # Windows' numbers for languages; Russian stands for all with a decimal comma
LONGEST_FIELD = 1 << 24


def import_options(source: Path, target: Path) -> str:
    """Write the table as UTF-8 to ``target``; how to read it, as LibreOffice's CSV filter takes it."""
    content = text.read(source)
    if declared := DECLARED.match(content):
        content = content[declared.end() :]
    target.write_text(content, encoding="utf-8", newline="\n")
    separator = declared[1] if declared else separator_of(content)
    language, as_text = _columns(content, separator)
    formats = "/".join(f"{column}/2" for column in as_text)
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


def _columns(content: str, separator: str) -> tuple[int, list[int]]:
    """The language whose numbers these are, and the columns (from 1) that must stay text."""
    as_text: set[int] = set()
    commas = points = 0
    for row in _rows(content.splitlines(keepends=True), separator):
        for column, value in enumerate(row, start=1):
            commas += bool(DECIMAL_COMMA.fullmatch(value))
            points += bool(DECIMAL_POINT.fullmatch(value))
            if NO_NUMBER.fullmatch(value) and column not in as_text and not _is_fraction(value):
                as_text.add(column)
    return RUSSIAN if commas > points else ENGLISH, sorted(as_text)


def _is_fraction(value: str) -> bool:
    return bool(DECIMAL_COMMA.fullmatch(value) or DECIMAL_POINT.fullmatch(value))


def _rows(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_FIELD)
    return csv.reader(lines, delimiter=separator)
