"""OpenDocuments opened by their password: each part of the package is locked by itself."""

import base64
import hashlib
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from conversion.contents import safe_xml
from conversion.errors import DamagedFileError, PasswordProtectedError

MANIFEST, PACKAGE = "META-INF/manifest.xml", "encrypted-package"
ODF = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
MOST_ROUNDS, MOST_MEMORY = 10_000_000, 1 << 18  # KiB
SUMMED = 1024  # bytes that a checksum is of
NONCE = 12


def unlock(source: Path, output: Path, password: str) -> bool:
    """Write it without its locks, whether it had any; raises `PasswordProtectedError`, `DamagedFileError`."""
    try:
        with zipfile.ZipFile(source) as package:
            if MANIFEST not in package.namelist():
                return False
            manifest = safe_xml.parse(package.read(MANIFEST).decode("utf-8"))
            entries = manifest.iter(f"{ODF}file-entry")
            locks = {entry.get(f"{ODF}full-path", ""): lock for entry in entries if (lock := _lock(entry))}
            if PACKAGE in locks:
                output.write_bytes(_opened(package.read(PACKAGE), locks[PACKAGE], password))
            elif locks:
                _write(package, output, locks, password)
            return bool(locks)
    except (zipfile.BadZipFile, ET.ParseError, KeyError, ValueError, OSError, EOFError) as error:
        raise DamagedFileError(repr(error)) from error


def _lock(entry: ET.Element) -> dict[str, str]:
    """What the manifest tells of how a part is locked: attributes without their namespaces; nothing if it is not."""
    data = entry.find(f"{ODF}encryption-data")
    if data is None:
        return {}
    return {name.rpartition("}")[2]: value for part in data.iter() for name, value in part.attrib.items()} | {
        f"{part.tag.rpartition('}')[2]}-size": part.get(f"{ODF}key-size", "") for part in data
    }


def _write(package: zipfile.ZipFile, output: Path, locks: Mapping[str, dict[str, str]], password: str) -> None:
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as opened:
        for info in package.infolist():
            content = package.read(info)
            if info.filename == MANIFEST:
                content = _unlocked(content)
            elif info.filename in locks:
                content = _opened(content, locks[info.filename], password)
            stored = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            opened.writestr(info.filename, content, stored)


def _unlocked(content: bytes) -> bytes:
    """The manifest of a document without locks."""
    manifest = safe_xml.parse(content.decode("utf-8"))
    for entry in manifest.iter(f"{ODF}file-entry"):
        for data in entry.findall(f"{ODF}encryption-data"):
            entry.remove(data)
    ET.register_namespace("manifest", ODF.strip("{}"))
    return bytes(ET.tostring(manifest, "utf-8", xml_declaration=True))


def _opened(data: bytes, lock: Mapping[str, str], password: str) -> bytes:
    """A part in clear; raises `PasswordProtectedError` where it makes no sense then."""
    start = hashlib.sha256 if "sha256" in lock.get("start-key-generation-name", "") else hashlib.sha1
    key = _stretched(start(password.encode()).digest(), lock)
    mixer, cipher = base64.b64decode(lock["initialisation-vector"]), lock["algorithm-name"].lower()
    try:
        if "gcm" in cipher:
            clear = AESGCM(key).decrypt(data[:NONCE], data[NONCE:], None)
        elif "blowfish" in cipher:
            clear = _decrypted(Blowfish(key), CFB(mixer), data)
        else:
            clear = _decrypted(algorithms.AES(key), modes.CBC(mixer), data)
            clear = clear[: -clear[-1]] if clear else clear
        _check(clear, lock)
        return zlib.decompress(clear, -zlib.MAX_WBITS)
    except (InvalidTag, zlib.error, IndexError) as error:
        raise PasswordProtectedError("odf") from error


def _decrypted(cipher: Any, mode: Any, data: bytes) -> bytes:
    opener = Cipher(cipher, mode).decryptor()
    return bytes(opener.update(data) + opener.finalize())


def _check(clear: bytes, lock: Mapping[str, str]) -> None:
    """Compare with the checksum, where there is one."""
    kind = lock.get("checksum-type", "").lower()
    if not kind:
        return
    digest = hashlib.sha256 if "sha256" in kind else hashlib.sha1
    if digest(clear[:SUMMED]).digest() != base64.b64decode(lock["checksum"]):
        raise PasswordProtectedError("odf")


def _stretched(start: bytes, lock: Mapping[str, str]) -> bytes:
    salt, size = base64.b64decode(lock["salt"]), int(lock.get("key-derivation-size") or 16)
    if "argon2id" in lock["key-derivation-name"].lower():
        times, memory, lanes = (int(lock[f"argon2-{name}"]) for name in ("iterations", "memory", "lanes"))
        if times * memory > MOST_MEMORY * 16 or memory > MOST_MEMORY:
            raise DamagedFileError("rounds", times, memory)
        return Argon2id(salt=salt, length=size, iterations=times, lanes=lanes, memory_cost=memory).derive(start)
    rounds = int(lock["iteration-count"])
    if rounds > MOST_ROUNDS:
        raise DamagedFileError("rounds", rounds)
    return hashlib.pbkdf2_hmac("sha1", start, salt, rounds, size)
