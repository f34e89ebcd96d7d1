"""Which office document a file is: its package, its flat XML or its old compound file says so."""

import re
import zipfile

# The folder that tells Office's packages apart, and how the type of the main part tells their sorts.
FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx", "visio/": "vsdx"}
SORTS = {
    b"ms-word.document.macroEnabled.main": "docm",
    b"wordprocessingml.template.main": "dotx",
    b"ms-word.template.macroEnabledTemplate.main": "dotm",
    b"ms-excel.sheet.macroEnabled.main": "xlsm",
    b"ms-excel.sheet.binary.macroEnabled.main": "xlsb",
    b"spreadsheetml.template.main": "xltx",
    b"ms-excel.template.macroEnabled.main": "xltm",
    b"ms-powerpoint.presentation.macroEnabled.main": "pptm",
    b"presentationml.template.main": "potx",
    b"ms-powerpoint.template.macroEnabled.main": "potm",
    b"presentationml.slideshow.main": "ppsx",
    b"ms-powerpoint.slideshow.macroEnabled.main": "ppsm",
}
MAIN_TYPE = re.compile(rb"[\w.-]*\.main(?=\+xml|\")")
LONGEST_LIST = 1 << 20  # bytes of the list of types that are looked at
ALIKE = {"doc": ("dot",), "xls": ("xlt",), "ppt": ("pot", "pps")}
# What may be packed as a zip, and what inside a compound file when it is locked.
IN_ZIP = frozenset((*FOLDERS.values(), *SORTS.values(), "epub", "odt", "ods", "odp", "ott", "ots", "otp")) | frozenset(
    ("sxw", "stw", "sxc", "stc", "sxi", "pages", "numbers", "key", "cdr", "3mf")
)
IN_OLE = frozenset((*FOLDERS.values(), *SORTS.values()))


def in_package(archive: zipfile.ZipFile) -> str | None:
    """The document in a package of Office's; None for another one."""
    with archive.open("[Content_Types].xml") as member:
        types = member.read(LONGEST_LIST)
    for found in MAIN_TYPE.findall(types):
        for mark, name in SORTS.items():
            if found.endswith(mark):
                return name
    names = archive.namelist()
    return next((name for folder, name in FOLDERS.items() if any(n.startswith(folder) for n in names)), None)
