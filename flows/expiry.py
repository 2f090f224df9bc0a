"""The settings of expiry applied to a root, and words for what went or would go.

In: a root or snapshot, the settings, the instant from which days are counted back. Out: a line. What is too old is told
in `tasks.expiry`; when it is asked is the business of `maintenance`.
"""

from datetime import UTC, date, datetime, timedelta

from flows.settings import Expiry
from tasks.expiry import Expired, expire_pages, expire_runs, old_pages, old_runs
from tasks.store import Root, Snapshot


def expire(root: Root, run_id: str, rules: Expiry, now: datetime) -> str:
    """Takes away what is older than articles and runs are kept, and says so.

    Raises:
        StoreError: the root cannot be read or written.
    """
    pages = expire_pages(root, run_id, _first_kept(rules.articles_days, now)) if rules.articles_days else None
    runs = expire_runs(root, run_id, _first_kept(rules.runs_days, now)) if rules.runs_days else None
    return _words("removed", rules, pages, runs)


def would_expire(snapshot: Snapshot, rules: Expiry, now: datetime) -> str:
    """Says what `expire` would take away.

    Raises:
        StoreError: a file cannot be read.
    """
    pages = old_pages(snapshot, _first_kept(rules.articles_days, now)).expired if rules.articles_days else None
    runs = old_runs(snapshot, _first_kept(rules.runs_days, now)).num_rows if rules.runs_days else None
    return _words("would remove", rules, pages, runs)


def _words(verb: str, rules: Expiry, pages: Expired | None, runs: int | None) -> str:
    gone = []
    if pages is not None:
        captures = f"{pages.articles:,} articles and {pages.captures:,} captures"
        gone.append(f"{captures} older than {rules.articles_days:,} days")
    if runs is not None:
        gone.append(f"{runs:,} runs older than {rules.runs_days:,} days")
    return f"{verb} {', '.join(gone)}" if gone else "nothing ever does, by the settings"


def _first_kept(days: int, now: datetime) -> date:
    return now.astimezone(UTC).date() - timedelta(days=days)
