"""LibreOffice's filters by format, for each of its families: what opens a document and what saves it."""

from collections.abc import Mapping

from conversion import formats
from conversion.formats import Format

ALL_SHEETS = "44,34,76,1,,0,false,true,false,false,false,-1"


def _filters(rows: Mapping[str, str]) -> dict[Format, str]:
    return {formats.named(name)[0]: filter_name for name, filter_name in rows.items()}


_WORD, _EXCEL, _POWERPOINT = "MS Word 2007 XML", "Calc MS Excel 2007 XML", "Impress MS PowerPoint 2007 XML"

# Documents as people keep them: each is read and written. HTML is written only, see `WriterEngine`.
TEXTS = {"docx": _WORD, "doc": "MS Word 97", "odt": "writer8", "rtf": "Rich Text Format"}
PLAIN = {"txt": "Text (encoded)"}
SHEETS = {"xlsx": _EXCEL, "xls": "MS Excel 97", "ods": "calc8"}
CSV = {"csv": "Text - txt - csv (StarCalc)"}
SLIDES = {"pptx": _POWERPOINT, "ppt": "MS PowerPoint 97", "odp": "impress8"}

# Templates, flat files and shows, macros left out.
TEXT_SORTS = {
    "docm": f"{_WORD} VBA",
    "dotx": f"{_WORD} Template",
    "dot": "MS Word 97 Vorlage",
    "ott": "writer8_template",
    "fodt": "OpenDocument Text Flat XML",
}
SHEET_SORTS = {
    "xlsm": "Calc MS Excel 2007 VBA XML",
    "xltx": f"{_EXCEL} Template",
    "xlt": "MS Excel 97 Vorlage/Template",
    "ots": "calc8_template",
    "fods": "OpenDocument Spreadsheet Flat XML",
    "dif": "DIF",
    "slk": "SYLK",
}
SLIDE_SORTS = {
    "pptm": f"{_POWERPOINT} VBA",
    "potx": f"{_POWERPOINT} Template",
    "pot": "MS PowerPoint 97 Vorlage",
    "pps": "MS PowerPoint 97 AutoPlay",
    "otp": "impress8_template",
    "fodp": "OpenDocument Presentation Flat XML",
}

# What other and older programs write, and LibreOffice only reads.
FOREIGN_TEXTS = {
    "dotm": f"{_WORD} Template",
    "sxw": "StarOffice XML (Writer)",
    "stw": "writer_StarOffice_XML_Writer_Template",
    "abw": "AbiWord",
    "wpd": "WordPerfect",
    "pages": "Apple Pages",
    "hwp": "writer_MIZI_Hwp_97",
    "lwp": "LotusWordPro",
    "sdw": "StarOffice_Writer",
}
# What stands under the names of Office's own, by what `documents.sort` says.
BELOW = {
    "doc": {"old": "MS WinWord 6", "xml": "MS Word 2003 XML"},  # the first reads what Word 95 wrote, too
    "dot": {"old": "MS WinWord 6"},
    "xls": {"xml": "MS Excel 2003 XML", "html": "calc_HTML_WebQuery"},
}
FAINTLY_READ = ("hwp", "lwp")  # of these LibreOffice's readers leave out much, without a word
FOREIGN_SHEETS = {
    "xltm": f"{_EXCEL} Template",
    "xlsb": "Calc MS Excel 2007 Binary",
    "sxc": "StarOffice XML (Calc)",
    "stc": "calc_StarOffice_XML_Calc_Template",
    "gnumeric": "Gnumeric Spreadsheet",
    "wk1": "Lotus",
    "numbers": "Apple Numbers",
    "sdc": "StarOffice_Spreadsheet",
}
FOREIGN_SLIDES = {
    "potm": f"{_POWERPOINT} Template",
    "ppsx": f"{_POWERPOINT} AutoPlay",
    "ppsm": f"{_POWERPOINT} AutoPlay",
    "sxi": "StarOffice XML (Impress)",
    "key": "Apple Keynote",
}

TEXT_READERS = _filters(TEXTS | PLAIN | TEXT_SORTS | FOREIGN_TEXTS)
TEXT_WRITERS = _filters(
    TEXTS
    | TEXT_SORTS
    | {
        "pdf": "writer_pdf_Export",
        "txt": "Text (encoded):UTF8,LF,,,false",  # the last: no byte order mark
        "html": "HTML (StarWriter):EmbedImages",
    }
)
SHEET_READERS = _filters(SHEETS | CSV | SHEET_SORTS | FOREIGN_SHEETS)
SHEET_WRITERS = _filters(
    SHEETS
    | SHEET_SORTS
    | {
        "pdf": "calc_pdf_Export",
        "csv": f"Text - txt - csv (StarCalc):{ALL_SHEETS}",
        "html": "HTML (StarCalc):SkipImages",
        "dif": "DIF:76",  # in UTF-8
    }
)
SLIDE_READERS = _filters(SLIDES | SLIDE_SORTS | FOREIGN_SLIDES)
SLIDE_WRITERS = _filters(SLIDES | SLIDE_SORTS | {"pdf": "impress_pdf_Export"})
