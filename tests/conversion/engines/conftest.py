"""Has the decoders imported once for all tests, as in service, not anew for each call."""

from conversion import process
from conversion.tasks import DECODERS

process.warm_up(DECODERS)
