"""Importing this loads every model that is installed, for the fork server of the page processes: they share it."""

from tasks.facts.enriched.model import installed, load

for language in installed():
    load(language)
