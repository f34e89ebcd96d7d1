"""The table of formats in the README, made from the registry so that it cannot claim what is not there."""

import re
import sys
from collections import defaultdict
from pathlib import Path

from conversion import formats, registry
from conversion.formats import Kind

MARKS = re.compile(r"(<!-- formats:.*?-->\n).*?(<!-- /formats -->)", re.DOTALL)


def formats_table() -> str:
    """Markdown: a row a kind, with what is read and what is written."""
    written = {leg.route.target for leg in registry.direct_legs()}
    rows: dict[Kind, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for row in formats.FORMATS:
        for names, is_known in zip(rows[row.kind], (row in registry.sources(), row in written), strict=True):
            names.extend([row.name] if is_known else [])
    body = [f"| {kind} | {' '.join(read)} | {' '.join(made)} |" for kind, (read, made) in rows.items()]
    pairs = sum(len(registry.targets_for(source)) for source in registry.sources())
    count = f"{len(formats.FORMATS)} formats, {pairs} pairs."
    return "\n".join(["| kind | from | to |", "|---|---|---|", *body, "", count, ""])


def filled(text: str) -> str:
    """The text with the table between its marks brought up to date."""
    return MARKS.sub(lambda marks: marks[1] + formats_table() + marks[2], text)


if __name__ == "__main__":
    for page in map(Path, sys.argv[1:]):
        page.write_text(filled(page.read_text()))
