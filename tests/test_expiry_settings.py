"""For how long articles and runs are kept: by default for ever, and never for less than is looked back upon."""

from pathlib import Path

import pytest

from flows.settings import Expiry, Settings, load_settings
from flows.source_policies import without_expired
from schemas.errors import ConfigError
from schemas.sources import Only, Source

SOURCE = Source.model_validate({"name": "pier", "folder": ".", "title": "Pier", "feeds": ["https://pier.example/feed"]})
A_MONTH = Settings(expiry=Expiry(articles_days=30))


def test_nothing_expires_unless_it_is_said_so() -> None:
    assert Settings().expiry == load_settings(Path("config")).expiry == Expiry(articles_days=0, runs_days=0)
    assert without_expired(SOURCE, Settings()) == SOURCE


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("articles_days = -1", "articles_days: Input should be greater than or equal to 0"),
        ("articles_days = 6", "articles_days: give 0 for never, or at least 7"),
        ("runs_days = 89", "runs_days: give 0 for never, or at least 90"),
        ("article_days = 30", "did you mean articles_days"),
    ],
)
def test_a_limit_that_makes_no_sense_is_told_how_to_mend_it(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "settings.toml").write_text(f"[expiry]\n{line}\n")
    with pytest.raises(ConfigError, match=says):
        load_settings(tmp_path)


@pytest.mark.parametrize(("newer_than", "days"), [(None, 30), (90, 30), (7, 7)])
def test_what_would_come_in_to_expire_is_not_looked_for(newer_than: float | None, days: float) -> None:
    source = SOURCE.model_copy(update={"only": Only(newer_than_days=newer_than)})
    assert without_expired(source, A_MONTH).only.newer_than_days == days
