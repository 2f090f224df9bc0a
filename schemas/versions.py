"""The versions written into every row and file. Raise them in the change that makes them differ."""

from typing import Final

SCHEMA_VERSION: Final = 4
"""Raised at the first release after a column was added to a dataset, which says so: `json_schema_extra=since(...)`.

Roots of older versions stay readable only because nothing else is done to a column: it is added nullable or as a list,
and never dropped, renamed or retyped.
"""

EXTRACTOR_VERSION: Final = "1.3.0"
"""Raised when the same capture would give another row. Semantic: major for a changed meaning of a column."""
