"""Makes the samples of e-mail: ``python tests/samples/make_mail.py``."""

import itertools
import mailbox
import struct
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import olefile

HERE = Path(__file__).parent
WORDS = "Съешь же ещё этих мягких французских булок."
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


def main() -> None:
    """Write the sample beside this script."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Анна Иванова <anna@example.org>"
    message["To"] = "bob@example.org"
    message["Date"] = "Thu, 29 Feb 2024 10:00:00 +0300"
    message["Subject"] = "Образец: встреча & чай"
    message["Message-ID"] = "<1@example.org>"
    message.set_content("Съешь же ещё этих мягких французских булок.\n", charset="koi8-r", cte="base64")
    page = '<style>p{color:red}</style><p>Съешь же ещё этих <b>мягких</b> французских булок.</p><img src="cid:pixel">'
    message.add_alternative(page, subtype="html", charset="windows-1251", cte="quoted-printable")
    body = message.get_body(("html",))
    assert isinstance(body, EmailMessage)
    body.add_related(PIXEL, "image", "png", cid="<pixel>")
    message.add_attachment(b"a,b\n", maintype="text", subtype="csv", filename="таблица.csv")
    message.set_boundary("=====mixed=====")
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"====={number}=====")
    (HERE / "sample.eml").write_bytes(message.as_bytes())
    make_box(message)
    (HERE / "sample.msg").write_bytes(outlook())


def make_box(first: EmailMessage) -> None:
    """A box with two letters; a line of the second begins as a letter does."""
    second = EmailMessage(policy=SMTP)
    second["From"] = "bob@example.org"
    second["To"] = "anna@example.org"
    second["Subject"] = "Re: Образец"
    second["Date"] = "Fri, 01 Mar 2024 10:00:00 +0300"
    second.set_content("From here on: спасибо!\n")
    path = HERE / "sample.mbox"
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    for message in (first, second):
        kept = mailbox.mboxMessage(message.as_bytes().replace(b"\r\n", b"\n"))
        kept.set_from("anna@example.org", (2024, 2, 29, 10, 0, 0, 3, 60, 0))
        box.add(kept)
    box.close()


def outlook() -> bytes:
    """A message of Outlook's, [MS-OXMSG]: texts in UTF-16, the page in bytes, one person, one attachment."""
    page = f"<p>{WORDS.replace('мягких', '<b>мягких</b>')}</p>".encode("cp1251")
    texts = {
        0x001A: "IPM.Note",
        0x0037: "Образец: встреча & чай",
        0x1000: WORDS,
        0x0C1A: "Анна Иванова",
        0x0C1F: "anna@example.org",
    }
    person = {0x3001: "Bob", 0x3003: "bob@example.org"}
    name = {0x3707: "таблица.csv", 0x370E: "text/csv"}
    sent = (13353638400 + 10 * 3600) * 10**7  # 2024-02-29 10:00 UTC in Windows' ticks
    root = storage(texts, {0x1013: page}, {0x3FDE: 1251}, struct.pack("<8x4I8x", 1, 1, 1, 1), {0x0039: sent})
    root["__recip_version1.0_#00000000"] = storage(person, {}, {0x0C15: 1}, bytes(8))
    root["__attach_version1.0_#00000000"] = storage(name, {0x3701: b"a,b\n"}, {0x3705: 1}, bytes(8))
    return compound(root)


Storage = dict[str, "bytes | Storage"]


def storage(
    texts: dict[int, str],
    data: dict[int, bytes],
    numbers: dict[int, int],
    head: bytes,
    times: dict[int, int] | None = None,
) -> Storage:
    """The properties of one object: small ones in a stream together, others in a stream each."""
    streams: Storage = {}
    rows = [struct.pack("<HHIII", 3, pid, 6, number, 0) for pid, number in numbers.items()]
    rows += [struct.pack("<HHIQ", 0x40, pid, 6, ticks) for pid, ticks in (times or {}).items()]
    for kind, pid, content in [(0x1F, pid, text.encode("utf-16-le")) for pid, text in texts.items()] + [
        (0x102, pid, content) for pid, content in data.items()
    ]:
        streams[f"__substg1.0_{pid:04X}{kind:04X}"] = content
        rows.append(struct.pack("<HHIII", kind, pid, 6, len(content) + (2 if kind == 0x1F else 0), 0))
    streams["__properties_version1.0"] = head + b"".join(rows)
    return streams


END, FREE, SECTOR, MINI = 0xFFFFFFFE, 0xFFFFFFFF, 512, 64  # of compound files, [MS-CFB]


def compound(root: Storage) -> bytes:
    """A compound file whose streams are all so small that they share one."""
    entries: list[list[Any]] = [["Root Entry", 5, FREE, FREE, END, 0]]
    packed = bytearray()  # the stream that they share
    links: list[int] = []  # the chains in it

    def add(kids: Storage) -> int:
        """The number of the first one's entry; each points at the next."""
        numbers = []
        for name, content in sorted(kids.items(), key=lambda kid: (len(kid[0]), kid[0].upper())):
            numbers.append(len(entries))
            entries.append([name, 2, FREE, FREE, END, 0])
            if isinstance(content, dict):
                entries[numbers[-1]][1] = 1
                entries[numbers[-1]][3] = add(content)
                entries[numbers[-1]][4] = 0
            else:
                entries[numbers[-1]][4:] = [len(links), len(content)]
                count = -(-len(content) // MINI)
                links.extend([*range(len(links) + 1, len(links) + count), END])
                packed.extend(content.ljust(count * MINI, b"\0"))
        for one, following in itertools.pairwise(numbers):
            entries[one][2] = following
        return numbers[0]

    entries[0][3] = add(root)
    directory = -(-len(entries) * 128 // SECTOR)
    tables = -(-len(links) * 4 // SECTOR)
    shared = -(-len(packed) // SECTOR)
    entries[0][4:] = [1 + directory + tables, len(packed)]
    written = b"".join(entry(*row) for row in entries)
    chain = [0xFFFFFFFD]
    for size in (directory, tables, shared):
        chain += [*range(len(chain) + 1, len(chain) + size), END]
    head = struct.pack(
        "<8s16xHHHHH6x9I", olefile.MAGIC, 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 1 + directory, tables, END, 0
    )
    return b"".join(
        (
            (head + struct.pack("<I", 0)).ljust(SECTOR, b"\xff"),
            struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff"),
            written.ljust(directory * SECTOR, b"\0"),
            struct.pack(f"<{len(links)}I", *links).ljust(tables * SECTOR, b"\xff"),
            bytes(packed).ljust(shared * SECTOR, b"\0"),
        )
    )


def entry(name: str, kind: int, *places: int) -> bytes:
    """An entry of the directory: its right neighbour, its child, its first sector, its size."""
    text = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", text, len(text) + 2, kind, 1, FREE, *places)


if __name__ == "__main__":
    main()
