"""Avro and MessagePack: nested values, dates, any letters and gaps come and go; what is broken is damaged."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import fastavro
import msgpack
import pytest

from conversion import detection
from conversion.engines.structured import avro, packs, trees
from conversion.errors import DamagedFileError, NothingToConvertError
from tests.conversion.engines import whole
from tests.conversion.engines.desk import sample
from tests.conversion.engines.test_data import by_apache

MOMENT = dt.datetime(2024, 2, 29, 10, 30, 0, 250_000, tzinfo=dt.UTC)
ROWS: list[dict[str, Any]] = [
    {"name": "Булка", "price": 12.5, "count": 1, "is_open": True, "owner": {"city": "Москва", "pets": [{"age": 3}]}},
    {"name": None, "price": None, "count": 2**63 - 1, "is_open": None, "owner": None, "tags": ["a", None, 1, [2.5]]},
]


def schema(path: Path) -> Any:
    with path.open("rb") as file:
        return fastavro.reader(file).writer_schema


def through_avro(value: Any, folder: Path) -> Any:
    avro.write(trees.grown(value), folder / "file")
    assert detection.detect(folder / "file") == "avro"
    return avro.read(folder / "file")


def through_packs(value: Any, folder: Path) -> Any:
    packs.write(trees.grown(value), folder / "file")
    return packs.read(folder / "file")


def test_nested_rows_come_back_from_avro(tmp_path: Path) -> None:
    gaps: dict[str, Any] = {"tags": None}
    assert through_avro(ROWS, tmp_path) == [gaps | ROWS[0], ROWS[1]]
    assert by_apache(tmp_path / "file") == [gaps | ROWS[0], ROWS[1]]


def test_nested_values_come_back_from_messagepack(tmp_path: Path) -> None:
    assert through_packs(ROWS, tmp_path) == ROWS
    assert through_packs({"ключ": {"x": [1, "два", None]}}, tmp_path) == {"ключ": {"x": [1, "два", None]}}


@pytest.mark.parametrize(
    "value", [MOMENT, MOMENT.replace(tzinfo=None), dt.date(2024, 2, 29), dt.time(10, 30, 0, 250_000)], ids=str
)
def test_dates_stay_dates_in_avro(value: dt.date | dt.time, tmp_path: Path) -> None:
    assert through_avro([{"at": value}, {"at": None}], tmp_path) == [{"at": value}, {"at": None}]


def test_dates_among_other_values_become_text_in_avro(tmp_path: Path) -> None:
    rows = [{"at": dt.date(2024, 2, 29)}, {"at": MOMENT}, {"at": 7}]
    assert [row["at"] for row in through_avro(rows, tmp_path)] == ["2024-02-29", MOMENT.isoformat(), 7]


def test_of_dates_messagepack_knows_points_in_time(tmp_path: Path) -> None:
    rows = [{"at": MOMENT, "on": dt.date(2024, 2, 29), "about": MOMENT.replace(tzinfo=None)}]
    told = {"at": MOMENT, "on": "2024-02-29", "about": "2024-02-29T10:30:00.250000"}
    assert through_packs(rows, tmp_path) == [told]


def test_names_that_avro_does_not_know_are_keys_of_maps(tmp_path: Path) -> None:
    rows = [{"имя": "Анна", "лет": 7, "дом": {"key": 1}}, {"имя": "Bob"}]
    assert through_avro(rows, tmp_path) == rows
    assert schema(tmp_path / "file")["type"] == "map"
    assert by_apache(tmp_path / "file") == rows


@pytest.mark.parametrize("value", [[1, 2], ["a", None], [[1], []], [{}], [{"a": {}}], {"a": [], "b": [{}]}], ids=str)
def test_odd_trees_fit_into_avro(value: Any, tmp_path: Path) -> None:
    rows = value if isinstance(value, list) else [value]
    assert through_avro(value, tmp_path) == [row if isinstance(row, dict) else {"value": row} for row in rows]


def test_numbers_too_large_become_text(tmp_path: Path) -> None:
    assert through_avro([{"n": 1 << 63}], tmp_path) == [{"n": str(1 << 63)}]
    assert through_packs([1 << 63, 1 << 64], tmp_path) == [1 << 63, str(1 << 64)]


@pytest.mark.parametrize("name", ["avro", "msgpack"])
def test_the_sample_is_read_whole(name: str, tmp_path: Path) -> None:
    told = json.loads(whole.converted(sample(name), "json", tmp_path).read_text("utf-8"))
    assert told[0] == {
        "name": "Булка", "price": 12.5, "since": "2024-02-29", "seen": "2024-02-29T10:00:00+00:00",
        "size": {"width": 10}, "tags": ["мягкая"],
    }  # fmt: skip
    assert told[1]["price"] is None


@pytest.mark.parametrize("codec", ["null", "deflate", "bzip2", "xz", "snappy", "zstandard"])
def test_avro_is_unpacked_whatever_packed_it(codec: str, tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        fastavro.writer(file, {"type": "map", "values": "string"}, [{"ключ": "слово"}], codec=codec)
    assert avro.read(tmp_path / "file") == [{"ключ": "слово"}]


def test_several_values_of_messagepack_are_a_list(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(msgpack.packb({1: "один"}) + msgpack.packb([b"\xff", msgpack.ExtType(5, b"x")]))
    assert trees.grown(packs.read(tmp_path / "file")) == [{"1": "один"}, ["/w==", [5, "eA=="]]]


@pytest.mark.parametrize("content", [b"Obj\1", b"Obj\1\0" + bytes(16) + b"\2\2", b"Obj\1" + b"\xff" * 60], ids=str)
def test_what_only_begins_as_avro_is_damaged(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises((DamagedFileError, NothingToConvertError)):
        avro.read(tmp_path / "file")


@pytest.mark.parametrize("content", [b"\xc1", b"\xdf\xff\xff\xff\xff", b"\x81\x80\1", b"\x91" * 5000], ids=len)
def test_what_is_no_messagepack_is_damaged(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(DamagedFileError):
        packs.read(tmp_path / "file")


def test_a_text_is_no_messagepack_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words", encoding="utf-8")
    assert detection.detect(tmp_path / "file", "msgpack") == "txt"
