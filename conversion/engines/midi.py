"""Music written as notes (MIDI), played by FluidSynth."""

from pathlib import Path

from conversion import formats, process
from conversion.engines.base import Engine, Step, all_routes
from conversion.errors import DamagedFileError

INSTRUMENTS = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")
NOTES = formats.named("mid")
WAV = formats.named("wav")
QUIET = ("-n", "-i", "-q")  # no MIDI device, no shell
LEAST = 17_684  # bytes of a WAV of a tenth of a second


class MidiEngine(Engine):
    """Plays the notes on the instruments of General MIDI; other recordings are made of that one."""

    name = "fluidsynth"
    queue = "audio"
    tools = (process.Tool("fluidsynth", "fluidsynth"),)
    routes = all_routes(NOTES, WAV)

    def convert(self, step: Step) -> None:
        """Play; raises `DamagedFileError` where nothing sounds."""
        told = ("-T", "wav", "-O", "s16", "-r", "44100", "-g", "0.6", "-F", step.output)
        ended = step.runner.read(["fluidsynth", *QUIET, *told, INSTRUMENTS, step.source], step.output)
        if step.output.stat().st_size < LEAST:
            raise DamagedFileError("fluidsynth", ended.stderr)
