"""How tables of separated values are laid out."""

from pathlib import Path

import pytest

from conversion.contents import separated


@pytest.mark.parametrize(
    ("table", "separator"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2,5;3,5\n", ";"),
        ("a\tb, c\n1\t2\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ('"one, two";3\n"four, five, six";7\n', ";"),
        ("title, with a comma\na;b;c\n1;2;3\n4;5;6\n", ";"),
        ("alone\nlines\n", ","),
        ("", ","),
    ],
)
def test_the_separator_is_what_divides_lines_evenly(table: str, separator: str) -> None:
    assert separated.separator_of(table) == separator


def layout(table: bytes, folder: Path) -> tuple[list[str], str]:
    """The options for LibreOffice, and the table it is given."""
    source, target = folder / "source.csv", folder / "target.csv"
    source.write_bytes(table)
    return separated.import_options(source, target).split(","), target.read_text(encoding="utf-8")


def test_a_separator_that_the_table_names_is_taken(tmp_path: Path) -> None:
    options, table = layout(b"sep=|\r\na;b|c\r\n", tmp_path)
    assert options[0] == str(ord("|"))
    assert table == "a;b|c\n"


@pytest.mark.parametrize(
    ("numbers", "language"), [("1,5;2,5", "1049"), ("1.5;2.5", "1033"), ("1;2", "1033"), ("1.234,5;2", "1031")]
)
def test_numbers_tell_the_language(numbers: str, language: str, tmp_path: Path) -> None:
    options, _ = layout(f"a;b\n{numbers}\n".encode(), tmp_path)
    assert options[5] == language


@pytest.mark.parametrize(
    ("table", "language"),
    [
        ('state,a\nALABAMA,"6,718"\nALASKA,776\n', "1033"),
        ("state\ta\nALABAMA\t6,718\n", "1033"),
        ("state;a\nALABAMA;6,718\n", "1049"),
        ('a,b\n"1,7","200.000.000"\n', "1031"),
        ("a;b\n1,234,567;x\n2,345.5;y\n", "1033"),
        ("a;b\n192.168.100.200;1\n", "1033"),
    ],
)
def test_thousands_are_no_fractions(table: str, language: str, tmp_path: Path) -> None:
    options, _ = layout(table.encode(), tmp_path)
    assert options[5] == language


def test_a_column_with_points_among_those_with_commas_is_read_by_itself(tmp_path: Path) -> None:
    options, _ = layout("цена;версия;код\n1,5;2.5;007\n2,5;3.5;008\n".encode(), tmp_path)
    assert options[4:6] == ["2/10/3/2", "1049"]


@pytest.mark.parametrize("value", ["007", "+79001234567", "12345678901234567", "=1+1"])
def test_what_is_no_number_makes_its_column_text(value: str, tmp_path: Path) -> None:
    options, _ = layout(f"a;b;c\n1;{value};0.5\n".encode(), tmp_path)
    assert options[4] == "2/2"


def test_the_table_is_handed_on_in_utf_8(tmp_path: Path) -> None:
    _, table = layout("Имя;Город\nИван;Москва\n".encode("cp1251"), tmp_path)
    assert table == "Имя;Город\nИван;Москва\n"
