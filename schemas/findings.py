"""What `dateline check` can find wrong with a root: every rule by its fixed word, with its meaning and its remedy.

The commit refuses by these words and `check` lists by them; docs/check.md shows them. How a rule is held against rows
and files is the business of `tasks`.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final, Self

from schemas.words import Word

_RESTORE: Final = "`--repair` restores it from the plain files if they hold it whole; otherwise see docs/check.md"
_REPAIR: Final = "`--repair`"
_CLEAN_UP: Final = "none needed; `dateline clean-up` removes it"
_DERIVE: Final = "`dateline backfill --all` for the day named derives it again"
_ROLLBACK: Final = "`dateline rollback` to a version from before, then the same runs again"
_BACKUP: Final = "restore the file named from a backup"


class Area(Enum):
    """What a rule is about."""

    LOG = "The commit log"
    FILES = "The immutable files"
    VIEW = "The plain files"
    ROWS = "Rows"
    CAPTURES = "Captures and their outcomes"
    NOTES = "Notes"


class Rule(Word):
    """What must hold, by the word for its breach."""

    area: Area
    remedy: str

    def __new__(cls, value: str, area: Area, meaning: str, remedy: str) -> Self:
        """The word `value`."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.area, word.meaning, word.remedy = area, meaning, remedy
        return word

    @property
    def is_note(self) -> bool:
        """Whether it costs nothing and is only said."""
        return self.area is Area.NOTES

    LOG_GAP = "log_gap", Area.LOG, "a commit between the oldest kept and the newest has no log entry", _BACKUP
    LOG_DAMAGED = "log_damaged", Area.LOG, "a log entry or checkpoint cannot be read", _BACKUP
    LOG_ORDER = "log_order", Area.LOG, "a log entry's version, parent or time does not follow the one before", _BACKUP
    CHECKPOINT_DIFFERS = (
        *("checkpoint_differs", Area.LOG, "a checkpoint is not what the commits before it add up to"),
        _REPAIR,
    )

    CUT_DUE = (
        *("cut_due", Area.LOG, "what was forgotten is still in files of older versions, as a killed process left it"),
        "`--repair`, or whatever opens the root next, takes it away",
    )

    FILE_MISSING = "file_missing", Area.FILES, "a file that a kept commit names is not there", _RESTORE
    FILE_SIZE = "file_size", Area.FILES, "a file has another length than its commit says", _RESTORE
    FILE_DIGEST = "file_digest", Area.FILES, "`--deep`: the bytes do not have the SHA-256 in the file's name", _RESTORE
    FILE_UNREADABLE = "file_unreadable", Area.FILES, "Parquet's footer, or a column read, cannot be decoded", _RESTORE
    FILE_SCHEMA = "file_schema", Area.FILES, "columns, types or metadata are not those of the dataset", _ROLLBACK
    FILE_ROWS = "file_rows", Area.FILES, "a file has another number of rows than its commit says", _ROLLBACK
    UNSORTED = "unsorted", Area.FILES, "rows of a file are not in the order of the key", _ROLLBACK
    DUPLICATE_KEY = "duplicate_key", Area.FILES, "a key stands twice in a dataset, in whatever partitions", _ROLLBACK

    VIEW_MISSING = "view_missing", Area.VIEW, "a file of the newest commit has no plain file", _REPAIR
    VIEW_DIFFERS = "view_differs", Area.VIEW, "a plain file has another content than its commit's file", _REPAIR
    VIEW_STRAY = (
        *("view_stray", Area.VIEW, "a file or folder among the plain files is of no commit: readers stumble over it"),
        "`--repair` removes it if it is a `*.parquet` of a partition, or an empty folder; move anything else away",
    )

    BAD_VALUE = "bad_value", Area.ROWS, "an empty text, a number out of bounds, or a digest or id that is none", _DERIVE
    UNKNOWN_WORD = "unknown_word", Area.ROWS, "a value that is none of its column's fixed words", _DERIVE
    WRONG_DAY = "wrong_day", Area.ROWS, "the partition is not the UTC day of the instant it is made from", _DERIVE
    NULL_APART = "null_apart", Area.ROWS, "of two columns that are null together one is null", _DERIVE
    WRONG_SPAN = "wrong_span", Area.ROWS, "`article_body[start:end]` is not the text it stands for", _DERIVE
    WRONG_CONTENT = "wrong_content", Area.ROWS, "a quotation is not its segments, in the order of the text", _DERIVE
    WRONG_CONVERSION = "wrong_conversion", Area.ROWS, "a quantity converts none that stands before it", _DERIVE
    WRONG_POSITION = "wrong_position", Area.ROWS, "the positions of an article's rows are not 0 to n-1", _DERIVE
    ORPHAN = "orphan", Area.ROWS, "a row's article is not there, or lies in another partition", _DERIVE
    OTHER_DERIVATION = (
        *("other_derivation", Area.ROWS, "a row has another payload or extractor version than its article"),
        _DERIVE,
    )
    WRONG_CLUSTER = (
        *("wrong_cluster", Area.ROWS, "the rows of a cluster of copies are not those of its articles"),
        _ROLLBACK,
    )
    WRONG_VERSIONS = (
        *("wrong_versions", Area.ROWS, "the versions of an article are not 1 to n in one partition"),
        _DERIVE,
    )
    WRONG_CHANGE = "wrong_change", Area.ROWS, "what changed is stated for version 1, or for a later one not", _DERIVE
    WRONG_FIRST = "wrong_first", Area.ROWS, "the first capture of a version is not the one the row is of", _DERIVE
    NOT_CURRENT = "not_current", Area.ROWS, "an article is not the newest of its versions, column by column", _DERIVE

    PAYLOAD_LOST = "payload_lost", Area.CAPTURES, "no capture holds the bytes that captures refer to", _BACKUP
    PAYLOAD_TWICE = "payload_twice", Area.CAPTURES, "several captures hold the same bytes", "none needed to read them"
    PAYLOAD_DIFFERS = (
        *("payload_differs", Area.CAPTURES, "`--deep`: bytes have another length or SHA-256 than their row says"),
        _BACKUP,
    )
    NO_OUTCOME = (
        *("no_outcome", Area.CAPTURES, "a capture is in no version of an article and in no reject"),
        "`dateline backfill --missing` derives it",
    )
    TWO_OUTCOMES = "two_outcomes", Area.CAPTURES, "a capture has more than one version or reject", _DERIVE
    LOST_CAPTURE = "lost_capture", Area.CAPTURES, "a version or reject names a capture that is not there", _ROLLBACK
    OTHER_CAPTURE = (
        *("other_capture", Area.CAPTURES, "a version or reject states another digest or time than its capture"),
        _DERIVE,
    )

    CHECKPOINT_MISSING = (
        *("checkpoint_missing", Area.NOTES, "a checkpoint that a killed commit did not come to: reading takes longer"),
        "none needed; `--repair` writes it",
    )
    VIEW_APART = (
        *("view_apart", Area.NOTES, "a plain file is a copy, as after a restore from a backup: it takes up space"),
        "none needed; `--repair`, or the next run, puts the file itself there",
    )
    OLDER_FILES = (
        *("older_files", Area.NOTES, "files of an older schema version: columns that came later are null in them"),
        "none needed; the next commit or `dateline upgrade` brings them up to date",
    )
    UNNAMED_FILE = "unnamed_file", Area.NOTES, "a file that no kept commit names, or not yet", _CLEAN_UP
    DEAD_STAGING = "dead_staging", Area.NOTES, "batches of a run that has staged nothing for a day", _CLEAN_UP
    LEFTOVER = "leftover", Area.NOTES, "a half-made file of a killed process", "none needed; `--repair` removes it"
    UNCHECKED = (
        *("unchecked", Area.NOTES, "rows that were not looked at because a file of theirs cannot be read"),
        "mend that first",
    )


@dataclass(frozen=True)
class Finding:
    """One breach of a rule."""

    rule: Rule
    where: str
    """A dataset, a partition of it, or a file under the root."""
    detail: str
    """What is wrong there, with a number and one example; no text of a page."""
