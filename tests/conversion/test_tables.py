"""What the documentation claims of formats."""

from pathlib import Path

from conversion import engines, formats, registry, tables

ROOT = Path(__file__).parents[2]


def test_the_readmes_table_is_the_registrys() -> None:
    readme = (ROOT / tables.README).read_text()
    assert tables.filled(readme) == readme, "run make docs"


def test_the_page_of_formats_is_the_registrys() -> None:
    assert tables.page() == (ROOT / tables.PAGE).read_text(), "run make docs"


def test_the_page_names_every_engine_and_every_source() -> None:
    page = tables.page()
    assert [engine.name for engine in engines.ENGINES if f"| {engine.name} |" not in page] == []
    assert [source.name for source in registry.sources() if f"| **{source.name}** |" not in page] == []


def test_every_format_is_read_or_written_here() -> None:
    written = {leg.route.target for leg in registry.direct_legs()}
    assert [row.name for row in formats.FORMATS if row not in written and row not in registry.sources()] == []
