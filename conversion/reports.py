"""What is worth telling about a result besides that it is there."""

from dataclasses import dataclass, field
from enum import StrEnum


class Remark(StrEnum):
    """What people should know before they take a result for the whole: the bot has a sentence for each."""

    CUT_OFF = "cut_off"  # the source broke off, and so does the result
    SEVERAL = "several"  # there is more than one output: they come in a zip


@dataclass(slots=True)
class Report:
    """Filled while a file is converted; sizes in pixels, ``duration`` in seconds, None where there is none."""

    remarks: list[Remark] = field(default_factory=list)
    width: int | None = None
    height: int | None = None
    duration: float | None = None

    def remark(self, remark: Remark) -> None:
        """Tell it once."""
        if remark not in self.remarks:
            self.remarks.append(remark)
