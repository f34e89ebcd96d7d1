"""Data: names, values and their order stay; what would explode or run is refused."""

import csv
import datetime as dt
import io
import json
import plistlib
import sqlite3
import struct
import tomllib
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import msgpack
import openpyxl
import pytest
import yaml
from avro.datafile import DataFileReader
from avro.io import DatumReader
from openpyxl.worksheet.worksheet import Worksheet

from conversion import detection
from conversion.engines import data
from conversion.engines.structured import columns
from conversion.errors import DamagedFileError, NothingToConvertError, SourceError, TooLargeError
from tests.conversion.engines import desk
from tests.conversion.engines.desk import routes, sample

TABLES = ("parquet", "feather", "orc")
BINARY = ("xlsx", "sqlite", "avro", "msgpack", *TABLES)
PAIRS = [(route.source.name, route.target.name) for route in routes("data")]


def converted(source: Path, name: str, target: str, folder: Path) -> list[Path]:
    count = data.convert_data(source, name, target, folder)
    return [folder / str(number) for number in range(1, count + 1)]


def one(content: str | bytes, name: str, target: str, folder: Path) -> str:
    source = folder / f"source.{name}"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    (output,) = converted(source, name, target, folder)
    return output.read_text(encoding="utf-8")


def first_table(path: Path) -> list[Any]:
    with sqlite3.connect(path) as base:
        ((table,), *_others) = base.execute("SELECT name FROM sqlite_master").fetchall()
        return base.execute(f'SELECT * FROM "{table}"').fetchall()


def by_apache(path: Path) -> list[Any]:
    with path.open("rb") as file, DataFileReader(file, DatumReader()) as rows:
        return list(rows)


def opened(path: Path, name: str) -> Any:
    """By another reader than the one that wrote it, where there is one."""
    binary: dict[str, Callable[[Path], Any]] = {
        "sqlite": first_table,
        "avro": by_apache,
        "msgpack": lambda path: msgpack.unpackb(path.read_bytes(), timestamp=3),
        "plist": lambda path: plistlib.loads(path.read_bytes()),
        **{name: partial(columns.read, kind=name) for name in TABLES},
    }
    if name in binary:
        return binary[name](path)
    if name == "xlsx":
        return [
            row
            for sheet in openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
            for row in sheet.iter_rows(values_only=True)
        ]
    content = path.read_text(encoding="utf-8")
    readers: dict[str, Callable[[str], Any]] = {
        "json": json.loads,
        "yaml": yaml.safe_load,
        "toml": tomllib.loads,
        "xml": ET.fromstring,
    }
    if name in ("csv", "tsv"):
        return list(csv.reader(io.StringIO(content), delimiter="\t" if name == "tsv" else ","))
    if name == "jsonl":
        return [json.loads(line) for line in content.splitlines()]
    return readers[name](content) if name in readers else content


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_every_pair_is_readable_and_holds_the_words(source: str, target: str, tmp_path: Path) -> None:
    outputs = converted(sample(source), source, target, tmp_path)
    for output in outputs:
        assert opened(output, target) is not None
        if target not in BINARY:
            assert detection.detect(output, target) == target
    said = "".join(
        str(opened(output, target)) if target in BINARY else output.read_text(encoding="utf-8") for output in outputs
    )
    if target != "vcf":  # the sample's names are English
        assert any(ord("а") <= ord(letter) <= ord("я") for letter in said)
    assert "\\u04" not in said


def test_types_survive_between_trees(tmp_path: Path) -> None:
    told = json.loads(one(sample("yaml").read_bytes(), "yaml", "json", tmp_path))
    assert told["goods"][0] == {"unit": "шт", "open": True, "name": "Булка", "price": 12.5, "since": "2024-02-29"}
    assert tomllib.loads(one(sample("yaml").read_bytes(), "yaml", "toml", tmp_path))["goods"][1]["since"] == (
        dt.date(2023, 12, 31)
    )


@pytest.mark.parametrize("through", ["yaml", "xml"])
def test_json_comes_back_as_it_was(through: str, tmp_path: Path) -> None:
    told = {"a": {"b": ["x", "y"], "c": "1", "d": {"e": "да", "f": "no"}}}
    middle = one(json.dumps(told), "json", through, tmp_path)
    assert json.loads(one(middle, through, "json", tmp_path)) == told


def test_comments_and_last_commas_of_settings_are_left_out(tmp_path: Path) -> None:
    settings = '// of an editor\n{"a": "//no, a text", /* two */ "b": [1, 2,], // three\n "c": "x,]",\n}\n'
    made = yaml.safe_load(one(settings, "json", "yaml", tmp_path))
    assert made == {"a": "//no, a text", "b": [1, 2], "c": "x,]"}
    (tmp_path / "settings").write_text(settings)
    assert detection.detect(tmp_path / "settings", "json") == "json"


