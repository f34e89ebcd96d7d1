"""``python -m bot`` serves people on Telegram, or in the playground, until it is told to stop."""

import asyncio
import sys

from pydantic import ValidationError

from bot import application
from bot.api import redaction
from bot.settings import settings
from conversion import cores, logs


def main() -> int:
    """Run the bot; 2 where the settings are wrong."""
    try:
        settings()
    except ValidationError as error:
        print(error, file=sys.stderr)
        return 2
    cores.leave_none()
    logs.configure("bot")
    redaction.protect_logs()
    asyncio.run(application.run())
    return 0


if __name__ == "__main__":
    sys.exit(main())
