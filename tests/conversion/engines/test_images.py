"""What a picture must not lose on its way: which way is up, colours, depth, transparency, what its camera said."""

from pathlib import Path
from typing import Any

import pytest
import pyvips
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from tests.conversion.engines import darkroom

PROFILE = darkroom.profile("Muta")
CARRYING = ["webp", "png", "tiff", "avif", "heic"]


def upside(orientation: int, path: Path) -> Path:
    """A JPEG whose upper left quarter is red once it is turned as its EXIF says."""
    upright = Image.new("RGB", (120, 80), "blue")
    upright.paste("red", (0, 0, 60, 40))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's transposition that undoes the turn
    stored = upright.transpose(Image.Transpose(back[orientation])) if orientation in back else upright
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = "Гауф".encode()
    exif[ExifTags.IFD.Exif] = {ExifTags.Base.ExposureTime: IFDRational(1, 125)}
    exif[ExifTags.IFD.GPSInfo] = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (55.0, 45.0, 20.5)}
    stored.save(path, exif=exif, quality=95, subsampling=0)
    return path


def is_red(pixel: Any) -> bool:
    return bool(pixel[0] > 200 and pixel[2] < 60)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_its_camera_meant(orientation: int, tmp_path: Path) -> None:
    turned = darkroom.converted(upside(orientation, tmp_path / "turned.jpg"), "webp", tmp_path).convert("RGB")
    assert turned.size == (120, 80)
    assert is_red(turned.getpixel((10, 10)))
    assert not is_red(turned.getpixel((110, 70)))
    assert ExifTags.Base.Orientation not in turned.getexif()


@pytest.mark.parametrize("target", [*CARRYING, "gif", "bmp", "ico", "tga", "ppm"])
def test_every_target_gets_it_upright(target: str, tmp_path: Path) -> None:
    turned = darkroom.converted(upside(6, tmp_path / "turned.jpg"), target, tmp_path).convert("RGBA")
    x, y = (10, 30) if target == "ico" else (10, 10)
    assert is_red(turned.getpixel((x, y)))


def test_a_pdf_shows_it_upright(tmp_path: Path) -> None:
    for orientation in (1, 3, 5, 6, 8):
        source = upside(orientation, tmp_path / f"turned{orientation}.jpg")
        (output,) = darkroom.convert(source, "pdf", tmp_path)
        darkroom.said("pdftoppm", "-r", "96", "-png", "-singlefile", str(output), str(tmp_path / f"page{orientation}"))
        page = darkroom.opened(tmp_path / f"page{orientation}.png")
        assert is_red(page.getpixel((10, 10)))
        assert page.width > page.height


@pytest.mark.parametrize("target", CARRYING)
def test_what_the_camera_said_stays(target: str, tmp_path: Path) -> None:
    for orientation in (1, 6):
        source = upside(orientation, tmp_path / f"turned{orientation}.jpg")
        exif = darkroom.converted(source, target, tmp_path).getexif()
        assert exif[ExifTags.Base.Artist].encode("latin-1").decode() == "Гауф"
        assert exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ExposureTime] == pytest.approx(1 / 125)
        assert exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] == (55.0, 45.0, 20.5)


def test_what_a_tiff_says_of_itself_reaches_a_jpeg(tmp_path: Path) -> None:
    (tiff,) = darkroom.convert(upside(6, tmp_path / "turned.jpg"), "tiff", tmp_path)
    exif = darkroom.converted(tiff, "jpg", tmp_path).getexif()
    assert exif[ExifTags.Base.Artist].encode("latin-1").decode() == "Гауф"
    assert exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] == (55.0, 45.0, 20.5)
    assert ExifTags.Base.Compression not in exif


def test_broken_exif_is_no_reason_to_refuse(tmp_path: Path) -> None:
    source = tmp_path / "broken.jpg"
    Image.new("RGB", (40, 30), "red").save(source, exif=b"Exif\0\0II*\0\xff\xff\xff\x7f" + b"\xff" * 40)
    assert darkroom.converted(source, "webp", tmp_path).size == (40, 30)
    assert darkroom.converted(source, "tiff", tmp_path).size == (40, 30)


@pytest.mark.parametrize("target", ["png", "webp", "gif", "tiff", "avif", "tga", "apng"])
def test_transparency_stays_where_it_can(target: str, tmp_path: Path) -> None:
    source = darkroom.sample("webp" if target == "png" else "png")
    corner, middle = (
        darkroom.converted(source, target, tmp_path).convert("RGBA").getpixel(at) for at in ((0, 0), (120, 80))
    )
    assert corner[3] < 3  # type: ignore[index]  # four bands
    assert middle[3] > 252  # type: ignore[index]  # as above


@pytest.mark.parametrize("target", ["jpg", "bmp", "ppm"])
@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB"])
def test_what_is_not_there_becomes_white(mode: str, target: str, tmp_path: Path) -> None:
    source = tmp_path / "clear.png"
    clear = Image.new("RGBA", (40, 40))
    if mode == "RGB":
        Image.new("RGB", (40, 40)).save(source, transparency=(0, 0, 0))
    else:
        clear.quantize(4).save(source) if mode == "P" else clear.convert(mode).save(source)
    shown = darkroom.converted(source, target, tmp_path).convert("RGB")
    assert darkroom.near(shown, Image.new("RGB", (40, 40), "white"), off=3)


def test_ten_thousand_shades_of_grey_stay(tmp_path: Path) -> None:
    source = tmp_path / "deep.png"
    deep = Image.frombytes("I;16", (256, 256), b"".join(n.to_bytes(2, "little") for n in range(65536)))
    deep.save(source)
    (tiff,) = darkroom.convert(source, "tiff", tmp_path)
    assert darkroom.opened(tiff).tobytes() == deep.tobytes()
    assert darkroom.converted(tiff, "png", tmp_path).tobytes() == deep.tobytes()
    flat = darkroom.converted(source, "jpg", tmp_path, quality="high")
    assert flat.mode == "L"
    assert flat.getpixel((128, 128)) == pytest.approx(128, abs=2)


