"""Documents of other office programs: their words arrive."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from conversion import detection, formats
from tests.conversion.engines.desk import SAID_ELSEWHERE
from tests.conversion.matrix import convert, sample


@pytest.mark.parametrize(("name", "words"), SAID_ELSEWHERE.items(), ids=SAID_ELSEWHERE)
def test_the_words_of_a_document_stand_in_its_pdf(name: str, words: str, tmp_path: Path) -> None:
    source, pdf = formats.named(f"{name} pdf")
    made = convert(sample(source), pdf, tmp_path)
    text = subprocess.run(["pdftotext", made.path, "-"], check=True, capture_output=True, text=True).stdout
    assert words in " ".join(text.split())


@pytest.mark.parametrize(
    ("members", "found"),
    [
        (("Index/Document.iwa", "Index/Slide-12.iwa"), "key"),
        (("Index/Document.iwa", "Index/Tables/DataList.iwa"), "pages"),
        (("Index.zip", "Metadata/Properties.plist"), "pages"),
        (("content/root.dat", "META-INF/metadata.xml"), "cdr"),
    ],
)
def test_a_bundle_is_known_by_its_members(members: tuple[str, ...], found: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bundle", "w") as bundle:
        for name in members:
            bundle.writestr(name, "x")
    assert detection.detect(tmp_path / "bundle") == found


def test_what_numbers_writes_today_is_no_document_that_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bundle", "w") as bundle:
        bundle.writestr("Index/Document.iwa", "x")
    assert detection.detect(tmp_path / "bundle", "numbers") == "zip"


@pytest.mark.parametrize("name", ["cdr", "key", "numbers", "pages", "vsdx", "3mf"])
def test_half_a_bundle_is_called_what_its_name_says(name: str, tmp_path: Path) -> None:
    whole = sample(formats.named(name)[0]).read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    assert detection.detect(tmp_path / "half", name) == name
