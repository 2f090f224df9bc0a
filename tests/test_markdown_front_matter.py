"""Front matter of Markdown files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.markdown.front_matter import FrontMatter, split_front_matter


def _front(block: str) -> FrontMatter:
    return split_front_matter(f"---\n{block}\n---\nBody\n")[0]


def test_what_is_stated_is_read_as_written() -> None:
    front, rest = split_front_matter(
        "---\n"
        "title: Harbour reopens\n"
        "date: 2024-06-03 10:15:00 +02:00\n"
        "authors:\n  - Ann Lee\n  - name: Tom Roe\n    url: /tom\n"
        "tags: [port, storm]\n"
        "lang: no\n"
        "url: https://x.example/a\n"
        "publisher: {name: The Harbour Herald}\n"
        "image: {src: /a.jpg, caption: The crane, credit: Mara Lind}\n"
        "...\n"
        "Body\n"
    )
    assert rest == "Body\n"
    assert front == FrontMatter(
        headline="Harbour reopens",
        date_published="2024-06-03 10:15:00 +02:00",
        author=("Ann Lee", "Tom Roe"),
        keywords=("port", "storm"),
        in_language="no",
        url="https://x.example/a",
        publisher="The Harbour Herald",
        image="/a.jpg",
        caption="The crane",
        credit="Mara Lind",
    )


def test_keys_are_known_in_any_spelling() -> None:
    assert _front("Date-Published: 2024-06-03\nCANONICAL_URL: https://x.example/a").url == "https://x.example/a"


def test_a_value_with_a_colon_in_it_is_read_all_the_same() -> None:
    front = _front("title: Floods: what we know\nauthor: @ann\ntags:\n  - a")
    assert (front.headline, front.author, front.keywords) == ("Floods: what we know", ("@ann",), ("a",))


def test_an_address_that_is_not_whole_is_not_taken() -> None:
    assert _front("title: x\nurl: /2024/storm").url is None


@pytest.mark.parametrize("value", ["", "~", "null", "[]", "{}", "''"])
def test_a_value_that_says_nothing_is_none(value: str) -> None:
    assert _front(f"title: x\ndescription: {value}").description is None


@pytest.mark.parametrize(
    "text",
    [
        "---\nJust a rule above.\n---\nBody",
        "---\ncolour: red\n---\nBody",
        "---\n- a\n- b\n---\nBody",
        "---\ntitle: never closed\n\nBody",
        "---\n" + "[" * 5000 + "\n---\nBody",
        "---\n? [a]: b\n: c\n---\nBody",
        "Body\n---\ntitle: x\n---\n",
        "---\ntitle: x\n" + "a: b\n" * 30_000 + "---\nBody",
        "---\n!!python/object/apply:os.system [ls]\n---\nBody",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert split_front_matter(text) == (FrontMatter(), text)


def test_aliases_within_aliases_are_not_followed() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert _front(f"title: x\n{bomb}\ntags: *i").keywords == ()


@given(st.text(max_size=200))
def test_any_block_is_front_matter_or_text(block: str) -> None:
    front, rest = split_front_matter(f"---\n{block}\n---\nBody")
    assert rest.endswith("Body")
    assert isinstance(front, FrontMatter)
