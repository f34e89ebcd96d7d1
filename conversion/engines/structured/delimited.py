"""Tables of separated values: which of them are numbers, and which are codes."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from itertools import zip_longest

from conversion.contents import separated
from conversion.engines.structured import trees
from conversion.engines.structured.trees import Record, Tree

NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
CODE = re.compile(r"0\d+")
COMMA_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:[ .'\u00a0\u202f]\d{3}){1,4})(?:,\d{1,15})?")
GROUPS = re.compile(r"[ .'\u00a0\u202f]")
WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,2})")
THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+")
BROKEN = (csv.Error,)


def read(content: str) -> list[Tree]:
    """A record a row, named by the first one; numbers where nothing of their spelling is lost."""
    csv.field_size_limit(separated.LONGEST_FIELD)
    declared = separated.DECLARED.match(content)
    content = content[declared.end() :] if declared else content
    separator = declared[1] if declared else separated.separator_of(content)
    rows = [row for row in csv.reader(io.StringIO(content, newline=""), delimiter=separator) if any(row)]
    ways = [_way(column, separator) for column in zip_longest(*rows[1:], fillvalue="")]
    names, values = rows[:1], ([way(cell) for way, cell in zip(ways, row, strict=False)] for row in rows[1:])
    return trees.named([*([_number(cell) for cell in row] for row in names), *values])


def _way(column: Sequence[str], separator: str) -> Callable[[str], str | int | float]:
    """How a column's cells are read: as text where one is a code such as 007, with commas for points where all are so.

    Between commas, 1,500 is no half more than one; between tabs nobody knows.
    """
    told = [cell for cell in column if cell]
    if any(map(CODE.fullmatch, told)):
        return str
    fractions = [cell for cell in told if "," in cell]
    if fractions and separator == "," and all(THOUSANDS.fullmatch(cell) or WHOLE.fullmatch(cell) for cell in told):
        return _thousands
    clear = separator == ";" or not all(map(THOUSANDS.fullmatch, fractions))
    return _fraction if fractions and clear and all(map(COMMA_NUMBER.fullmatch, told)) else _number


def _thousands(cell: str) -> str | int | float:
    return _number(cell.replace(",", ""))


def _fraction(cell: str) -> str | int | float:
    plain = GROUPS.sub("", cell).replace(",", ".")
    return float(plain) if "." in plain else int(plain) if plain else cell


def _number(cell: str) -> str | int | float:
    """What is written as a number would be; a long one stays text, and so does an infinite one."""
    if not NUMBER.fullmatch(cell):
        return cell
    number = float(cell) if "." in cell else int(cell)
    return number if str(number) == cell else cell


def write(rows: list[Record], separator: str) -> str:
    """A row of names, then the records; what is no plain value is written as JSON."""
    columns = trees.columns(rows)
    output = io.StringIO(newline="")
    writer = csv.writer(output, delimiter=separator, lineterminator="\n")
    if not isinstance(rows, trees.Nameless):
        writer.writerow(columns)
    writer.writerows([trees.cell(row.get(column)) for column in columns] for row in rows)
    return output.getvalue()