def test_xml_of_any_encoding_becomes_keys_and_lists(tmp_path: Path) -> None:
    told = json.loads(one(sample("xml").read_bytes(), "xml", "json", tmp_path))
    assert told["shop"]["@name"] == "Образец"
    assert told["shop"]["good"][1] == {"@id": "2", "name": "Tea & co", "price": {"@unit": "шт", "#text": "3"}}


def test_keys_that_are_no_names_become_some(tmp_path: Path) -> None:
    root = ET.fromstring(one('{"1 a": 1, "": 2, "xml": [[1, 2], 3], "имя": "\\u0001"}', "json", "xml", tmp_path))
    assert [child.tag for child in root] == ["_1_a", "item", "_xml", "_xml", "имя"]


def test_nested_records_become_columns(tmp_path: Path) -> None:
    rows = list(
        csv.reader(io.StringIO(one(json.dumps([{"a": {"b": 1}, "c": [1]}, {"d": "x,y"}]), "json", "csv", tmp_path)))
    )
    assert rows == [["a.b", "c", "d"], ["1", "[1]", ""], ["", "", "x,y"]]


def test_digits_that_are_no_numbers_stay_text(tmp_path: Path) -> None:
    told = json.loads(one("a;b;c;d;e;\n007;1.50;12;-1.5;12345678901234567;1\n", "csv", "json", tmp_path))
    assert told == [{"a": "007", "b": "1.50", "c": 12, "d": -1.5, "e": "12345678901234567", "column6": 1}]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("a;b\n1,5;x\n12,50;y\n3;z\n", [1.5, 12.5, 3]),
        ("a;b\n1 234,50;x\n-7,5;y\n", [1234.5, -7.5]),
        ("a;b\n1.234,56;x\n1.000;y\n", [1234.56, 1000]),
        ("a;b\n1,5;x\nнет;y\n", ["1,5", "нет"]),
        ("a;b\n0,125;x\n1,250;y\n", [0.125, 1.25]),
        ("a\tb\n1,250\tx\n2,000\ty\n", ["1,250", "2,000"]),
        ("a\tb\n1,5\tx\n2,25\ty\n", [1.5, 2.25]),
        ("a;b\n007;x\n100;y\n", ["007", "100"]),
        ("a;b\n1,5;x\n007;y\n", ["1,5", "007"]),
        ('a,b\n"1,5",x\n"2,5",y\n', [1.5, 2.5]),
        ('a,b\n"6,718",x\n776,y\n', [6718, 776]),
    ],
)
def test_decimal_commas_are_numbers_where_the_whole_column_is_and_codes_are_none(
    table: str, told: list[Any], tmp_path: Path
) -> None:
    assert [row["a"] for row in json.loads(one(table, "csv", "json", tmp_path))] == told


@pytest.mark.parametrize(
    ("target", "told"),
    [("json", [["Имя", 7]]), ("tsv", [["Имя", "7"]]), ("xlsx", [("Имя", 7)]), ("sqlite", [("Имя", 7)])],
)
def test_the_only_row_of_a_table_is_not_lost(target: str, told: list[Any], tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("Имя,7\n")
    (there,) = converted(tmp_path / "one.csv", "csv", target, tmp_path)
    assert opened(there, target) == told


def test_rows_without_names_are_written_without_any(tmp_path: Path) -> None:
    assert one('[[1, "a,b"], [2, null]]', "json", "csv", tmp_path) == '1,"a,b"\n2,\n'


def test_a_log_that_is_called_json_is_a_list_of_its_values(tmp_path: Path) -> None:
    told = one('{"a": 1}\n{"b": "//"} // second\n\n{"c": [1,]}', "json", "jsonl", tmp_path)
    assert told == '{"a": 1}\n{"b": "//"}\n{"c": [1]}\n'


def test_foxpros_numbers_and_times_are_read_and_memos_left_out(tmp_path: Path) -> None:
    kinds = {"I": 4, "B": 8, "Y": 8, "T": 8, "M": 4, "N": 5, "0": 1}
    header = struct.pack("<BBBBIHH20x", 0x30, 24, 1, 1, 1, 32 + 32 * len(kinds) + 1, 1 + sum(kinds.values()))
    fields = b"".join(struct.pack("<11sc4xB15x", kind.encode(), kind.encode(), size) for kind, size in kinds.items())
    row = b" " + struct.pack("<idqIII", -7, 2.5, 123_400, 2_460_000, 3_600_000, 9) + b" 1,50" + b"\x05"
    (tmp_path / "fox.dbf").write_bytes(header + fields + b"\r" + row + b"\x1a")
    (told,) = columns.read_dbf(tmp_path / "fox.dbf")
    time = dt.datetime(2023, 2, 24, 1)  # noqa: DTZ001 - the table knows no zones
    assert told == {"I": -7, "B": 2.5, "Y": 12.34, "T": time, "M": None, "N": 1.5}


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["csv", "tsv", "ini", "json"])
def test_russian_is_read_in_any_encoding(name: str, encoding: str, tmp_path: Path) -> None:
    content = {
        "csv": "имя,город\nСергей,Владивосток\n",
        "tsv": "имя\tгород\nСергей\tВладивосток\n",
        "ini": "[имя]\nгород = Владивосток\n",
        "json": '{"имя": "Сергей", "город": "Владивосток"}',
    }[name]
    source = tmp_path / f"source.{name}"
    source.write_bytes(content.encode(encoding))
    assert detection.detect(source, name) == name
    (output,) = converted(source, name, "yaml", tmp_path)
    assert "Владивосток" in output.read_text()


