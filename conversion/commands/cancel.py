"""``cancel``: end conversions that wait or run, without Telegram or a worker."""

from argparse import Namespace

from conversion.queue import records, submissions


def run(arguments: Namespace) -> int:
    """Cancel those ids, and all of the queue; prints each id with its state. Exit status 1 where an id is unknown."""
    of_queue = records.unfinished(arguments.queue) if arguments.queue else []
    unknown = False
    for task_id in [*arguments.ids, *of_queue]:
        try:
            submissions.cancel(task_id)
            state = records.get(task_id).status
        except KeyError:
            state, unknown = "unknown", True
        print(task_id, state)  # noqa: T201 (the command's answer)
    return 1 if unknown else 0
