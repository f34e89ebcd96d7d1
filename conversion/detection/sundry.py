"""What archives, databases and fonts are by their bytes."""

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"),
    (257, b"ustar", "tar"),
    (0, b"SQLite format 3\0", "sqlite"),
    (0, b"PAR1", "parquet"),
    (0, b"ARROW1\0\0", "feather"),
    (0, b"bplist00", "plist"),
    (0, b"OTTO", "otf"),
    (0, b"\0\1\0\0\0", "ttf"),
    (0, b"true\0", "ttf"),
    (0, b"ttcf", "ttc"),
    (0, b"wOFF", "woff"),
    (0, b"wOF2", "woff2"),
    (8, b"\1\0\2\0", "eot"),
    (8, b"\2\0\2\0", "eot"),
)
