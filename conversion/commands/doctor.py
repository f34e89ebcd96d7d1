"""``doctor``: which tools are here, and which walls stand around them."""

from argparse import Namespace

from rich.console import Console
from rich.table import Table

from conversion import checkup, process


def run(_arguments: Namespace) -> int:
    """Tools, versions, the formats they bring, the walls around them; exit status 1 where anything is missing."""
    table = Table("tool", "version", "brings")
    reports = checkup.tools()
    for report in reports:
        missing = f"[red]missing: install {report.package}[/red]"
        table.add_row(report.name, report.version or missing, " ".join(report.formats))
    walls = process.walls()
    walls_table = Table("around every stranger's file", "stands")
    for wall, stands in walls.items():
        walls_table.add_row(wall, "yes" if stands else "[red]no[/red]")
    Console().print(table, walls_table)
    return 0 if all(report.version for report in reports) and all(walls.values()) else 1
