"""A short run of the chaos; `make chaos` has the long one."""

import pytest

from tests.chaos import report, run

# Everything that waits is sooner tired than usual, so that a minute is enough.
HASTE = {"LEASE_SECONDS": "8", "RENEW_SECONDS": "2", "RETRY_SECONDS": "5"}


@pytest.mark.timeout(1200)  # a loaded machine takes minutes to start everything anew, again and again
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_file_has_one_ending_whatever_dies_and_nothing_is_left(database: str) -> None:
    plan = run.Plan(database, seed=3, minutes=2.0, conversions=24, faults=8, at_once=12, alone=False, settings=HASTE)

    result = run.run(plan)

    told = report.written(result)
    assert not result.broken, told
    assert not result.wrongs, told
    assert len(result.sent) >= 24, told
    assert sum(result.struck.values()) >= 5, told