def test_sixteen_bits_a_colour_stay(tmp_path: Path) -> None:
    pyvips.operation_block_set("VipsForeignLoad", False)
    deep = (pyvips.Image.xyz(256, 256) * [256, 1]).bandjoin(777).cast("ushort").copy(interpretation="rgb16")
    deep.pngsave(str(tmp_path / "deep.png"))
    (tiff,) = darkroom.convert(tmp_path / "deep.png", "tiff", tmp_path)
    (png,) = darkroom.convert(tiff, "png", tmp_path)
    (small,) = darkroom.convert(tiff.rename(tmp_path / "small.tiff"), "png", tmp_path, width=64)
    pyvips.operation_block_set("VipsForeignLoad", False)
    assert (pyvips.Image.new_from_file(str(png)) - deep).abs().max() == 0
    assert pyvips.Image.new_from_file(str(small)).format == "ushort"
    assert pyvips.Image.new_from_file(str(small)).width == 64


def test_a_smaller_picture_keeps_its_shape(tmp_path: Path) -> None:
    source = darkroom.sample("png")
    assert darkroom.converted(source, "webp", tmp_path, width=60).size == (60, 40)
    assert darkroom.converted(source, "jpg", tmp_path, height=40).size == (60, 40)
    assert darkroom.converted(source, "tiff", tmp_path, width=60, height=20).size == (30, 20)
    assert darkroom.converted(source, "bmp", tmp_path, width=4000).size == (240, 160)


def test_a_turned_picture_fits_the_box_that_people_see(tmp_path: Path) -> None:
    turned = darkroom.converted(upside(6, tmp_path / "turned.jpg"), "webp", tmp_path, width=60)
    assert turned.size == (60, 40)
    assert is_red(turned.convert("RGB").getpixel((5, 5)))


def test_quality_decides_the_size(tmp_path: Path) -> None:
    for target in ("jpg", "webp", "avif", "heic"):
        sizes = []
        for quality in ("low", "medium", "high"):
            folder = tmp_path / f"{target}-{quality}"
            folder.mkdir()
            (output,) = darkroom.convert(darkroom.sample("png"), target, folder, quality=quality)
            sizes.append(output.stat().st_size)
        assert sizes == sorted(sizes)
        assert sizes[0] < sizes[2]


def test_an_icon_is_square_in_every_usual_size(tmp_path: Path) -> None:
    (output,) = darkroom.convert(darkroom.sample("png"), "ico", tmp_path)
    icon = Image.open(output)
    assert icon.info["sizes"] == {(side, side) for side in (16, 24, 32, 48, 64, 128, 240)}
    large = darkroom.opened(output)
    assert large.getpixel((120, 2))[3] == 0  # type: ignore[index]  # four bands
    assert large.getpixel((120, 120))[3] == 255  # type: ignore[index]  # as above


def test_a_tiny_picture_becomes_an_icon_of_its_size(tmp_path: Path) -> None:
    Image.new("RGB", (9, 5), "red").save(tmp_path / "tiny.png")
    assert darkroom.converted(tmp_path / "tiny.png", "ico", tmp_path).size == (9, 9)


def test_few_colours_stay_exactly_as_they_are(tmp_path: Path) -> None:
    drawn = Image.new("RGB", (80, 60), (250, 1, 2))
    for number in range(200):
        drawn.paste((number, 255 - number, number * 7 % 256), (number % 80, number // 80, number % 80 + 1, 9))
    drawn.save(tmp_path / "drawn.png")
    (gif,) = darkroom.convert(tmp_path / "drawn.png", "gif", tmp_path)
    assert darkroom.opened(gif).convert("RGB").tobytes() == drawn.tobytes()
    assert darkroom.converted(gif, "webp", tmp_path).convert("RGB").tobytes() == drawn.tobytes()


def test_a_large_photograph_goes_by_libvips_with_all_it_says(tmp_path: Path) -> None:
    large = Image.effect_noise((1400, 900), 40).convert("RGB")
    with Image.open(upside(1, tmp_path / "said.jpg")) as said:
        large.save(tmp_path / "large.webp", lossless=True, exact=True, exif=said.info["exif"], icc_profile=PROFILE)
    shown = darkroom.converted(tmp_path / "large.webp", "png", tmp_path)
    assert shown.tobytes() == large.tobytes()
    assert shown.info["icc_profile"] == PROFILE
    assert shown.getexif()[ExifTags.Base.Artist].encode("latin-1").decode() == "Гауф"
    assert shown.getexif().get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] == (55.0, 45.0, 20.5)


def test_an_x_pixmap_may_have_comments_names_of_colours_and_deep_ones(tmp_path: Path) -> None:
    source = tmp_path / "cursor.xpm"
    source.write_text(
        '/* XPM */\nstatic const char * const cursor[] = {\n"4 1 4 1 0 0", // width height colours characters\n'
        '". c #FF0000", // mask\n"# s edge m black c light blue",\n/* deep */\n"+\tc #0000FFFF8000",\n"  c None",\n'
        '/* pixels */\n".#+ "};\n'
    )
    picture = darkroom.converted(source, "png", tmp_path).convert("RGBA")
    shades = [picture.getpixel((x, 0)) for x in range(4)]
    assert shades[:3] == [(255, 0, 0, 255), (173, 216, 230, 255), (0, 255, 127, 255)]
    assert shades[3][3] == 0  # type: ignore[index]
