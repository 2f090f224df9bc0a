"""What the enriched level adds to an article, and when it adds nothing."""

import pytest
from facts.enriched.recorded import needs_the_model
from facts.test_rows import saying

from schemas.articles import Article
from schemas.mentions import Mention
from schemas.quotations import Quotation
from schemas.versions import EXTRACTOR_VERSION
from schemas.words import FactsLevel
from tasks.check import check_article
from tasks.derive import with_facts
from tasks.extract.article import Derived
from tasks.facts.enriched.enrich import LONGEST, extractor_version
from tasks.facts.enriched.model import installed

BODY = "The mayor of Leeds, Olena Hrytsenko, opened the bridge on Monday. She said it was safe."


def derived(of: Article) -> Derived:
    return with_facts(Derived(of, {}), FactsLevel.ENRICHED)


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Die Brücke ist sicher, sagte die Bürgermeisterin.", "de"),
        ("Die Brücke ist sicher, sagte die Bürgermeisterin am Montag in der Stadt.", None),
        (BODY + " " * LONGEST, "en"),
    ],
)
def test_what_no_model_reads_keeps_the_default_level_and_says_so(body: str, language: str | None) -> None:
    assert derived(saying(body, in_language=language)).article.facts_level is FactsLevel.DEFAULT


def test_the_version_of_an_article_names_the_models_that_could_read_it() -> None:
    version = extractor_version(FactsLevel.ENRICHED)
    assert version == f"{EXTRACTOR_VERSION}+enriched.{'.'.join(sorted(installed().values()))}"
    assert derived(saying("Hallo.", in_language="de")).article.extractor_version == version
    assert extractor_version(FactsLevel.DEFAULT) == EXTRACTOR_VERSION


@needs_the_model
@pytest.mark.parametrize("language", ["en", "en-GB", None])
def test_an_english_article_gets_its_people_and_who_said_what(language: str | None) -> None:
    found = derived(saying(BODY, in_language=language))
    check_article(found.article, found.children)
    assert found.article.facts_level is FactsLevel.ENRICHED
    people = [row for row in found.children["mentions"] if isinstance(row, Mention) and row.type == "person"]
    assert [(one.name, one.role) for one in people] == [("Olena Hrytsenko", "mayor of Leeds")]
    (quotation,) = [row for row in found.children["quotations"] if isinstance(row, Quotation)]
    assert (quotation.content, quotation.speaker) == ("it was safe", "Olena Hrytsenko")
    assert {row.extractor_version for row in people} == {found.article.extractor_version}


@needs_the_model
@pytest.mark.parametrize(
    "body",
    ["said that " * 50, "“" * 99, "he said, she said. " * 30, "A, the mayor of B, " * 30, "x\x00y" * 30, "\u202e" * 30],
)
def test_whatever_a_body_says_its_rows_keep_every_rule(body: str) -> None:
    found = derived(saying(body, in_language="en"))
    check_article(found.article, found.children)
