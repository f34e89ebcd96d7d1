"""The password of an Office document, whoever reads it."""

from collections.abc import Mapping
from pathlib import Path

from conversion import formats
from conversion.contents import documents
from conversion.engines import odf_access
from conversion.engines.base import Route
from conversion.errors import DamagedFileError, PasswordProtectedError
from conversion.options import Option, Value
from conversion.options.catalogue import LOCK, PASSWORD
from conversion.process import Runner

MICROSOFTS = (*documents.OFFICE_OPEN, "doc", "dot", "xls", "xlt")
LOCKABLE = formats.named(" ".join((*MICROSOFTS, *documents.OPEN_DOCUMENTS)))


def options(route: Route) -> tuple[Option, ...]:
    """What can be asked on that route."""
    return (PASSWORD,) if route.source in LOCKABLE else ()


def before(path: Path, route: Route, asked: Mapping[str, Value], runner: Runner) -> tuple[Path, Mapping[str, Value]]:
    """The source for an engine, opened if it was locked, and what is asked of the rest.

    A password for a document that is open is meant for the result.
    """
    if route.source not in LOCKABLE or PASSWORD.name not in asked:
        return path, asked
    opened = path.with_name(f"open-{path.name}")
    if runner.call(unlock, path, opened, str(asked[PASSWORD.name])):
        return opened, asked
    return path, {LOCK.name: asked[PASSWORD.name], **asked}


def unlock(source: Path, output: Path, password: str) -> bool:
    """Write it without its lock, whether it had one; raises `PasswordProtectedError` for a wrong password."""
    import msoffcrypto  # noqa: PLC0415 - only the child that needs it
    from msoffcrypto import exceptions  # noqa: PLC0415 - as above

    if source.read_bytes()[:2] == b"PK":
        return odf_access.unlock(source, output, password)
    try:
        with source.open("rb") as file, output.open("wb") as opened:
            document = msoffcrypto.OfficeFile(file)
            if not document.is_encrypted():
                return False
            document.load_key(password=password)
            document.decrypt(opened)
    except (exceptions.InvalidKeyError, exceptions.DecryptionError) as error:
        raise PasswordProtectedError("office") from error
    except (exceptions.FileFormatError, OSError, ValueError) as error:
        raise DamagedFileError(str(error)) from error
    return True