def test_a_database_becomes_a_file_for_each_table(tmp_path: Path) -> None:
    goods, people = converted(sample("sqlite"), "sqlite", "csv", tmp_path)
    assert goods.read_text() == "name,price,picture\nБулка,12.5,AAE=\nTea & co,3.0,\n"
    assert people.read_text() == "id,name\n1,Анна\n2,Bob\n"


def test_a_database_becomes_a_workbook_of_sheets(tmp_path: Path) -> None:
    (output,) = converted(sample("sqlite"), "sqlite", "xlsx", tmp_path)
    book = openpyxl.load_workbook(output.rename(tmp_path / "book.xlsx"))
    assert book.sheetnames == ["goods", "people"]
    assert list(book["people"].values) == [("id", "name"), (1, "Анна"), (2, "Bob")]


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    (output,) = converted(sample("jsonl"), "jsonl", "xlsx", tmp_path)
    sheet = openpyxl.load_workbook(output.rename(tmp_path / "book.xlsx")).worksheets[0]
    assert (sheet["C3"].value, sheet["C3"].data_type) == ("=1+1", "s")
    assert (sheet["C2"].value, sheet["B2"].value) == ("007", 12.5)


def test_a_workbook_of_several_sheets_names_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["имя", "n"])
    book.worksheets[0].append(["Анна", 1])
    book.create_sheet("empty")
    book.create_sheet("Второй").append(["alone"])
    book.save(tmp_path / "book.xlsx")
    (output,) = converted(tmp_path / "book.xlsx", "xlsx", "json", tmp_path)
    assert json.loads(output.read_text()) == {"Sheet": [{"имя": "Анна", "n": 1}], "Второй": [["alone"]]}


@pytest.mark.parametrize("value", ["", "<v>0</v>"], ids=["openpyxl", "XlsxWriter"])
def test_formulas_that_nobody_worked_out_are(tmp_path: Path, value: str) -> None:
    """As libraries write them: a spreadsheet would work them out when it opens the file. Both ask for that."""
    source = tmp_path / "sum.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (("price", "with tax"), (100, "=A2*1.2"), (250, '=SUM(A2:A3)&" in all"')):
        sheet.append(row)
    book.save(tmp_path / "bare.xlsx")
    with zipfile.ZipFile(tmp_path / "bare.xlsx") as bare, zipfile.ZipFile(source, "w") as package:
        for name in bare.namelist():
            package.writestr(name, bare.read(name).replace(b"<v />", value.encode()))

    output = desk.converted(source, "json", tmp_path, by="data")

    assert json.loads(output.read_text()) == [
        {"price": 100, "with tax": 120},
        {"price": 250, "with tax": "350 in all"},
    ]


def test_a_cell_in_the_far_corner_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "a"
    book.worksheets[0]["XFD1048576"] = "far"
    book.save(tmp_path / "book.xlsx")
    (output,) = converted(tmp_path / "book.xlsx", "xlsx", "json", tmp_path)
    assert json.loads(output.read_text())[0]["column16384"] == "far"


def test_documents_and_unknown_tags_of_yaml_are_read(tmp_path: Path) -> None:
    told = json.loads(one("a: !Ref [x, y]\n---\nb: !!binary AAE=\n", "yaml", "json", tmp_path))
    assert told == [{"a": ["x", "y"]}, {"b": "AAE="}]


