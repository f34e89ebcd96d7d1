"""What an office document's bytes say before anything opens it: locked by a password, damaged, or too large."""

import gzip
import re
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import olefile

from conversion.contents import safe_xml, text
from conversion.errors import DamagedFileError, PasswordProtectedError, TooLargeError

OLE = frozenset(("doc", "dot", "xls", "xlt", "ppt", "pot", "pps", "msg", "vsd", "pub", "sdw", "sdc", "sda"))
PRESENTATIONS = ("pptx", "pptm", "potx", "potm", "ppsx", "ppsm")
OFFICE_OPEN = frozenset((*("docx", "docm", "dotx", "dotm"), *("xlsx", "xlsm", "xlsb", "xltx", "xltm"), *PRESENTATIONS))
OPEN_DOCUMENTS = frozenset(("odt", "ods", "odp", "ott", "ots", "otp", "odg", "otg"))
STAR_OFFICE = frozenset(("sxw", "sxc", "sxi", "stw", "stc"))  # packages of the same sort, older ones
FLAT = frozenset(("fodt", "fods", "fodp", "fodg"))
XML = FLAT | {"abw"}
OTHERS = frozenset(("epub", "pages", "numbers", "key", "vsdx"))
ZIPS = OFFICE_OPEN | OPEN_DOCUMENTS | STAR_OFFICE | OTHERS
# Office opens these whatever they are, and many programs write pages and XML under such names.
DISGUISED = frozenset(("doc", "xls"))
OFFICE_XML = re.compile(
    rb"<(?:\w+:)?(?:Workbook|wordDocument)\b[^>]*urn:schemas-microsoft-com:office:|/office/word/2003/wordml"
)
WEB_TABLE = re.compile(rb"<table\b", re.IGNORECASE)
BEGINNING = 1 << 16  # bytes
MOST_EXPANDED = 1 << 30  # bytes of all parts of a document
CHUNK = 1 << 20

# Where Word, Excel and PowerPoint say that the rest is encrypted: [MS-DOC] 2.5.2, [MS-XLS] 2.4.117, [MS-PPT] 2.3.2.
WORD_FLAGS, WORD_ENCRYPTED = 10, 0x0100
WORD_6 = 0xA5DC  # its first bytes in Word 6 and 95
EXCEL_RECORD = 4  # bytes of a record's kind and size
EXCEL_LOCK = 0x2F
POWERPOINT_TOKEN = slice(12, 16)
POWERPOINT_LOCKED = bytes.fromhex("dfc4d1f3")
# Fonts may be obfuscated in an epub that anybody can read.
EPUB_PAGES = re.compile(rb"""CipherReference[^>]*URI\s*=\s*["'][^"']*\.x?html?["']""")


def check(path: Path, kind: str) -> None:
    """Raise `PasswordProtectedError`, `DamagedFileError` or `TooLargeError`; ``kind`` is the name of a format."""
    with path.open("rb") as file:
        head = file.read(8)
    if head == olefile.MAGIC:
        _check_ole(path)
    elif kind in ZIPS:
        _check_zip(path)
    elif kind in OLE:
        _check_disguised(path, kind)
    elif kind in XML:
        safe_xml.parse(text.read(path))
    elif kind == "gnumeric":
        _check_gzip(path)
    elif kind == "rtf" and not path.read_bytes().rstrip(b"\0\r\n\t \x1a").endswith(b"}"):
        raise DamagedFileError("cut off")


def _check_disguised(path: Path, kind: str) -> None:
    found = sort(path) if kind in DISGUISED else ""
    if not found:
        raise DamagedFileError("no compound file")
    if found == "xml":
        safe_xml.parse(text.read(path))


def _check_ole(path: Path) -> None:
    try:
        with olefile.OleFileIO(path) as ole:
            _check_length(ole)
            locked = (
                ole.exists("EncryptedPackage") or _word_locked(ole) or _excel_locked(ole) or _powerpoint_locked(ole)
            )
    except (OSError, ValueError, IndexError) as error:
        raise DamagedFileError(str(error)) from error
    if locked:
        raise PasswordProtectedError("ole")


def sort(path: Path) -> str:
    """What such a document is below its name: "old" for one of Word 6 or 95, "xml" and "html"; "" for the usual."""
    with path.open("rb") as file:
        head = file.read(BEGINNING)
    if head.startswith(olefile.MAGIC):
        return "old" if _is_of_word_6(path) else ""
    if OFFICE_XML.search(head):
        return "xml"
    return "html" if WEB_TABLE.search(head) else ""


def _is_of_word_6(path: Path) -> bool:
    """No more than the stream's name is the same as in later ones."""
    try:
        with olefile.OleFileIO(path) as ole:
            return int.from_bytes(_beginning(ole, "WordDocument", 2), "little") == WORD_6
    except (OSError, ValueError, IndexError):
        return False


def _check_length(ole: olefile.OleFileIO) -> None:
    """The sectors that follow others must be there. Finer rules are broken by documents that open well."""
    following = max((sector for sector in ole.fat if sector <= olefile.MAXREGSECT), default=0)
    if following >= len(ole.fat):
        raise DamagedFileError("cut off")


def _word_locked(ole: olefile.OleFileIO) -> bool:
    header = _beginning(ole, "WordDocument", WORD_FLAGS + 2)
    return bool(int.from_bytes(header[WORD_FLAGS:], "little") & WORD_ENCRYPTED)


def _excel_locked(ole: olefile.OleFileIO) -> bool:
    """The lock is the second record of a workbook, or near it."""
    records = _beginning(ole, "Workbook", 1024) or _beginning(ole, "Book", 1024)
    for _ in range(8):
        kind, size = int.from_bytes(records[:2], "little"), int.from_bytes(records[2:EXCEL_RECORD], "little")
        if kind == EXCEL_LOCK:
            return True
        records = records[EXCEL_RECORD + size :]
    return False


def _powerpoint_locked(ole: olefile.OleFileIO) -> bool:
    return _beginning(ole, "Current User", 16)[POWERPOINT_TOKEN] == POWERPOINT_LOCKED


def _beginning(ole: olefile.OleFileIO, name: str, size: int) -> bytes:
    """The first bytes of a stream; none where there is no such stream."""
    if not ole.exists(name):
        return b""
    with ole.openstream(name) as stream:
        return bytes(stream.read(size))


def _check_gzip(path: Path) -> None:
    expanded = 0
    try:
        with gzip.open(path) as file:
            while chunk := file.read(CHUNK):
                expanded += len(chunk)
                if expanded > MOST_EXPANDED:
                    raise TooLargeError("expanded bytes")
    except (OSError, EOFError, zlib.error) as error:
        raise DamagedFileError(str(error)) from error


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_EXPANDED:
                raise TooLargeError("expanded bytes")
            if _zip_locked(archive):
                raise PasswordProtectedError("zip")
            if broken := archive.testzip():
                raise DamagedFileError(broken)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ET.ParseError) as error:
        raise DamagedFileError(str(error)) from error


def _zip_locked(archive: zipfile.ZipFile) -> bool:
    """Encrypted as a zip, as an OpenDocument or as an epub."""
    if any(info.flag_bits & 1 for info in archive.infolist()):
        return True
    names = set(archive.namelist())
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        return True
    return "META-INF/encryption.xml" in names and bool(EPUB_PAGES.search(archive.read("META-INF/encryption.xml")))
