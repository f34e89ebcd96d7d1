"""Office documents with passwords: they open by the right one only."""

import base64
import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from conversion import formats, pipeline
from conversion.engines import office_access
from conversion.errors import PasswordProtectedError
from tests.conftest import SAMPLES
from tests.conversion.engines.desk import convert, converted, sample, words
from tests.conversion.matrix import Patience

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.4"
 xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
{}</manifest:manifest>"""
GCM_LOCK = """<manifest:encryption-data>
<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2009/xmlenc11#aes256-gcm"
 manifest:initialisation-vector="{iv}"/>
<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256"
 manifest:key-size="32"/>
<manifest:key-derivation
 manifest:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id"
 manifest:key-size="32" loext:argon2-iterations="3" loext:argon2-memory="1024" loext:argon2-lanes="4"
 manifest:salt="{salt}"/></manifest:encryption-data>"""
BLOWFISH_LOCK = """<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="{summed}">
<manifest:algorithm manifest:algorithm-name="Blowfish CFB" manifest:initialisation-vector="AAAAAAAAAAA="/>
<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:iteration-count="1024"
 manifest:salt="{salt}"/></manifest:encryption-data>"""


@pytest.mark.parametrize("source", ["docx", "xlsx", "pptx", "doc", "xls", "odt", "ods", "odp"])
def test_a_password_opens_a_locked_document(source: str, tmp_path: Path) -> None:
    locked, opened = SAMPLES / f"locked.{source}", tmp_path / f"opened.{source}"
    assert office_access.unlock(locked, opened, "secret")
    (pdf,) = convert(opened, "pdf", tmp_path)
    assert words(pdf).split() == words(converted(sample(source), "pdf", tmp_path)).split()


@pytest.mark.parametrize("source", ["docx", "xls", "odt"])
def test_a_wrong_password_is_asked_for_again(source: str, tmp_path: Path) -> None:
    with pytest.raises(PasswordProtectedError):
        office_access.unlock(SAMPLES / f"locked.{source}", tmp_path / "opened", "guess")


def test_a_password_for_an_open_document_locks_the_pdf(tmp_path: Path) -> None:
    asked = {"password": "secret"}
    request = pipeline.Request(sample("docx"), "sample.docx", None, formats.named("pdf")[0], asked, tmp_path, 120.0)
    made = pipeline.convert(request, Patience()).path
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(made)
    pikepdf.open(made, password="secret").close()


def test_the_pipeline_opens_a_locked_document(tmp_path: Path) -> None:
    asked, locked = {"password": "secret"}, SAMPLES / "locked.docx"
    request = pipeline.Request(locked, "locked.docx", None, formats.named("md")[0], asked, tmp_path, 120.0)
    assert pipeline.convert(request, Patience()).path.stat().st_size > 0


@pytest.mark.parametrize("how", ["argon2", "blowfish"])
def test_locks_of_newer_and_older_offices_open(how: str, tmp_path: Path) -> None:
    inner = sample("odt").read_bytes()
    locked = tmp_path / "locked.odt"
    (locked_newly if how == "argon2" else locked_of_old)(inner, locked)
    with pytest.raises(PasswordProtectedError):
        office_access.unlock(locked, tmp_path / "opened.odt", "guess")
    assert office_access.unlock(locked, tmp_path / "opened.odt", "secret")
    assert words(convert(tmp_path / "opened.odt", "pdf", tmp_path)[0]).split()


def locked_newly(inner: bytes, path: Path) -> None:
    """As LibreOffice 24.8 locks a document: the whole of it, by AES-GCM."""
    key = Argon2id(salt=bytes(16), length=32, iterations=3, lanes=4, memory_cost=1024)
    packer = zlib.compressobj(wbits=-15)
    data = packer.compress(inner) + packer.flush()
    data = bytes(12) + AESGCM(key.derive(hashlib.sha256(b"secret").digest())).encrypt(bytes(12), data, None)
    lock = GCM_LOCK.format(iv=base64.b64encode(bytes(12)).decode(), salt=base64.b64encode(bytes(16)).decode())
    write_locked(path, {"encrypted-package": (data, lock)})


def locked_of_old(inner: bytes, path: Path) -> None:
    """As OpenOffice locked a document: part by part, by Blowfish."""
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha1(b"secret").digest(), bytes(16), 1024, 16)
    parts = {}
    with zipfile.ZipFile(io.BytesIO(inner)) as package:
        for name in ("content.xml", "styles.xml"):
            packer = zlib.compressobj(wbits=-15)
            clear = packer.compress(package.read(name)) + packer.flush()
            summed = base64.b64encode(hashlib.sha1(clear[:1024]).digest()).decode()
            locker = Cipher(Blowfish(key), CFB(bytes(8))).encryptor()
            lock = BLOWFISH_LOCK.format(summed=summed, salt=base64.b64encode(bytes(16)).decode())
            parts[name] = locker.update(clear) + locker.finalize(), lock
    write_locked(path, parts)


def write_locked(path: Path, parts: Mapping[str, tuple[bytes, str]]) -> None:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml">{lock}</manifest:file-entry>'
        for name, (_data, lock) in parts.items()
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", MANIFEST.format(entries))
        for name, (data, _lock) in parts.items():
            package.writestr(name, data)
