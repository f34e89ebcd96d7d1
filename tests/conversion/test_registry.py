"""Routes, and the ways made of them."""

import pytest

from conversion import formats, registry
from conversion.engines import ENGINES
from conversion.errors import NoRouteError
from conversion.formats import FORMATS


def the(name: str) -> formats.Format:
    return formats.named(name)[0]


def way(source: str, target: str) -> list[str]:
    legs = registry.way(the(source), the(target))
    return [legs[0].route.source.name, *(leg.route.target.name for leg in legs)]


@pytest.mark.parametrize(
    "expected",
    [
        ["heic", "ico"],
        ["docx", "pdf", "png"],
        ["xlsx", "pdf", "jpg"],
        ["mkv", "mp4"],
        ["rar", "zip"],
    ],
)
def test_the_cheapest_way_is_found(expected: list[str]) -> None:
    assert way(expected[0], expected[-1]) == expected


def test_no_way_is_an_error_that_names_both() -> None:
    with pytest.raises(NoRouteError) as caught:
        registry.way(the("mp3"), the("docx"))
    assert caught.value.args == ("mp3", "docx")


@pytest.mark.parametrize("source", registry.sources(), ids=str)
def test_every_offered_target_has_a_way_with_its_queue_and_options(source: formats.Format) -> None:
    targets = registry.targets_for(source)
    assert targets
    assert source not in targets
    assert len(set(targets)) == len(targets)
    for target in targets:
        assert registry.queue_for(source, target) in {engine.queue for engine in ENGINES}
        registry.options_for(source, target)


def test_every_format_of_the_catalogue_is_read_or_written_here() -> None:
    written = {leg.route.target for leg in registry.direct_legs()}
    assert set(FORMATS) == set(registry.sources()) | written


def test_names_of_engines_are_unique() -> None:
    assert len({engine.name for engine in ENGINES}) == len(ENGINES)


def test_no_extension_and_no_media_type_belongs_to_two_formats() -> None:
    extensions = [extension for row in FORMATS if not row.stored_as for extension in row.extensions]
    media_types = [media_type for row in FORMATS for media_type in row.media_types]
    assert len(set(extensions)) == len(extensions)
    assert len(set(media_types)) == len(media_types)


def test_formats_are_found_by_alias_file_name_and_media_type() -> None:
    assert formats.from_name(".JPEG") == the("jpg")
    assert formats.from_filename("Backup.2024.TAR.GZ") == the("tar.gz")
    assert formats.from_filename("logo.svg.gz") == the("svgz")
    assert formats.from_filename("noextension") is None
    assert formats.from_media_type("text/html; charset=utf-8") == the("html")
    assert formats.from_name("nonsense") is None
