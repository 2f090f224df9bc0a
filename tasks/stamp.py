"""What each row a run writes says of the run."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Stamp:
    """The run, and when it started."""

    run_id: str
    started_at: datetime
