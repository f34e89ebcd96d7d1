"""Keeps the child that calls functions for one conversion: it is forked and confined once, not for each call."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from conversion.process.session import Session
from conversion.process.work import Work


class Callee:
    """A child that takes one call after the other, and a new one in its place where a call ended it.

    It is one conversion's alone: what a file may do to it comes back to that file's own calls and to nobody else's.
    """

    def __init__(self) -> None:
        self.is_kept = False
        self._session: Session | None = None
        self._ending = ExitStack()

    @contextmanager
    def session(self, work: Work) -> Iterator[Session]:
        """Its session, for one call. Whatever is raised in the block kills it."""
        with ExitStack() as ending:
            session, self._session = self._session, None
            ending.push(self._ending.pop_all())
            session = session or ending.enter_context(Session(work))
            yield session
            if session.has_ended:
                return
            if self.is_kept:
                self._session, self._ending = session, ending.pop_all()
            else:
                session.finish()

    def dismiss(self) -> None:
        """End it, when the conversion is over."""
        self.is_kept = False
        session, self._session = self._session, None
        with self._ending.pop_all():
            if session:
                session.finish()
