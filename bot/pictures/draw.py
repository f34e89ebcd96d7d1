"""Draws what /start shows: three steps, once a language; ``python -m bot.pictures.draw`` writes the files anew."""

import io
from pathlib import Path

import resvg_py
from PIL import Image

STEPS = {
    "en": ("Send a file", "Press a format", "Get the result"),
    "ru": ("Пришлите файл", "Нажмите формат", "Получите файл"),
}
TARGETS = ("MP4", "MP3", "GIF", "WEBM", "MOV", "AVI")
COLOURS = 64  # of the palette: drawn things need no more
WIDTH, HEIGHT, CARD = 1000, 400, 300
BLUE, GREEN, INK, PAPER = "#3390ec", "#e2fcd2", "#1c2733", "#ffffff"
STYLE = 'font-family="DejaVu Sans, sans-serif"'


def _card(number: int, title: str, inside: str) -> str:
    x = 25 + (number - 1) * 325
    return (
        f'<g transform="translate({x} 25)">'
        f'<rect width="{CARD}" height="350" rx="28" fill="{PAPER}"/>'
        f'<circle cx="46" cy="50" r="22" fill="{BLUE}"/>'
        f'<text x="46" y="58" font-size="23" font-weight="bold" fill="{PAPER}" text-anchor="middle">{number}</text>'
        f'<text x="82" y="58" font-size="20" font-weight="bold" fill="{INK}">{title}</text>'
        f'<g transform="translate(0 95)">{inside}</g></g>'
    )


def _file(name: str, fill: str, x: int, sign: str) -> str:
    """A bubble with a file in it."""
    return (
        f'<g transform="translate({x} 55)"><rect width="215" height="96" rx="20" fill="{fill}"/>'
        f'<circle cx="50" cy="48" r="30" fill="{BLUE}"/>{sign}'
        f'<text x="92" y="55" font-size="20" font-weight="bold" fill="{INK}">{name}</text></g>'
    )


def _buttons() -> str:
    drawn = []
    for number, target in enumerate(TARGETS):
        x, y = 20 + number % 2 * 135, 5 + number // 2 * 72
        fill, ink = (BLUE, PAPER) if number == 0 else ("#e6eefa", INK)
        drawn.append(
            f'<rect x="{x}" y="{y}" width="125" height="60" rx="14" fill="{fill}"/>'
            f'<text x="{x + 62}" y="{y + 38}" font-size="22" font-weight="bold" fill="{ink}" text-anchor="middle">'
            f"{target}</text>"
        )
    finger = '<circle cx="132" cy="56" r="17" fill="#ffb74d" stroke="#ffffff" stroke-width="4"/>'
    return "".join(drawn) + finger


def drawing(steps: tuple[str, str, str]) -> str:
    """The picture as SVG."""
    up = f'<path d="M50 64V36M38 47l12-12 12 12" stroke="{PAPER}" stroke-width="6" fill="none" stroke-linecap="round"/>'
    done = f'<path d="M36 49l10 10 18-21" stroke="{PAPER}" stroke-width="6" fill="none" stroke-linecap="round"/>'
    insides = (_file("film.mkv", GREEN, 60, up), _buttons(), _file("film.mp4", "#f1f4f8", 25, done))
    cards = "".join(
        _card(number, title, inside) for number, (title, inside) in enumerate(zip(steps, insides, strict=True), 1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" {STYLE}>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#cfe0f5"/>{cards}</svg>'
    )


def main() -> None:
    """Write one PNG a language."""
    for locale, steps in STEPS.items():
        drawn = Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=drawing(steps)))).convert("RGB")
        path = Path(__file__).with_name(f"welcome-{locale}.png")
        drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
