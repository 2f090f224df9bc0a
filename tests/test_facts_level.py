"""The level of facts that the settings ask for."""

import pytest

from flows.facts_level import facts_level
from flows.settings import Facts, Settings
from flows.stages import MODELS, guard_limits
from schemas.errors import ConfigError
from schemas.words import FactsLevel
from tasks.facts.enriched.model import installed

ENRICHED = Settings(facts=Facts(level=FactsLevel.ENRICHED))


def test_facts_are_found_without_a_model_unless_one_is_asked_for() -> None:
    assert facts_level(Settings()) is FactsLevel.DEFAULT
    assert guard_limits(Settings()).preloaded == ()


def test_page_processes_share_the_models_that_are_asked_for() -> None:
    assert guard_limits(ENRICHED).preloaded == (MODELS,)


@pytest.mark.skipif(bool(installed()), reason="a model is installed")
def test_the_enriched_level_without_a_model_is_refused_and_says_what_to_do() -> None:
    with pytest.raises(ConfigError, match="make enrich"):
        facts_level(ENRICHED)


@pytest.mark.skipif(not installed(), reason="no model is installed: make enrich")
def test_the_enriched_level_with_a_model_is_the_level_of_a_run() -> None:
    assert facts_level(ENRICHED) is FactsLevel.ENRICHED
