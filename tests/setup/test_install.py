"""What `make` installs on which machine: real commands, with a PATH of our own."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from setup import packages
from setup.packages import Package

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, but for a shell's own tools."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("sh", "chmod", "rm", "cat", "echo"):
        (folder / tool).symlink_to(f"/bin/{tool}")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(path: Path, name: str, script: str) -> None:
    """A program that does what a line of shell says."""
    (path / name).write_text(f"#!/bin/sh\n{script}\n")
    (path / name).chmod(0o755)


def names(of: list[Package]) -> set[str]:
    return {package.name for package in of}


def test_on_debian_the_package_manager_knows(path: Path) -> None:
    program(
        path,
        "dpkg-query",
        "echo 'installed ffmpeg, '; echo 'config-files redis-server, '; echo 'installed libmagic1t64, libmagic1 (= 5)'",
    )
    formats = packages.listed("run", "formats")
    assert names(formats) - names(packages.missing(formats)) == {"ffmpeg", "libmagic1"}


def test_the_desktops_libreoffice_serves_and_is_not_pushed_out(path: Path) -> None:
    program(path, "dpkg-query", "echo 'installed libreoffice-calc, '")
    assert "libreoffice-calc-nogui" not in names(packages.missing(packages.listed("formats")))


def test_elsewhere_programs_stand_for_packages(path: Path) -> None:
    program(path, "ffmpeg", "true")
    absent = names(packages.missing(packages.listed("run", "formats", "tests")))
    assert {"redis-server", "libreoffice-writer-nogui", "7zip", "poppler-utils"} <= absent
    assert "ffmpeg" not in absent


@pytest.mark.parametrize(
    ("root", "sudo", "expected"),
    [(True, "", ["apt.sh"]), (False, "", None), (False, "exit 0", ["sudo", "apt.sh"]), (False, "exit 1", None)],
    ids=["root", "nobody", "sudo", "sudo that asks, and no terminal"],
)
def test_packages_are_installed_by_who_may(
    path: Path, monkeypatch: pytest.MonkeyPatch, root: bool, sudo: str, expected: list[str] | None
) -> None:
    program(path, "apt-get", "true")
    if sudo:
        program(path, "sudo", sudo)
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    command = packages.installer()
    assert (command and [Path(word).name for word in command]) == expected


def test_without_apt_nothing_is_tried(path: Path) -> None:
    assert path.exists()
    assert packages.installer() is None


def apt(path: Path, script: str, *wanted: str) -> "subprocess.CompletedProcess[str]":
    """setup/apt.sh with an apt-get that does what ``script`` says and notes its arguments."""
    program(path, "apt-get", f'echo "$*" >> "{path.parent}/asked"\n{script}')
    environment = os.environ | {"POLICY_RC_D": str(path.parent / "policy")}
    return subprocess.run(
        [ROOT / "setup/apt.sh", *wanted], env=environment, capture_output=True, text=True, check=False
    )


def test_packages_are_installed_together_and_their_services_stay_down(path: Path) -> None:
    policy = path.parent / "policy"
    done = apt(path, f'test "$1" = update || cat "{policy}" > "{path.parent}/seen"', "ffmpeg", "redis-server")

    assert done.returncode == 0
    assert "exit 101" in (path.parent / "seen").read_text()
    assert not policy.exists()
    _, install = (path.parent / "asked").read_text().splitlines()
    assert install.endswith("ffmpeg redis-server")
    assert "--no-remove" in install
    assert "--no-install-recommends" in install


def test_one_package_that_is_not_to_be_had_does_not_keep_the_others_out(path: Path) -> None:
    done = apt(path, 'case "$*" in *unheard-of*) exit 100;; esac', "ffmpeg", "unheard-of", "unar")
    assert done.returncode == 1
    asked = (path.parent / "asked").read_text().splitlines()
    assert [line.split()[-1] for line in asked[2:]] == ["ffmpeg", "unheard-of", "unar"]


def test_a_policy_that_was_there_stays(path: Path) -> None:
    policy = path.parent / "policy"
    policy.write_text("#!/bin/sh\nexit 0\n")
    assert apt(path, "true", "ffmpeg").returncode == 0
    assert policy.read_text() == "#!/bin/sh\nexit 0\n"


def test_the_script_can_be_run() -> None:
    assert (ROOT / "setup/apt.sh").stat().st_mode & stat.S_IXUSR


def install(*words: str, **changes: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "setup.install", *words]
    return subprocess.run(command, cwd=ROOT, env=os.environ | changes, capture_output=True, text=True, check=False)


def test_what_is_missing_is_said_with_what_it_costs_and_the_start_goes_on(path: Path) -> None:
    without_apt = install("--tools", PATH=str(path))
    assert (without_apt.returncode, without_apt.stderr) == (0, "")

    done = install(PATH=str(path), CI="")
    assert done.returncode == 0
    assert "libreoffice-writer-nogui    doc, docx, odt, rtf" in done.stderr
    assert "apt-get install redis-server" in done.stderr


def test_in_ci_a_missing_tool_is_a_fault(path: Path) -> None:
    assert install("--tests", PATH=str(path), CI="true").returncode == 1


def test_when_all_is_there_nothing_is_said() -> None:
    done = install("--tests")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_row_of_the_list_says_what_it_brings() -> None:
    rows = packages.listed("python", "run", "formats", "tests")
    lines = [line for line in packages.LISTING.read_text().splitlines() if line and not line.startswith("#")]
    assert len(rows) == len(lines)
    assert all(package.brings for package in rows)
