"""Data that is text: JSON, JSON lines, YAML, TOML and INI."""

import configparser
import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import tomli_w
import yaml

from conversion.engines.structured import trees
from conversion.engines.structured.trees import Tree
from conversion.errors import NothingToConvertError

BROKEN = (ValueError, yaml.YAMLError, configparser.Error)
# What people write into settings that are nearly JSON, and the texts that may look so.
_TEXT = r'("(?:[^"\\\n]|\\.)*+")'
COMMENT = re.compile(_TEXT + r"|//[^\n]*+|/\*[\s\S]*?\*/")
LAST_COMMA = re.compile(_TEXT + r"|,(?=\s*+[\]}])")
SPACES = " \t\n"
TOP = "items"  # what a list is called where only a table can stand


class _Loader(yaml.CSafeLoader):
    """Takes unknown tags, which are some program's own, for what they are put on."""


def _untagged(loader: _Loader, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return node.value


_Loader.add_multi_constructor("!", _untagged)


class _Dumper(yaml.CSafeDumper):
    """Knows times of day, too."""


_Dumper.add_multi_representer(object, lambda dumper, value: dumper.represent_str(trees.text(value)))


def read_json(content: str) -> Tree:
    """Of numbers that JSON does not know, Python takes NaN and Infinity; comments and last commas are left out.

    Several values, one after the other as programs log them, are a list of them.
    """
    try:
        return json.loads(content)
    except ValueError:
        plain = LAST_COMMA.sub(_kept, COMMENT.sub(_kept, content))
        values = list(_values(plain))
        return values[0] if len(values) == 1 else values


def _values(content: str) -> Iterator[Tree]:
    decoder, at = json.JSONDecoder(), 0
    content = content.strip()
    while True:
        value, at = decoder.raw_decode(content, at)
        yield value
        if at == len(content):
            return
        while content[at] in SPACES:
            at += 1


def _kept(found: re.Match[str]) -> str:
    """Texts stay as they are, whatever is in them."""
    return found[1] or ""


def write_json(value: Tree) -> str:
    """Indented, in letters rather than numbers of letters."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=trees.text) + "\n"


def read_jsonl(content: str) -> Tree:
    """A value a line."""
    return [json.loads(line) for line in content.split("\n") if line.strip()]


def write_jsonl(value: Tree) -> str:
    """A line for each record."""
    return "".join(json.dumps(row, ensure_ascii=False, default=trees.text) + "\n" for row in trees.records(value))


def read_yaml(content: str) -> Tree:
    """One document as it is, several as a list."""
    documents = list(yaml.load_all(content, _Loader))
    return documents[0] if len(documents) == 1 else documents


def write_yaml(value: Tree) -> str:
    """In blocks, in the order that it had."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


def read_toml(content: str) -> Tree:
    """As `tomllib` has it."""
    return tomllib.loads(content)


def write_toml(value: Tree) -> str:
    """TOML has tables only at the top, and no word for nothing: such keys are left out."""
    return tomli_w.dumps(_without_none(value if isinstance(value, dict) else {TOP: value}))


def _without_none(value: Tree) -> Tree:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return ["" if item is None else _without_none(item) for item in value]
    return value


def read_ini(content: str) -> Tree:
    """Sections of texts; what stands before the first section is at the top."""
    parser = configparser.RawConfigParser(
        strict=False, allow_no_value=True, default_section="", delimiters=("=", ":"), comment_prefixes=("#", ";", "//")
    )
    parser.optionxform = str  # type: ignore[method-assign,assignment] # the documented way to keep capitals
    parser.read_string("[.top]\n" + content)
    sections: dict[str, Tree] = {name: dict(parser.items(name)) for name in parser.sections()}
    return sections.pop(".top") | sections


def write_ini(value: Tree) -> str:
    """A section for each table; what is nested deeper has dots in its name."""
    if not isinstance(value, dict):
        raise NothingToConvertError("no sections")
    plain = {key: item for key, item in value.items() if not isinstance(item, dict)}
    sections = {key: trees.flat(item) for key, item in value.items() if isinstance(item, dict)}
    rows = [_pair(key, item) for key, item in plain.items()]
    for name, section in sections.items():
        title = name.replace("]", ")").replace("\n", " ")
        rows += ["", f"[{title}]", *(_pair(key, item) for key, item in section.items())]
    return "\n".join(rows).lstrip("\n") + "\n"


def _pair(key: str, value: Tree) -> str:
    """Rows after the first are indented, and so belong to the same value."""
    written = trees.cell(value)
    name = key.replace("\n", " ").replace("=", "_").replace(":", "_")
    return f"{name} = " + written.replace("\n", "\n\t")
