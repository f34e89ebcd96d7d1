"""Keeps what people confide out of plain sight: sealed in its row, by a key that is not in the database."""

import json
import os
import secrets
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from conversion.settings import settings

KEY_FILE = "secret.key"

log = structlog.get_logger()


class Sealed(TypeDecorator[Any]):
    """Anything that JSON can say, in a column that shows none of it; None stays NULL.

    What another key sealed comes out as None: it is lost.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """Seal it."""
        return None if value is None else _fernet().encrypt(json.dumps(value).encode()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's
        """Open it."""
        if value is None:
            return None
        try:
            return json.loads(_fernet().decrypt(value.encode()))
        except InvalidToken:
            log.warning("sealed_by_another_key")
            return None


@cache
def _fernet() -> Fernet:
    return Fernet(settings().secret_key or _key(settings().data_dir / KEY_FILE))


def _key(path: Path) -> bytes:
    """The key in that file, made when first needed; of several who make it, one wins."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
