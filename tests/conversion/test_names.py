"""Names from strangers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversion import formats, names


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("report.pdf", "report.pdf"),
        ("Отчёт за июль.docx", "Отчёт за июль.docx"),
        ("🎉 party.mp4", "🎉 party.mp4"),
        ("two\nlines.txt", "two lines.txt"),
        ("-rf.mp3", "rf.mp3"),
        ("../../etc/passwd", "etc passwd"),
        ('say "hi".png', "say hi.png"),
        (".hidden", "hidden"),
        ("", "file"),
        ("...", "file"),
        ("no extension", "no extension"),
        ("a.tar.gz", "a.tar.gz"),
        ("C:\\photo.jpg", "C photo.jpg"),
        ("evil\u202egpj.exe", "evil gpj.exe"),
    ],
)
def test_a_name_is_cleaned_and_stays_recognisable(name: str, cleaned: str) -> None:
    assert names.clean(name) == cleaned


def test_three_hundred_letters_are_cut_between_letters_and_keep_the_extension() -> None:
    cleaned = names.clean("ж" * 300 + ".mp4")
    assert cleaned == "ж" * 100 + ".mp4"


@pytest.mark.parametrize(
    ("name", "target", "renamed"),
    [("a.tar.gz", "zip", "a.zip"), ("b.JPG", "png", "b.png"), ("v1.2", "pdf", "v1.pdf"), ("c", "tar.xz", "c.tar.xz")],
)
def test_a_result_bears_the_sources_name(name: str, target: str, renamed: str) -> None:
    assert names.renamed(name, formats.named(target)[0]) == renamed


@given(st.text(max_size=400))
def test_any_text_becomes_a_safe_file_name(name: str) -> None:
    cleaned = names.clean(name)
    assert 0 < len(cleaned.encode()) <= 255
    assert not cleaned.startswith(("-", "."))
    assert not set(cleaned) & set('/\\\0\n\r"')
