"""The report of a run, for people."""

from collections.abc import Iterator

from tests.chaos import audit
from tests.chaos.run import Result

MB = 1 << 20


def written(result: Result) -> str:
    """Markdown."""
    return "\n".join([*_head(result), *_recoveries(result), *_faults(result), *_sizes(result), *_wrongs(result), ""])


def counts(result: Result) -> dict[str, int]:
    """What the promise is about."""
    return {
        "conversions": sum(not one.is_put_off for one in result.sent),
        "faults": sum(result.struck.values()) + len(result.recoveries),
        "lost": sum(not one.endings for one in result.sent),
        "doubled": sum(len(one.endings) > 1 for one in result.sent),
        "stuck": sum(wrong.startswith("unfinished") for wrong in result.wrongs),
    }


def _head(result: Result) -> Iterator[str]:
    plan = result.plan
    yield f"## {plan.database}, seed {plan.seed}, {result.seconds / 60:.0f} minutes"
    yield ""
    yield ", ".join(f"{count} {name}" for name, count in counts(result).items()) + "."
    if result.stormed:
        yield f"The storm took {result.stormed / 60:.0f} minutes."
    yield f"Everything was over {result.drained:.0f} s afterwards."
    if waits := sorted(one.ended_at - one.at for one in result.sent if one.ended_at):
        yield f"From a file to its ending: median {waits[len(waits) // 2]:.0f} s, slowest {waits[-1]:.0f} s."
    yield f"Dead status lines in the chats: {sum(one.dead_lines for one in result.sent)}."
    yield f"Albums sent once more because Telegram's answer was lost: {sum(one.is_sent_again for one in result.sent)}."
    yield ""
    yield from (f"* {count} × {ending}" for ending, count in audit.endings(result.sent).most_common())


def _recoveries(result: Result) -> Iterator[str]:
    if result.recoveries:
        yield from ("", "| a single fault | seconds until its five files had ended, after it was over |", "|---|---|")
    for name, seconds in sorted(result.recoveries.items(), key=lambda item: -item[1]):
        yield f"| {name.replace('_', ' ')} | {seconds:.1f} |"


def _faults(result: Result) -> Iterator[str]:
    yield from ("", "| faults of the storm | times |", "|---|---|")
    yield from (f"| {name.replace('_', ' ')} | {count} |" for name, count in sorted(result.struck.items()))


def _sizes(result: Result) -> Iterator[str]:
    yield from ("", "| part | memory before and after, MB | descriptors a process |", "|---|---|---|")
    for name, (before, after) in result.sizes.items():
        memory = f"{before.memory / MB:.0f} → {after.memory / MB:.0f}"
        yield f"| {name} | {memory} | {before.descriptors} → {after.descriptors} |"


def _wrongs(result: Result) -> Iterator[str]:
    if result.wrongs:
        yield from ("", "**Not as promised:**", "")
    yield from (f"* {wrong}" for wrong in result.wrongs)
    if result.broken:
        yield from ("", "Faults that did not go as meant:", "", *(f"```\n{trouble}```" for trouble in result.broken))
