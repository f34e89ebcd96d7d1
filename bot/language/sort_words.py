"""What special sorts of formats are called: those that are known by what they are for, not by an extension."""

from bot.language import figures
from bot.language.translation import Label

SORTS = {
    "pdf-small": Label("SMALLER PDF"),
    "pdf-ocr": Label("PDF WITH TEXT"),
    "pdf-a": Label("PDF/A"),
    "pdf-grey": Label("GREY PDF"),
    "pdf-unlocked": Label("UNLOCKED PDF"),
    "pdf-flat": Label("FLAT PDF"),
    "pdf-pages": Label("SINGLE PAGES"),
    "pdf-2up": Label("2 ON A SHEET"),
    "pdf-4up": Label("4 ON A SHEET"),
    "pdf-booklet": Label("BOOKLET"),
    "images": Label("IMAGES"),
    "sticker": Label("STICKER"),
    "emoji": Label("EMOJI"),
    "video-sticker": Label("VIDEO STICKER"),
    "voice": Label("VOICE"),
    "round-video": Label("ROUND VIDEO"),
    "animation": Label("ANIMATION"),
}


def called(locale: str, name: str) -> str:
    """A format's name as people of that language read it: most are the same in all."""
    return SORTS[name](locale) if name in SORTS else figures.label(name)
