"""A fresh LibreOffice profile: no macros, no links followed, no questions asked."""

import re
from pathlib import Path
from string import Template
from xml.sax.saxutils import quoteattr

SETTINGS = {
    "Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
    },
    "Office.Writer/Content/Update": {"Link": "0"},  # never, in Writer's numbers
    "Office.Calc/Content/Update": {"Link": "1"},  # never, in Calc's
    "Office.Common/Save/Document": {"GenerateThumbnail": "false"},  # 440 kB in each ppt
    "Office.Common/Misc": {"FirstRun": "false", "CrashReport": "false"},
    # Where a newer version than the last one starts, it first tries to paint squares: two thirds of a short run.
    "Setup/Product": {"ooSetupLastVersion": "99.0"},
}
RECKONING = {"Office.Calc/Formula/Load": {"OOXMLRecalcMode": "0"}}  # always, in Calc's numbers
ITEM = Template(
    '<item oor:path="/org.openoffice.$path"><prop oor:name=$name oor:op="fuse"><value>$value</value></prop></item>'
)
DOCUMENT = Template(
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">$items</oor:items>\n'
)


BUILD = re.compile(r"^buildid=(\S+)", re.MULTILINE)


def make_profile(folder: Path, program: Path, *, reckons: bool = False) -> Path:
    """Write the profile's settings into a new folder, which LibreOffice fills with the rest; the folder.

    ``program`` is the folder of its programs; with ``reckons`` all formulas of a workbook are worked out anew.
    """
    user = folder / "user"
    user.mkdir(parents=True)
    _settle_extensions(user / "extensions", program)
    items = (
        ITEM.substitute(path=path, name=quoteattr(name), value=value)
        for path, properties in (SETTINGS | (RECKONING if reckons else {})).items()
        for name, value in properties.items()
    )
    (user / "registrymodifications.xcu").write_text(DOCUMENT.substitute(items="".join(items)), encoding="utf-8")
    return folder


def _settle_extensions(folder: Path, program: Path) -> None:
    """Say that this very build has looked for extensions here: else it does, starts anew, and can't remove its socket.

    `Desktop::cleanExtensionCache` and `dp_misc::syncRepositories` read these files.
    """
    about = program / "versionrc"
    if about.exists() and (build := BUILD.search(about.read_text("utf-8", errors="replace"))):
        for kind in ("bundled", "shared"):
            (folder / kind).mkdir(parents=True)
            (folder / kind / "lastsynchronized").touch()
        (folder / "buildid").write_text(build[1])
