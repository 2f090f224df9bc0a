"""The pages that the page processes are warmed up with."""

import pytest

from tasks.derive import derive_checked
from tasks.warm_up import PAGES, capture_of


@pytest.mark.parametrize("media_type", PAGES)
def test_they_go_the_whole_way_of_a_page(media_type: str) -> None:
    derived = derive_checked(capture_of(media_type, PAGES[media_type]))
    assert derived.article.headline.casefold() == "ferry runs again"
    assert derived.children["quotations"] and derived.children["quantities"]
