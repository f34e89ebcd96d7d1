"""The locks pin everything by hash, agree with one another, and name no registry."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = ("requirements.txt", "requirements-s3.txt", "requirements-dev.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name: str) -> set[str]:
    """Every ``name==version``."""
    return set(re.findall(r"^[\w.-]+==[^\s;\\]+", (ROOT / name).read_text(), re.MULTILINE))


def normalized(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    assert match
    return re.sub(r"[-_.]+", "-", match[0]).lower()


@pytest.mark.parametrize("name", NAMES)
def test_every_pin_has_hashes(name: str) -> None:
    entries = re.split(r"^(?=[\w.-]+==)", (ROOT / name).read_text(), flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(name)) > 50
    assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("name", NAMES)
def test_no_lock_names_a_host(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "index-url" not in text
    assert "make lock" in text.splitlines()[1]


@pytest.mark.parametrize("name", NAMES[1:])
def test_the_larger_locks_contain_the_small_one(name: str) -> None:
    assert pins(NAMES[0]) <= pins(name)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (NAMES[0], PROJECT["project"]["dependencies"]),
        (NAMES[1], PROJECT["project"]["optional-dependencies"]["s3"]),
        (NAMES[2], PROJECT["dependency-groups"]["dev"]),
    ],
    ids=NAMES,
)
def test_what_is_wanted_is_locked(name: str, wanted: list[str]) -> None:
    assert {normalized(requirement) for requirement in wanted} <= {normalized(pin) for pin in pins(name)}


def test_the_lock_is_whole() -> None:
    """It is installed as it stands, without a resolver: nothing that a package asks for may be missing from it."""
    checked = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
