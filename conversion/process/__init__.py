"""The one place that starts programs or runs foreign decoders."""

from conversion.process.confinement import NO_NETWORK
from conversion.process.forkserver import stop, warm_up
from conversion.process.reports import failure, remark, report
from conversion.process.runner import UNWATCHED, Completed, Runner, Watch, walls
from conversion.process.tool import Tool
from conversion.process.work import Limits

__all__ = [
    "NO_NETWORK",
    "UNWATCHED",
    "Completed",
    "Limits",
    "Runner",
    "Tool",
    "Watch",
    "failure",
    "remark",
    "report",
    "stop",
    "walls",
    "warm_up",
]
