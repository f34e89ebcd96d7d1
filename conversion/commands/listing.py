"""``formats [SOURCE]``: the catalogue, or what one format can become."""

from argparse import Namespace

from rich.console import Console
from rich.table import Table

from conversion import registry
from conversion.queue import requests


def run(arguments: Namespace) -> int:
    """The catalogue, or what one format can become and with which options."""
    if arguments.source is None:
        table = Table("format", "kind", "extensions", "becomes")
        for source in registry.sources():
            becomes = " ".join(target.name for target in registry.targets_for(source))
            table.add_row(source.name, source.kind, " ".join(source.extensions), becomes)
    else:
        source = requests.target_named(arguments.source)
        table = Table("target", "kind", "by", "options")
        for target in registry.targets_for(source):
            by = " → ".join(leg.engine.name for leg in registry.way(source, target))
            known = " ".join(f"{option.name}={option.range}" for option in registry.options_for(source, target))
            table.add_row(target.name, target.kind, by, known)
    Console().print(table)
    return 0
