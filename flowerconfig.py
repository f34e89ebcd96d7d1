"""Settings of Flower, under its own names, however it is started: on the loopback and behind a login."""

from conversion.settings import settings
from setup import flower

settings().data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
_given = flower.options()

address = _given["FLOWER_ADDRESS"]
port = int(_given["FLOWER_PORT"])
basic_auth = [_given["FLOWER_BASIC_AUTH"]]
cookie_secret = _given["FLOWER_COOKIE_SECRET"]
read_only = _given["FLOWER_READ_ONLY"] == "true"
