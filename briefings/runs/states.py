"""The states of the briefings and list pages of a run, as its report shows them."""

from msgspec import Struct

from briefings.items import MissingPage
from briefings.reasons import ReasonKind
from briefings.records.revisions import Decision


class BriefingState(Struct):
    """The outcome of a briefing in a run."""

    id: str
    url: str
    state: str
    """complete, incomplete, acknowledged, unread, vanished, interrupted; once read, also rejected, forgotten or failed.
    """
    kept: Decision | None = None
    """Result of the comparison with the stored revision; None when it was not compared."""
    turns: int = 0
    missing_pages: tuple[MissingPage, ...] = ()
    kind: ReasonKind | None = None
    """Reason why nothing of it was read."""
    reason: str | None = None


class ListState(Struct):
    """The outcome of a list page in a run."""

    url: str
    found: int | None
    """Number of briefings it names; None when it could not be read."""
    new: int = 0
    """Number of these that no earlier list page of the run named."""
    kind: ReasonKind | None = None
    """Reason why it could not be read or counts as not read."""
    reason: str | None = None

    @property
    def trouble(self) -> str:
        """A sentence that says that it was not read, and why."""
        return f"the list page {self.url} was not read ({self.reason})"
