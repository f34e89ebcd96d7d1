"""Makes the sample of e-mail: ``python tests/samples/make_mail.py``."""

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

HERE = Path(__file__).parent
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


if __name__ == "__main__":
    main()
