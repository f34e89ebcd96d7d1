"""What options are called, and how their values read: `conversion.options.catalogue` says what they are."""

from bot.language.translation import Label

# As people may write them: ``width=320``, ``ширина=320``

OPTIONS = {
    "quality": Label("quality"),
    "max": Label("max"),
    "trim": Label("trim"),
    "width": Label("width"),
    "height": Label("height"),
    "rotate": Label("rotate"),
    "fps": Label("fps"),
    "codec": Label("codec"),
    "mute": Label("mute"),
    "subtitles": Label("subtitles"),
    "track": Label("track"),
    "bitrate": Label("bitrate"),
    "rate": Label("rate"),
    "channels": Label("channels"),
    "normalise": Label("normalise"),
    "speed": Label("speed"),
    "volume": Label("volume"),
    "fit": Label("fit"),
    "dpi": Label("dpi"),
    "background": Label("background"),
    "grey": Label("grey"),
    "strip": Label("strip"),
    "paper": Label("paper"),
    "pages": Label("pages"),
    "level": Label("level"),
    "flatten": Label("flatten"),
    "password": Label("password"),
    "lock": Label("lock"),
}

# On the buttons that set them

TITLES = {
    "quality": Label("Quality"),
    "max": Label("Size limit"),
    "trim": Label("Part of it"),
    "width": Label("Width"),
    "height": Label("Height"),
    "rotate": Label("Rotate"),
    "fps": Label("Frames a second"),
    "codec": Label("Codec"),
    "mute": Label("No sound"),
    "subtitles": Label("Subtitles"),
    "track": Label("Sound track"),
    "bitrate": Label("Sound bitrate"),
    "rate": Label("Sample rate"),
    "channels": Label("Channels"),
    "normalise": Label("Even loudness"),
    "speed": Label("Speed"),
    "volume": Label("Volume"),
    "fit": Label("Fitting"),
    "dpi": Label("Pixels an inch"),
    "background": Label("Background"),
    "grey": Label("Black and white"),
    "strip": Label("No metadata"),
    "paper": Label("Paper"),
    "pages": Label("Pages"),
    "level": Label("Compression"),
    "flatten": Label("One folder"),
    "password": Label("Password of the file"),
    "lock": Label("Lock with a password"),
}

# What was asked for, as a status message says it: by ``name=value`` where a value has words of its own, else by name

SAID = {
    "quality=low": Label("low quality"),
    "quality=medium": Label("medium quality"),
    "quality=high": Label("high quality"),
    "max": Label("up to {value}"),
    "trim": Label("{value}"),
    "width": Label("{value} px wide"),
    "height": Label("{value}p"),
    "rotate": Label("turned by {value}°"),
    "fps": Label("{value} fps"),
    "codec": Label("{value}"),
    "mute": Label("no sound"),
    "subtitles=burn": Label("subtitles in the picture"),
    "subtitles=none": Label("no subtitles"),
    "track": Label("sound track {value}"),
    "bitrate": Label("{value} kbit/s"),
    "rate": Label("{value} kHz"),
    "channels=1": Label("mono"),
    "channels=2": Label("stereo"),
    "channels=6": Label("surround 5.1"),
    "normalise": Label("even loudness"),
    "speed": Label("speed ×{value}"),
    "volume": Label("volume {value} %"),
    "fit=contain": Label("whole"),
    "fit=cover": Label("edges cut off"),
    "fit=stretch": Label("stretched"),
    "dpi": Label("{value} dpi"),
    "background": Label("background {value}"),
    "grey": Label("black and white"),
    "strip": Label("no metadata"),
    "paper": Label("{value}"),
    "pages": Label("pages {value}"),
    "level": Label("compression {value}"),
    "flatten": Label("all in one folder"),
    "password": Label("with a password"),
    "lock": Label("locked by a password"),
}
SIDES = Label("{width} × {height}")
FROM_MOMENT = Label("from {moment}")
TO_MOMENT = Label("up to {moment}")

COLOURS = {
    "white": Label("white"),
    "black": Label("black"),
    "grey": Label("grey"),
    "red": Label("red"),
    "green": Label("green"),
    "blue": Label("blue"),
    "yellow": Label("yellow"),
    "orange": Label("orange"),
    "pink": Label("pink"),
}
