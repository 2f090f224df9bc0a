"""Imported once by the fork server of the page processes: what libraries make at first use is made before they start.

Zones, top-level domains and patterns cost about as much as ten pages do. Each process would make them anew, and the
time would be put down to the first page it gets.
"""

from datetime import UTC, datetime
from typing import Final

from schemas.captures import Capture
from schemas.words import FetchMode
from tasks.derive import derive_checked
from tasks.read.identity import payload_digest, record_id

PAGES: Final = {
    "text/html": b"""<!DOCTYPE html><html lang="en"><head><title>Ferry runs again</title></head><body><article>
<h1>Ferry runs again</h1><p>By Ana Bell</p><p>The ferry between the two shores of the sound runs again since Monday,
after three weeks in which nobody crossed it but the gulls, the harbour office said.</p><p>"We have mended what was to
be mended," said Tom Oak, who runs it, of the 2 million euros that the work cost. "It will not stop so soon."</p>
</article></body></html>""",
    "text/markdown": b"""Ferry Runs Again

By [AFP](#)

March 4, 2024

The ferry between the two shores of the sound runs again since Monday, after three weeks in which nobody crossed it.

"We have mended what was to be mended," said Tom Oak, who runs it, of the 2 million euros that the work cost.

Original url:

<https://www.harbour.example/2024/03/04/ferry-runs-again>
""",
}
"""Two invented pages, by media type: one that states no date, so that its text is searched for one."""


def warm_up() -> None:
    """Derives the articles of the invented pages, and forgets them."""
    for media_type, payload in PAGES.items():
        derive_checked(capture_of(media_type, payload))


def capture_of(media_type: str, payload: bytes) -> Capture:
    """A page as if it had been read from a file."""
    at, digest = datetime(2024, 3, 5, tzinfo=UTC), payload_digest(payload)
    return Capture(
        record_id=record_id("warm-up", media_type, digest),
        target_uri="file:///ferry",
        final_url=None,
        source_path="ferry",
        captured_at=at,
        captured_date=at.date(),
        status=None,
        headers=(),
        media_type=media_type,
        charset=None,
        payload=payload,
        payload_bytes=len(payload),
        payload_digest=digest,
        etag=None,
        last_modified=None,
        source="warm-up",
        fetch_mode=FetchMode.FILE,
        redirects=(),
        opt_outs=(),
        stated=(),
    )


warm_up()
