"""Each promise and each fault leads to a test that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(r'\]\(([\w./]+\.py) "(\w+)"\)')
PAGES = {"README.md": 15, "docs/faults.md": 20}  # promises, faults


def links(page: str) -> list[tuple[Path, str]]:
    path = ROOT / page
    return [(path.parent / target, name) for target, name in LINK.findall(path.read_text())]


@pytest.mark.parametrize("page", PAGES)
def test_every_promise_leads_to_a_test(page: str) -> None:
    for path, name in links(page):
        assert re.search(rf"^(async )?def {name}\(", path.read_text(), re.MULTILINE), f"{path} has no {name}"


@pytest.mark.parametrize("number", range(1, PAGES["README.md"] + 1))
def test_no_promise_is_without_one(number: int) -> None:
    promises = (ROOT / "README.md").read_text().partition("## Promises")[2].partition("\n## ")[0]
    promise = re.split(r"^\d+\. ", promises, flags=re.MULTILINE)[number]
    assert LINK.search(promise), promise


@pytest.mark.parametrize("number", range(1, PAGES["docs/faults.md"] + 1))
def test_no_fault_is_without_one(number: int) -> None:
    [row] = [line for line in (ROOT / "docs/faults.md").read_text().splitlines() if line.startswith(f"| F{number} |")]
    assert LINK.search(row), row
