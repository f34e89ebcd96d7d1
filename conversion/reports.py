"""What is worth telling about a result besides that it is there."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Remark(StrEnum):
    """What people should know before they take a result for the whole: the bot has a sentence for each."""

    CUT_OFF = "cut_off"  # the source broke off, and so does the result
    SEVERAL = "several"  # there is more than one output: they come in a zip
    SHORTENED = "shortened"  # the target takes no more than this
    SPARE = "spare"  # the engine for it failed, another one did it
    PARTLY = "partly"  # what reads such sources knows a part of them only
    # What the source had and the target has no room for:
    FLATTENED = "flattened"  # transparency: what was seen through is white
    FIRST = "first"  # all pictures or pages but for the first
    SHADES = "shades"  # sixteen bits a colour: fewer are left
    SILENT = "silent"  # all sound
    VOICES = "voices"  # tracks of sound but for one
    SUBTITLES = "subtitles"  # some or all tracks of subtitles
    CHAPTERS = "chapters"
    COVER = "cover"
    LETTERS = "letters"  # letters that the target has none of
    PICTURES = "pictures"  # pictures among what is drawn


@dataclass(slots=True)
class Report:
    """Filled while a file is converted; sizes in pixels, ``duration`` in seconds, None where there is none.

    ``before`` has the same of the source, by name, where it could be measured.
    """

    remarks: list[Remark] = field(default_factory=list)
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    pages: int | None = None
    before: dict[str, float] = field(default_factory=dict)

    def remark(self, remark: Remark) -> None:
        """Tell it once."""
        if remark not in self.remarks:
            self.remarks.append(remark)

    def take(self, words: Container[str]) -> None:
        """Tell those of these words that are remarks: a stranger's file may have had a say in them."""
        for remark in Remark:
            if remark in words:
                self.remark(remark)

    def measure(self, before: Mapping[str, float], after: Mapping[str, float]) -> None:
        """Tell what source and output measure; what an engine has told of the output stands."""
        self.before = dict(before)
        self.width = self.width or _whole(after.get("width"))
        self.height = self.height or _whole(after.get("height"))
        self.duration = self.duration or after.get("duration")
        self.pages = self.pages or _whole(after.get("pages"))


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)
