"""What the README claims of formats."""

from pathlib import Path

from conversion import tables

README = Path(__file__).parents[2] / "README.md"


def test_the_readmes_table_is_the_registrys() -> None:
    assert tables.filled(README.read_text()) == README.read_text(), "run make docs"
