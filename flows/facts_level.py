"""The level that runs find facts at: settings in, the level out, if what it needs is installed."""

from flows.settings import Settings
from schemas.errors import ConfigError
from schemas.words import FactsLevel
from tasks.facts.enriched.model import installed


def facts_level(settings: Settings) -> FactsLevel:
    """The level of a run.

    Raises:
        ConfigError: it needs a model, and none is installed.
    """
    if settings.facts.level is FactsLevel.ENRICHED and not installed():
        raise ConfigError('facts.level = "enriched" needs a language model, and none is installed: `make enrich`')
    return settings.facts.level
