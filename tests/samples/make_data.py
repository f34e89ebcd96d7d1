"""Makes the samples of data, by hand, by SQLite, Arrow and others: ``python tests/samples/make_data.py``."""

import datetime as dt
import plistlib
import sqlite3
import struct
from pathlib import Path
from typing import Any

import fastavro
import msgpack
import pyarrow as pa
from pyarrow import feather, orc, parquet

HERE = Path(__file__).parent

SAMPLES = {
    "json": """\
{
  "shop": "Образец",
  "open": true,
  "closed": null,
  "goods": [
    {"name": "Булка", "price": 12.5, "tags": ["мягкая", "french"], "size": {"width": 10, "height": 5}},
    {"name": "Tea & co", "price": 3, "tags": [], "size": {"width": 4, "height": 9}}
  ]
}
""",
    "jsonl": """\
{"name": "Булка", "price": 12.5, "code": "007"}
{"name": "Tea & co", "price": 3, "code": "=1+1"}
""",
    "yaml": """\
# A sample
defaults: &defaults
  unit: шт
  open: true
goods:
  - {<<: *defaults, name: Булка, price: 12.5, since: 2024-02-29}
  - {<<: *defaults, name: Tea & co, price: 3, since: 2023-12-31}
""",
    "toml": """\
title = "Образец"
since = 2024-02-29

[owner]
name = "Анна"
tags = ["a", "б"]

[owner.address]
city = "Москва"
""",
    "xml": """\
<?xml version="1.0" encoding="windows-1251"?>
<!-- a sample -->
<shop name="Образец">
  <good id="1"><name>Булка</name><price unit="шт">12.5</price></good>
  <good id="2"><name>Tea &amp; co</name><price unit="шт">3</price></good>
</shop>
""",
    "properties": """\
# a sample
title = Образец
owner.name: \\u0410\\u043d\\u043d\\u0430
long = first, \\
       second
""",
    "env": """\
# a sample
export TITLE="Образец"
CITY=Москва # a comment
EMPTY=
""",
    "ini": """\
top = level

[Owner]
Name = Анна
City : Москва
; a comment
[empty]
""",
    "vcf": """\
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=D0=90=\n\
=D0=BD=D0=BD=D0=B0;;;
TEL;CELL:+7 900 123-45-67
TEL;HOME:007
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Bob\\, the baker
N:Baker;Bob;;;
item1.EMAIL;TYPE=INTERNET:bob@example.org
ADR;TYPE=HOME:;;Main street 1;Town;;12345;
NOTE:folded
  line
END:VCARD
""",
    "ics": """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//mutabor//sample//EN
BEGIN:VEVENT
UID:1@example.org
DTSTART;TZID=Europe/Moscow:20240229T100000
DTEND;TZID=Europe/Moscow:20240229T113000
SUMMARY:Встреча\\, важная
LOCATION:Москва
ORGANIZER;CN=Анна:mailto:anna@example.org
RRULE:FREQ=WEEKLY;COUNT=3
END:VEVENT
BEGIN:VTODO
UID:2@example.org
DUE;VALUE=DATE:20240301
SUMMARY:Buy tea
END:VTODO
END:VCALENDAR
""",
    "tsv": "name\tprice\tcode\nБулка\t12.5\t007\nTea & co\t3\t=1+1\n",
}
ENCODINGS = {"xml": "cp1251", "ini": "cp1251"}


def main() -> None:
    """Write every sample beside this script."""
    for name, content in SAMPLES.items():
        (HERE / f"sample.{name}").write_bytes(content.encode(ENCODINGS.get(name, "utf-8")))
    path = HERE / "sample.sqlite"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TABLE goods (name TEXT, price REAL, picture BLOB);"
            "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);"
            "CREATE VIEW nobody AS SELECT * FROM people;"
        )
        goods = [("Булка", 12.5, b"\0\1"), ("Tea & co", 3.0, None)]
        database.executemany("INSERT INTO goods VALUES (?, ?, ?)", goods)
        database.executemany("INSERT INTO people VALUES (?, ?)", [(1, "Анна"), (2, "Bob")])
    database.close()
    make_tables()
    (HERE / "sample.dbf").write_bytes(dbase())
    listed = {"shop": "Образец", "open": True, "goods": [{"name": "Булка", "price": 12.5}], "picture": b"\0\1"}
    (HERE / "sample.plist").write_bytes(plistlib.dumps(listed, fmt=plistlib.FMT_BINARY))
    make_packed()


def make_packed() -> None:
    """Nested records, a date, a point in time, and what is missing."""
    since, seen = dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 10, 0, tzinfo=dt.UTC)
    rows: list[dict[str, Any]] = [
        {"name": "Булка", "price": 12.5, "since": since, "seen": seen, "size": {"width": 10}, "tags": ["мягкая"]},
        {"name": "Tea & co", "price": None, "since": None, "seen": seen, "size": {"width": 4}, "tags": []},
    ]
    size = {"type": "record", "name": "Size", "fields": [{"name": "width", "type": "int"}]}
    kinds: dict[str, Any] = {
        "name": "string",
        "price": ["null", "double"],
        "since": ["null", {"type": "int", "logicalType": "date"}],
        "seen": {"type": "long", "logicalType": "timestamp-millis"},
        "size": size,
        "tags": {"type": "array", "items": "string"},
    }
    fields = [{"name": name, "type": kind} for name, kind in kinds.items()]
    schema = {"type": "record", "name": "Good", "namespace": "org.example", "fields": fields}
    with (HERE / "sample.avro").open("wb") as file:
        fastavro.writer(file, schema, rows, codec="deflate", sync_marker=b"mutabor-sample-1")
    told = [row | {"since": str(row["since"])} for row in rows]
    (HERE / "sample.msgpack").write_bytes(msgpack.packb(told, datetime=True))


def make_tables() -> None:
    """The same rows in each of Arrow's files."""
    rows = {
        "name": ["Булка", "Tea & co", None],
        "price": [12.5, 3.0, None],
        "count": [1, 2, 3],
        "since": [dt.date(2024, 2, 29), dt.date(2023, 12, 31), None],
        "tags": [["мягкая", "french"], [], None],
    }
    table = pa.table(rows)
    parquet.write_table(table, HERE / "sample.parquet")
    feather.write_feather(table, HERE / "sample.feather")
    orc.write_table(table, HERE / "sample.orc")


def dbase() -> bytes:
    """A table of dBase III in code page 866: the second row is deleted."""
    columns = (("NAME", b"C", 12), ("PRICE", b"N", 6), ("SINCE", b"D", 8), ("OPEN", b"L", 1))
    rows = (" Мягкая булка  12.520240229T", "*Deleted       1.0020240101F", " Чай с мёдом   3.00        ?")
    fields = b"".join(
        struct.pack("<11sc4xBB14x", name.encode(), kind, size, 2 if kind == b"N" else 0) for name, kind, size in columns
    )
    width = 1 + sum(size for _name, _kind, size in columns)
    head = struct.pack("<4BIHH20x", 3, 124, 2, 29, len(rows), 32 + len(fields) + 1, width)
    body = b"".join(row.encode("cp866")[:width].ljust(width) for row in rows)
    return head + fields + b"\r" + body + b"\x1a"


if __name__ == "__main__":
    main()
