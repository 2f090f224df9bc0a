"""The errors dateline raises on purpose. Anything else that escapes is a bug.

DatelineError
├── ConfigError         the user's settings, arguments or source files are wrong
├── StoreError          a root cannot be read, or written, or is not ours
│   ├── DamagedLogError an entry of its log is missing, or not what was written
│   └── NewerRootError  a newer dateline wrote it
├── SchemaError         rows do not fit the dataset they are meant for
├── AccountingError     a run lost or invented a record
└── RejectedRecord      one record that does not become a row; ends as a row in `rejects`
"""

from schemas.words import RejectReason, Stage


class DatelineError(Exception):
    """Any error dateline raises on purpose; its message says what to do next."""


class ConfigError(DatelineError):
    """Settings, arguments or a source file are wrong."""


class StoreError(DatelineError):
    """A dataset root cannot be read or written."""


class DamagedLogError(StoreError):
    """An entry of a root's log is missing, or not what was written."""


class NewerRootError(StoreError):
    """A newer dateline wrote the root."""


class SchemaError(DatelineError):
    """Rows do not fit the schema of their dataset."""


class AccountingError(DatelineError):
    """The outcomes of a run do not add up to its inputs."""


class RejectedRecord(DatelineError):  # noqa: N818 - named for what it is: an outcome, not a failure
    """One record that cannot become a row, with the stage and the fixed word for why."""

    def __init__(self, stage: Stage, reason: RejectReason, detail: str) -> None:
        super().__init__(f"{stage}: {reason}: {detail}")
        self.stage = stage
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type["RejectedRecord"], tuple[Stage, RejectReason, str]]:
        """Rebuilds from the three arguments, so that it crosses process borders."""
        return type(self), (self.stage, self.reason, self.detail)
