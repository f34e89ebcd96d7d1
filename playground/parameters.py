"""Reads a Bot API call's parameters, in whatever way they were sent; bodies stream to disk."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from playground import refusals, uploads

TRUE = ("true", "1", "yes")


def whole(value: Any) -> int:
    """The whole number a value begins with, or 0."""
    match = re.match(r"\s*([+-]?\d{1,18})", str(value))
    return int(match[1]) if match else 0


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a call carries: values by name (text, or what JSON made of it), and uploaded files by field name."""

    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, uploads.Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether there is such a parameter, and not an empty one."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """A text parameter; "" where it is missing."""
        value = self.values.get(name)
        return value if isinstance(value, str) else "" if value is None else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; as at Telegram, what is none counts as 0."""
        return whole(self.values[name]) if self.has(name) else default

    def flag(self, name: str) -> bool:
        """A Boolean; false where it is missing."""
        value = self.values.get(name)
        return value if isinstance(value, bool) else str(value).lower() in TRUE

    def json(self, name: str) -> Any:
        """An object or list, which may come as JSON text; None where it is missing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except (ValueError, RecursionError):
            raise refusals.bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> dict[str, Any] | None:
        """A JSON object; None where it is missing."""
        value = self.json(name)
        if value is not None and not isinstance(value, dict):
            raise refusals.bad_request(f"object expected as {name}")
        return value

    def objects(self, name: str) -> list[dict[str, Any]] | None:
        """A JSON array of objects; None where it is missing."""
        values = self.listing(name)
        if values is not None and not all(isinstance(value, dict) for value in values):
            raise refusals.bad_request(f"expected an Object in {name}")
        return values

    def listing(self, name: str) -> list[Any] | None:
        """A JSON array; None where it is missing."""
        value = self.json(name)
        if value is not None and not isinstance(value, list):
            raise refusals.bad_request(f"expected an Array of {name}")
        return value


async def read(request: web.Request, folder: uploads.Uploads, limit: int) -> Parameters:
    """Read query and body. Raises `refusals.RefusedError` (413) for too large a file, after all was taken in."""
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "multipart/form-data":
        files, too_large = await _multipart(request, (folder, limit), values)
        if too_large:
            raise refusals.too_large()
        return Parameters(values, files)
    if request.content_type == "application/json":
        return Parameters(values | _object(await request.read()))
    if request.method == "POST":
        values |= dict(await request.post())
    return Parameters(values)


def _object(text: bytes) -> dict[str, Any]:
    try:
        value = json.loads(text or b"{}")
    except (ValueError, RecursionError):
        raise refusals.bad_request("can't parse JSON object") from None
    return value if isinstance(value, dict) else {}


async def _multipart(
    request: web.Request, into: tuple[uploads.Uploads, int], values: dict[str, Any]
) -> tuple[dict[str, uploads.Upload], bool]:
    folder, limit = into
    files: dict[str, uploads.Upload] = {}
    too_large = False
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            values[part.name] = (await part.read()).decode(errors="replace")
        elif upload := await folder.receive(part, limit):
            files[_free(part.name, files)] = upload
        else:
            too_large = True
    return files, too_large


def _free(name: str, files: Mapping[str, uploads.Upload]) -> str:
    """The field's name, or with a number when a form has the field several times."""
    return name if name not in files else f"{name}.{len(files)}"
