"""A program that an engine needs: is it there, which version."""

import shutil
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tool:
    """A program on ``PATH``; ``package`` is the Debian package that brings it."""

    name: str
    package: str
    version_flag: str = "--version"

    @property
    def path(self) -> str | None:
        """Where it is, or None."""
        return shutil.which(self.name)
