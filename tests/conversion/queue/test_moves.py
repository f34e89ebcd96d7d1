"""The state machine: each move happens once, and only from where it may."""

import threading

import pytest

from conversion import database
from conversion.errors import DamagedFileError, PassingError
from conversion.queue import moves, records
from conversion.queue.records import ConversionTask
from conversion.queue.requests import Request

pytestmark = pytest.mark.usefixtures("database")


def accepted(owner: str = "ann", priority: int = 5) -> ConversionTask:
    request = Request("a.mp4", "mp4", "webm", "video", {"quality": "high"}, owner, priority)
    with database.writing() as session:
        return records.add(session, request)


def ready(owner: str = "ann") -> ConversionTask:
    task = accepted(owner)
    assert moves.ready(task.id, "key", 10)
    return task


def converting() -> ConversionTask:
    claimed = moves.claim(ready().id)
    assert claimed is not None
    return claimed


def test_a_conversion_goes_from_accepted_to_done() -> None:
    task = converting()
    assert moves.renew(task.id, task.fence, "converting", 0.5)
    assert records.get(task.id).progress == 0.5

    assert moves.finish(task.id, task.fence, output_key="k", output_name="a.webm", output_size=3)

    done = records.get(task.id)
    assert (done.status, done.progress, done.is_finished, done.output_name) == ("done", 1.0, True, "a.webm")
    assert done.options == {"quality": "high"}
    assert done.created_at <= (done.started_at or 0) <= (done.finished_at or 0)


def test_only_one_of_many_claims_succeeds() -> None:
    task = ready()
    won: list[ConversionTask | None] = []
    rivals = [threading.Thread(target=lambda: won.append(moves.claim(task.id))) for _ in range(8)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    assert len([row for row in won if row]) == 1


def test_a_row_that_is_not_ready_is_not_claimed() -> None:
    assert moves.claim(accepted().id) is None
    assert moves.claim("nobody") is None


@pytest.mark.parametrize("make", [accepted, ready, converting])
def test_cancel_works_in_every_unfinished_state_and_once(make: object) -> None:
    task = make()  # type: ignore[operator]
    assert moves.cancel(task.id)
    assert moves.cancel(task.id) is None
    assert records.get(task.id).status == "cancelled"


def test_a_cancelled_attempt_changes_nothing_any_more() -> None:
    task = converting()
    moves.cancel(task.id)
    assert not moves.renew(task.id, task.fence, "converting", 0.9)
    assert not moves.finish(task.id, task.fence, output_key="k", output_name="n", output_size=1)
    assert moves.fail(task.id, DamagedFileError("x"), task.fence) is None
    assert not moves.postpone(task.id, task.fence)
    assert records.get(task.id).status == "cancelled"


def test_a_ghost_with_an_old_fence_changes_nothing() -> None:
    ghost = converting()
    moves.expire(ghost.id, ghost.fence)
    moves.take_over_lost()
    second = moves.claim(ghost.id)
    assert second is not None
    assert second.fence > ghost.fence

    assert not moves.finish(ghost.id, ghost.fence, output_key="ghost", output_name="n", output_size=1)
    assert moves.finish(second.id, second.fence, output_key="second", output_name="n", output_size=1)
    assert records.get(ghost.id).output_key == "second"


def test_a_live_lease_is_not_taken_over() -> None:
    task = converting()
    assert moves.take_over_lost() == ([], [])
    assert records.get(task.id).status == "converting"


def test_the_third_lost_attempt_ends_as_an_error() -> None:
    task = ready()
    for _loss in range(2):
        assert moves.claim(task.id)
        moves.expire(task.id)
        queues, failed = moves.take_over_lost()
        assert (queues, failed) == (["video"], [])
    assert moves.claim(task.id)
    moves.expire(task.id)

    queues, failed = moves.take_over_lost()

    assert queues == []
    assert [(row.id, row.status, row.error_type) for row in failed] == [(task.id, "failed", "LostWorkerError")]
    assert len(failed[0].error_id or "") == 8


def test_each_of_those_that_fail_together_has_an_error_id_of_its_own() -> None:
    tasks = [ready() for _ in range(2)]
    failed: list[ConversionTask] = []
    for _loss in range(moves.MOST_LOSSES):
        for task in tasks:
            moves.claim(task.id)
            moves.expire(task.id)
        _queues, failed = moves.take_over_lost()
    assert {task.id for task in failed} == {task.id for task in tasks}
    assert len({task.error_id for task in failed}) == len(tasks)


def test_a_passing_fault_is_retried_three_times_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    task = ready()
    for _retry in range(3):
        claimed = moves.claim(task.id)
        assert claimed is not None
        assert moves.postpone(task.id, claimed.fence)
        assert moves.claim(task.id) is None, "its time has not come"
        with database.writing() as session:
            session.get_one(ConversionTask, task.id).not_before = 0.0
    last = moves.claim(task.id)
    assert last is not None
    assert not moves.postpone(task.id, last.fence)
    failed = moves.fail(task.id, PassingError("disk full"), last.fence)
    assert failed is not None
    assert failed.error_message == "PassingError: disk full"


def test_a_worker_that_starts_anew_frees_what_its_predecessor_held() -> None:
    mine, other = moves.claim(ready().id, "light@here"), moves.claim(ready().id, "light@there")
    assert mine
    assert other
    assert moves.expire_all_of("light@here") == 1
    moves.take_over_lost()
    assert (records.get(mine.id).status, records.get(other.id).status) == ("ready", "converting")


def test_handing_back_counts_as_no_attempt() -> None:
    task = converting()
    assert moves.hand_back(task.id, task.fence)
    again = records.get(task.id)
    assert (again.status, again.losses, again.retries) == ("ready", 0, 0)


def test_an_unknown_id_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        records.get("nobody")
