"""Names of members, whatever they are: none leads out, none is given out twice, all fit a file system."""

from hypothesis import given
from hypothesis import strategies as st

from conversion.archives.names import LONGEST_NAME, LONGEST_PART, Names, encoding_of

PIECES = st.sampled_from(
    ["..", ".", "", "/", "\\", "a", "A", "a.tar.gz", "con", "C:", "\0", "\n", "ж" * 200, "-rf", " "]
)
NAMES = st.lists(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=8).map("/".join)), max_size=20)


@given(NAMES)
def test_names_stay_inside_and_differ(names: list[str]) -> None:
    known = Names()
    given_out = [known.file(name) for name in names]

    assert len(set(given_out)) == len(given_out)
    for name in given_out:
        parts = name.split("/")
        assert not {"", ".", ".."} & set(parts)
        assert "\0" not in name
        assert all(len(part.encode()) <= LONGEST_PART + len(" (20)") for part in parts)
        assert len(name.encode()) <= LONGEST_NAME + len(" (20)") * len(parts)


@given(NAMES)
def test_no_file_stands_where_a_folder_is(names: list[str]) -> None:
    known = Names()
    folders = {folder for name in names if (folder := known.folder(name))}
    files = {known.file(name) for name in names}

    assert not files & folders
    assert not {file for file in files if any(other.startswith(f"{file}/") for other in files | folders)}


@given(st.lists(st.binary(max_size=50), max_size=10))
def test_any_bytes_have_an_encoding(names: list[bytes]) -> None:
    encoding = encoding_of(names, "cp437")
    assert all(isinstance(name.decode(encoding, "replace"), str) for name in names)
