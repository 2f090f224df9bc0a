"""Importing this loads every model that is installed, and the gazetteer, for the fork server of the page processes.

They share what is loaded; nothing else imports this.
"""

from tasks.facts.enriched.model import installed, load
from tasks.facts.gazetteer.table import gazetteer

for language in installed():
    load(language)
gazetteer()
