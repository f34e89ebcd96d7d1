"""Why a file was not converted.

::

    ConversionError
    ├── SourceError                the file's or the request's fault: told to the sender, never retried
    │   ├── EmptyFileError         no bytes at all
    │   ├── UnknownFormatError     nothing here reads such bytes
    │   ├── MislabelledError       the bytes are of another format than the name says, one with no such target
    │   ├── DamagedFileError       the right format, but broken or cut off
    │   │   └── CrashError         what reads such files crashed on this one
    │   ├── PartError              one part of an archive of several
    │   ├── PasswordProtectedError opens with a password only
    │   ├── NothingToConvertError  no such content in it: no sound in the film, no text in the scan
    │   │   └── LettersError       there is text in it, of letters that the target has not
    │   ├── TooLargeError          pixels, pages, members or bytes beyond what is safe
    │   ├── DoesNotFitError        it can't be made as small as was asked
    │   ├── NoRouteError           no way from this format to that one
    │   └── OptionError            an option that the target does not know, or a value out of range
    ├── EngineError                ours: an apology, and an ERROR in the log
    │   ├── ToolMissingError       the program is not installed here
    │   ├── ToolFailedError        the program ended badly on a file that looked right
    │   ├── OutputError            the engine said yes, and wrote nothing, or something else
    │   ├── DeadlineError          too slow
    │   ├── LostWorkerError        the worker died of it, three times
    │   └── PassingError           may succeed later: storage away, disk full; retried
    └── StoppedError               nobody's fault: stop at once and write nothing
        ├── CancelledError         somebody cancelled it
        └── LeaseLostError         another attempt has taken over
"""


class ConversionError(Exception):
    """The root. ``args`` carry detail for the operator; the type says whose fault it is."""


class SourceError(ConversionError):
    """The file's or the request's fault."""


class EmptyFileError(SourceError):
    """The file has no bytes."""


class UnknownFormatError(SourceError):
    """No engine reads such bytes."""


class MislabelledError(SourceError):
    """The bytes are of another format than the name says. ``args``: claimed name, found name."""


class DamagedFileError(SourceError):
    """The file is of its format, but broken or cut off."""


class CrashError(DamagedFileError):
    """What reads such files crashed on this one. ``args``: as those of `ToolFailedError`."""


class PartError(SourceError):
    """One part of an archive of several: the rest of it is elsewhere."""


class PasswordProtectedError(SourceError):
    """The file opens with a password only."""


class NothingToConvertError(SourceError):
    """The file holds nothing of the wanted sort: no sound in the film, no text in the scan."""


class LettersError(NothingToConvertError):
    """The file's text has none of the few letters that the target knows."""


class TooLargeError(SourceError):
    """Pixels, pages, members or expanded bytes go beyond what is safe."""


class DoesNotFitError(SourceError):
    """It can't be made as small as was asked. ``args``: the smallest size that came out, the one wanted; in bytes."""


class NoRouteError(SourceError):
    """No way from this format to that one. ``args``: source name, target name."""


class OptionError(SourceError):
    """An unknown option or a value out of range. ``args``: option name, value, what would be right."""


class EngineError(ConversionError):
    """Our fault."""


class ToolMissingError(EngineError):
    """The program is not installed here. ``args``: its name."""


class ToolFailedError(EngineError):
    """The program ended badly. ``args``: program, exit status, the end of what it said."""


class OutputError(EngineError):
    """The engine ended well, but its output is missing, empty or of another format."""


class DeadlineError(EngineError):
    """The deadline passed. ``args``: seconds."""


class LostWorkerError(EngineError):
    """The worker died three times on this file."""


class PassingError(EngineError):
    """Something that may pass: storage away, disk full."""


class StoppedError(ConversionError):
    """The attempt must stop at once and write nothing."""


class CancelledError(StoppedError):
    """Somebody cancelled the conversion."""


class LeaseLostError(StoppedError):
    """Another attempt has taken over."""


def _tree(root: type[ConversionError]) -> dict[str, type[ConversionError]]:
    found = {root.__name__: root}
    for child in root.__subclasses__():
        found |= _tree(child)
    return found


BY_NAME = _tree(ConversionError)
