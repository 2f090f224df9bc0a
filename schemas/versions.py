"""The versions written into every row and file. Raise them in the change that makes them differ."""

from typing import Final

SCHEMA_VERSION: Final = 1
"""Raised when a column is added, dropped, renamed or retyped in any dataset."""

EXTRACTOR_VERSION: Final = "1.0.0"
"""Raised when the same capture would give another row. Semantic: major for a changed meaning of a column."""
