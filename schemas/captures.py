"""One response or file as received: the ground every other row stands on."""

from datetime import date

from pydantic import Field

from schemas.candidates import Candidate
from schemas.row import Digest, Instant, Record, Text, since
from schemas.words import FetchMode


class Header(Record):
    """One kept response header."""

    name: Text = Field(description="Field name, lower case.")
    value: str = Field(description="Field value as received.")


class Redirect(Record):
    """One redirect that was followed."""

    url: Text = Field(description="The address that answered with it.")
    status: int = Field(ge=100, le=999, description="HTTP status.")


class StoredCapture(Record):
    """One response or file as received; of those with the same payload one holds it."""

    record_id: Text = Field(
        description="WARC-Record-ID. A record from a WARC file keeps its own; a file gets a name-based UUID of its "
        "source, path and payload digest, so the same file read again is the same capture; a response of source, "
        "address, time and payload digest."
    )
    target_uri: Text = Field(description="WARC-Target-URI: what was asked for. A file has a `file:` URI.")
    final_url: Text | None = Field(
        description="Address the response came from after redirects; null for files, which have none."
    )
    source_path: Text | None = Field(
        description="Path inside the source's folder (for `--input`: the absolute path), with the record's WARC file "
        "where it came from one; null for a capture that came over the network."
    )
    captured_at: Instant = Field(
        description="When the bytes were received: WARC-Date, or when a response was complete or a file read."
    )
    captured_date: date = Field(description="UTC day of `captured_at`.")
    status: int | None = Field(ge=100, le=999, description="HTTP status; null for files.")
    headers: tuple[Header, ...] = Field(
        description="Response headers that say something of the content, in the order received; empty for files."
    )
    media_type: Text = Field(description="Media type without parameters, such as `text/html`.")
    charset: Text | None = Field(description="Charset stated beside the payload (not inside it); null if none was.")
    payload: bytes | None = Field(
        description="The bytes as received, content encodings undone; null where an earlier capture holds the same "
        "bytes. In all cases: `SELECT c.* EXCLUDE (payload), p.payload FROM captures c JOIN captures p ON "
        "p.payload_digest = c.payload_digest AND p.payload IS NOT NULL`."
    )
    payload_bytes: int = Field(ge=0, description="Length of the payload, also where `payload` is null.")
    payload_digest: Digest = Field(description="SHA-256 of the payload; one capture of each digest holds it.")
    etag: Text | None = Field(description="ETag header; null if there was none.")
    last_modified: Instant | None = Field(description="Last-Modified header; null if there was none.")
    source: Text = Field(description="Name of the configured source, or `input` for `--input`.")
    fetch_mode: FetchMode = Field(description="How the bytes came to us.")
    redirects: tuple[Redirect, ...] = Field(
        json_schema_extra=since(2),
        description="The redirects from `target_uri` to `final_url`, in order; empty for what was not fetched.",
    )
    opt_outs: tuple[Text, ...] = Field(
        json_schema_extra=since(2),
        description="What the site said against use by machines, such as `robots.txt: GPTBot`: recorded, not judged; "
        "empty for what was not fetched.",
    )
    stated: tuple[Candidate, ...] = Field(
        json_schema_extra=since(2),
        description="What the feeds, sitemaps, pages and lists that named it say of it; empty for what was not found "
        "that way. Its article has it where the page says nothing.",
    )


class Capture(StoredCapture):
    """One response or file as received, with its bytes: what every stage works on."""

    payload: bytes = Field(description="The bytes as received, content encodings undone.")
