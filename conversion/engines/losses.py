"""What a film or a recording had and its result has not, where people would miss it."""

from conversion import formats
from conversion.engines.base import Step
from conversion.engines.film.streams import Media
from conversion.formats import Kind
from conversion.reports import Remark

PLAYED = (Kind.VIDEO, Kind.AUDIO)  # of a still picture nobody expects more than what it shows
MOVING = formats.named("gif apng webp")


def tell(step: Step, media: Media, made: Media) -> None:
    """Remark on it; what was asked for is no loss."""
    if _is_silenced(step, media, made):
        step.report.remark(Remark.SILENT)
    if step.target.kind not in PLAYED:
        return
    if step.target.kind == Kind.VIDEO and _is_clear(media) and not _is_clear(made):
        step.report.remark(Remark.FLATTENED)
    if 0 < len(made.of_kind("audio")) < len(media.of_kind("audio")) and "track" not in step.options:
        step.report.remark(Remark.VOICES)
    if len(made.chapters) < len(media.chapters):
        step.report.remark(Remark.CHAPTERS)
    if _lost_subtitles(step, media, made):
        step.report.remark(Remark.SUBTITLES)
    if media.of_kind("cover") and not made.of_kind("cover") and step.source_format.kind == step.target.kind:
        step.report.remark(Remark.COVER)


def _is_silenced(step: Step, media: Media, made: Media) -> bool:
    is_moving = step.target.kind == Kind.VIDEO or step.target in MOVING
    return is_moving and bool(media.of_kind("audio")) and not (made.of_kind("audio") or step.options.get("mute"))


def _is_clear(media: Media) -> bool:
    """Something may be seen through its pictures; a GIF's say so always."""
    return any(stream.has_alpha and stream.codec != "gif" for stream in media.of_kind("video"))


def _lost_subtitles(step: Step, media: Media, made: Media) -> bool:
    is_shown = step.target.kind == Kind.VIDEO and "subtitles" not in step.options
    return is_shown and len(made.of_kind("subtitle")) < len(media.of_kind("subtitle"))