def test_nothing_of_yaml_runs(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError):
        one("!!python/object/apply:os.system [id]\n", "yaml", "json", tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "yaml",
            "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
            + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)),
        ),
        ("yaml", "a: &a [*a]\n"),
        ("json", "[" * 5000 + "]" * 5000),
        ("json", '{"a":' * 200 + "1" + "}" * 200),
        ("xml", "<a>" * 500 + "</a>" * 500),
    ],
    ids=["aliases", "itself", "depth", "nesting", "elements"],
)
def test_what_unfolds_without_end_is_refused(name: str, content: str, tmp_path: Path) -> None:
    with pytest.raises(TooLargeError):
        one(content, name, "xml" if name != "xml" else "json", tmp_path)


def test_entities_are_refused(tmp_path: Path) -> None:
    content = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&b;&c;</a>'
    with pytest.raises(DamagedFileError):
        one(content, "xml", "json", tmp_path)


@pytest.mark.parametrize("name", ["json", "jsonl", "yaml", "toml", "xml", "ini", "sqlite", "xlsx"])
def test_what_is_cut_off_or_broken_is_refused(name: str, tmp_path: Path) -> None:
    content = sample(name).read_bytes()
    broken = {"yaml": b"a: [1\nb: }", "ini": b"[a\n=\n", "toml": b"a = \n"}.get(name, content[: len(content) * 2 // 3])
    if name == "jsonl":
        broken = content[:-5]
    source = tmp_path / f"broken.{name}"
    source.write_bytes(broken)
    with pytest.raises(SourceError):
        converted(source, name, "json" if name != "json" else "yaml", tmp_path)


@pytest.mark.parametrize(
    ("name", "content"), [("json", "[]"), ("yaml", "# nothing\n"), ("csv", ",\n,\n"), ("ini", "# nothing\n")]
)
def test_nothing_is_told_as_nothing(name: str, content: str, tmp_path: Path) -> None:
    with pytest.raises(NothingToConvertError):
        one(content, name, "xml", tmp_path)


def test_views_and_virtual_tables_are_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "base.sqlite") as base:
        base.executescript(
            'CREATE TABLE "odd ""name""" (x); INSERT INTO "odd ""name""" VALUES (1);'
            "CREATE VIEW bad AS SELECT load_extension('x');"
        )
    base.close()
    (output,) = converted(tmp_path / "base.sqlite", "sqlite", "json", tmp_path)
    assert json.loads(output.read_text()) == {'odd "name"': [{"x": 1}]}


def test_contacts_of_any_version_become_rows(tmp_path: Path) -> None:
    anna, bob = json.loads(one(sample("vcf").read_bytes(), "vcf", "json", tmp_path))
    assert anna == {
        "name": "Анна Иванов",
        "last name": "Иванов",
        "first name": "Анна",
        "phone": "+7 900 123-45-67",
        "phone 2": "007",
    }
    assert (bob["name"], bob["email"]) == ("Bob, the baker", "bob@example.org")
    assert (bob["address"], bob["note"]) == ("Main street 1, Town, 12345", "folded line")


def test_contacts_come_back_from_a_table(tmp_path: Path) -> None:
    (table,) = converted(sample("vcf"), "vcf", "csv", tmp_path)
    (cards,) = converted(table.rename(tmp_path / "table.csv"), "csv", "vcf", tmp_path)
    assert detection.detect(cards) == "vcf"
    anna, bob = json.loads(one(cards.read_bytes(), "vcf", "json", tmp_path))
    assert (anna["name"], anna["phone"], anna["phone 2"]) == ("Анна Иванов", "+7 900 123-45-67", "007")
    assert bob["name"] == "Bob, the baker"


def test_other_programs_columns_are_understood(tmp_path: Path) -> None:
    table = "First Name,Last Name,Phone 1 - Label,Phone 1 - Value,E-mail 1 - Value\nАнна,Иванова,Work,+7900,a@b.ru\n"
    cards = one(table, "csv", "vcf", tmp_path)
    assert "FN:Анна Иванова" in cards
    assert "TEL:+7900" in cards
    assert "EMAIL:a@b.ru" in cards
    assert "Work" not in cards


def test_a_table_without_contacts_is_no_address_book(tmp_path: Path) -> None:
    with pytest.raises(NothingToConvertError):
        one("colour,count\nred,1\n", "csv", "vcf", tmp_path)


def test_a_calendar_becomes_rows(tmp_path: Path) -> None:
    event, task = json.loads(one(sample("ics").read_bytes(), "ics", "json", tmp_path))
    assert (event["kind"], event["summary"], event["location"]) == ("event", "Встреча, важная", "Москва")
    assert event["start"] == "2024-02-29T10:00:00+03:00"
    assert (event["repeats"], event["organizer"]) == ("FREQ=WEEKLY;COUNT=3", "anna@example.org")
    assert (task["kind"], task["due"]) == ("task", "2024-03-01")


def test_a_table_by_columns_keeps_its_types_and_gaps(tmp_path: Path) -> None:
    for name in TABLES:
        (there,) = converted(sample(name), name, "jsonl", tmp_path)
        rows = [json.loads(line) for line in there.read_text(encoding="utf-8").splitlines()]
        assert rows[0] == {
            "name": "Булка",
            "price": 12.5,
            "count": 1,
            "since": "2024-02-29",
            "tags": ["мягкая", "french"],
        }
        assert rows[2] == {"name": None, "price": None, "count": 3, "since": None, "tags": None}


@pytest.mark.parametrize("name", TABLES)
def test_a_column_of_mixed_values_becomes_text(name: str, tmp_path: Path) -> None:
    source = tmp_path / "source.json"
    source.write_text(json.dumps([{"a": 1, "b": 1 << 80}, {"a": "два", "b": {"c": [2]}}]), encoding="utf-8")
    (there,) = converted(source, "json", name, tmp_path)
    assert [row["a"] for row in columns.read(there, name)] == ["1", "два"]


@pytest.mark.parametrize("name", [*TABLES, "dbf", "plist", "avro", "msgpack"])
def test_a_truncated_table_is_damaged(name: str, tmp_path: Path) -> None:
    whole = sample(name).read_bytes()
    (tmp_path / f"cut.{name}").write_bytes(whole[: len(whole) * 6 // 10])
    with pytest.raises(DamagedFileError):
        converted(tmp_path / f"cut.{name}", name, "json", tmp_path)


def test_a_table_of_dbase_is_read_in_its_code_page_without_deleted_rows(tmp_path: Path) -> None:
    (there,) = converted(sample("dbf"), "dbf", "json", tmp_path)
    assert json.loads(there.read_text(encoding="utf-8")) == [
        {"NAME": "Мягкая булка", "PRICE": 12.5, "SINCE": "2024-02-29", "OPEN": True},
        {"NAME": "Чай с мёдом", "PRICE": 3.0, "SINCE": None, "OPEN": None},
    ]


def test_tables_go_into_a_database_and_back(tmp_path: Path) -> None:
    (base,) = converted(sample("sqlite"), "sqlite", "json", tmp_path)
    told = json.loads(base.read_text(encoding="utf-8"))
    source = base.rename(tmp_path / "told.json")
    (there,) = converted(source, "json", "sqlite", tmp_path)
    (back,) = converted(there.rename(tmp_path / "base.sqlite"), "sqlite", "json", tmp_path)
    assert json.loads(back.read_text(encoding="utf-8")) == told


def test_names_that_a_database_takes_for_the_same_stay_apart(tmp_path: Path) -> None:
    source = tmp_path / "source.json"
    source.write_text('[{"a": 1, "A": 2, "x\\"; DROP TABLE data": 3}]', encoding="utf-8")
    (there,) = converted(source, "json", "sqlite", tmp_path)
    assert opened(there, "sqlite") == [(1, 2, 3)]


def test_settings_of_java_come_back(tmp_path: Path) -> None:
    told = {"a b": "x\\y\nz", "ключ:": "= значение"}
    there = one(json.dumps(told), "json", "properties", tmp_path)
    assert json.loads(one(there, "properties", "json", tmp_path)) == {"a b": "x\\y\nz", "ключ:": "= значение"}


@pytest.mark.parametrize(
    "content",
    [
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Чай\nDTSTART:20260102\nEND:VEVENT\n",
        "BEGIN:VEVENT\nSUMMARY:Чай\nDTSTART:20260102\nEND:VEVENT\n",
    ],
)
def test_an_event_whose_calendar_is_not_whole_is_read(content: str, tmp_path: Path) -> None:
    (tmp_path / "tea.ics").write_text(content)
    assert detection.detect(tmp_path / "tea.ics", "ics") == "ics"
    assert one(content, "ics", "csv", tmp_path) == "kind,summary,start\nevent,Чай,2026-01-02\n"


def test_a_date_that_is_none_is_told_as_it_stands(tmp_path: Path) -> None:
    content = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\nDTSTART:SOON\nEND:VEVENT\nEND:VCALENDAR\n"
    assert one(content, "ics", "csv", tmp_path) == "kind,summary,start\nevent,a,SOON\n"
