"""How long headers in any alphabet are written: the standard library's way loses spaces between their lines."""

from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from typing import Any

SUBJECT = "subject"


class _Policy(EmailPolicy):
    """As the library's for SMTP, but for subjects and people beyond ASCII: each word whole, spaces inside."""

    def fold(self, name: str, value: Any) -> str:
        """The header's lines."""
        if str(value).isascii():
            return str(super().fold(name, value))
        if people := getattr(value, "addresses", ()):
            return f"{name}: {f',{self.linesep} '.join(map(self._person, people))}{self.linesep}"
        if name.lower() == SUBJECT:
            said = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
            return f"{name}: {said}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same in bytes."""
        return self.fold(name, value).encode("ascii", errors="surrogateescape")

    def _person(self, person: Address) -> str:
        if person.display_name.isascii():
            return str(person)
        return f"{Header(person.display_name, 'utf-8').encode(linesep=self.linesep)} <{person.addr_spec}>"


POLICY = _Policy(linesep="\r\n")
