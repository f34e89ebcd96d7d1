"""Rows of the catalogue: pictures, still and moving."""

from conversion.formats.row import Format, Kind, row

ROWS: tuple[Format, ...] = (
    row(Kind.IMAGE, "jpg jpeg jpe jfif", "image/jpeg image/jpg"),
    row(Kind.IMAGE, "png", "image/png"),
    row(Kind.IMAGE, "apng", "image/apng image/vnd.mozilla.apng"),
    row(Kind.IMAGE, "webp", "image/webp"),
    row(Kind.IMAGE, "gif", "image/gif"),
    row(Kind.IMAGE, "tiff tif", "image/tiff"),
    row(Kind.IMAGE, "bmp dib", "image/bmp image/x-ms-bmp"),
    row(Kind.IMAGE, "ico", "image/vnd.microsoft.icon image/x-icon"),
    row(Kind.IMAGE, "avif", "image/avif"),
    row(Kind.IMAGE, "heic heif hif", "image/heic image/heif"),
    row(Kind.IMAGE, "tga", "image/x-tga image/x-targa"),
    row(Kind.IMAGE, "ppm pnm", "image/x-portable-pixmap image/x-portable-anymap"),
    row(Kind.IMAGE, "pgm", "image/x-portable-graymap image/x-portable-greymap"),
    row(Kind.IMAGE, "pbm", "image/x-portable-bitmap"),
    row(Kind.IMAGE, "xbm", "image/x-xbitmap"),
    row(Kind.IMAGE, "xpm", "image/x-xpixmap image/x-xpmi"),
    row(Kind.IMAGE, "jp2 j2k jpf jpx j2c", "image/jp2 image/jpx image/x-jp2-codestream"),
    row(Kind.IMAGE, "qoi", "image/qoi image/x-qoi"),
    row(Kind.IMAGE, "dds", "image/vnd-ms.dds image/x-dds"),
    row(Kind.IMAGE, "pcx", "image/vnd.zbrush.pcx image/x-pcx"),
    row(Kind.IMAGE, "sgi rgb bw", "image/sgi image/x-sgi"),
    row(Kind.IMAGE, "icns", "image/icns image/x-icns"),
    row(Kind.IMAGE, "cur", "image/x-win-bitmap"),
    row(Kind.IMAGE, "psd", "image/vnd.adobe.photoshop image/x-photoshop"),
    row(Kind.IMAGE, "tgs", "application/x-tgsticker"),
    row(Kind.IMAGE, "lottie", "application/zip+dotlottie application/lottie+json"),
)
