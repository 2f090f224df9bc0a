"""Images come with address, caption and credit; logos, faces and teasers stay out."""

import pytest
from invented import cleaned, cleaned_within, prose

from tasks.clean import CleanedPage
from tasks.extract.images import FoundImage, find_images, split_credit, with_stated

ADDRESS = "https://news.example/ferry"


def images_of(page: CleanedPage) -> tuple[FoundImage, ...]:
    return find_images(page, ADDRESS)


def figure(caption: str, img: str = "<img src='/quay-1200x800.jpg' alt='The quay'>", credit: str = "") -> FoundImage:
    """The image of an article with one figure."""
    (image,) = images_of(cleaned_within(f"<figure>{img}<figcaption>{caption}</figcaption>{credit}</figure>"))
    return image


def picture(img: str) -> str | None:
    """The address of an article's one image."""
    (image,) = images_of(cleaned_within(f"<figure>{img}<figcaption>The quay</figcaption></figure>"))
    return image.url


def test_a_figure_gives_address_caption_and_alternative_text() -> None:
    image = figure("The quay in Oldport.")
    assert image == FoundImage("https://news.example/quay-1200x800.jpg", "The quay in Oldport.", None, None, "The quay")


@pytest.mark.parametrize(
    "caption",
    [
        "The quay. Photo: Ana Bell / AFP",
        "The quay. (Foto: Ana Bell / AFP)",
        "The quay. © Ana Bell / AFP",
        "The quay. <span class='credit'>Ana Bell / AFP</span>",
        "The quay. <span class='credit'>(Ana Bell / AFP)</span>",
        "The quay. <span class='photo-credit'>Photo: Ana Bell / AFP</span>",
        "<small class='copyright'>Ana Bell / AFP</small> The quay.",
        "The quay. Photo: <a href='/ana'>Ana Bell / AFP</a>",
        "The quay. Photo: Ana Bell / <a href='/afp'>AFP</a>",
        "The quay. <a href='/afp'>Ana Bell / AFP</a>",
    ],
)
def test_the_credit_is_parted_from_the_caption(caption: str) -> None:
    image = figure(caption)
    assert (image.caption, image.credit) == ("The quay.", "Ana Bell / AFP")


def test_a_credit_beside_the_caption_is_found() -> None:
    image = figure("The quay.", credit="<span class='credit'>Ana Bell</span>")
    assert (image.caption, image.credit) == ("The quay.", "Ana Bell")


def test_a_credit_that_links_gives_its_address() -> None:
    assert figure("The quay. <a href='/ana'>Ana Bell</a>").credit_url == "https://news.example/ana"


def test_a_caption_that_is_all_link_is_a_caption() -> None:
    image = figure("<a href='/gallery'>The quay in Oldport at night.</a>")
    assert (image.caption, image.credit) == ("The quay in Oldport at night.", None)


def test_an_address_that_ends_a_caption_is_its_credit() -> None:
    assert split_credit("The quay. https://pictures.example/1") == ("The quay.", "https://pictures.example/1")


def test_a_caption_without_credit_keeps_all_its_words() -> None:
    assert split_credit("The photographer on the quay") == ("The photographer on the quay", None)


@pytest.mark.parametrize(
    "img",
    [
        "<img src='data:image/gif;base64,R0lGOD' data-src='/quay.jpg'>",
        "<img src='/blank.gif' data-original='/quay.jpg'>",
        "<img src='/img/1x1.png' data-srcset='/quay.jpg 1200w, /small.jpg 400w'>",
        "<img srcset='/small.jpg 400w, /quay.jpg 1200w'>",
        "<img srcset='/small.jpg 1x, /quay.jpg 2.5x'>",
        "<picture><source srcset='/quay.jpg'><img src='data:image/gif;base64,R0lGOD'></picture>",
    ],
)
def test_the_address_is_the_pictures_own_and_not_what_stands_in_for_it(img: str) -> None:
    assert picture(img) == "https://news.example/quay.jpg"


def test_an_image_whose_address_is_not_stated_keeps_its_caption() -> None:
    image = figure("The quay.", img="<img src='data:image/gif;base64,R0lGOD'>")
    assert (image.url, image.caption) == (None, "The quay.")


def test_a_picture_of_the_body_without_a_figure_is_an_image() -> None:
    page = cleaned_within("<div><img src='/quay.jpg'><p class='caption'>The quay. Photo: Ana Bell</p></div>")
    (image,) = images_of(page)
    assert (image.caption, image.credit) == ("The quay.", "Ana Bell")


@pytest.mark.parametrize(
    "markup",
    [
        "<img class='logo' src='/brand.png'>",
        "<div class='author'><img src='/ana.jpg'></div>",
        "<img class='avatar' src='/ana.jpg'>",
        "<img src='/dot.gif' width='1' height='1'>",
        "<aside><figure><img src='/other.jpg'><figcaption>Another article</figcaption></figure></aside>",
        "<figure><blockquote>“We waited.”</blockquote><figcaption>The captain</figcaption></figure>",
    ],
)
def test_what_does_not_illustrate_the_article_is_no_image(markup: str) -> None:
    assert images_of(cleaned_within(markup)) == ()


def test_teasers_outside_the_article_are_no_images_of_it() -> None:
    assert images_of(cleaned(prose(), after="<div><figure><img src='/other.jpg'></figure></div>")) == ()


def test_the_same_picture_in_another_size_is_one_image() -> None:
    page = cleaned_within("<figure><img src='/quay-80x60.jpg'></figure><figure><img src='/quay-800x600.jpg'></figure>")
    assert len(images_of(page)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("/1a/image.jpg", "/2b/image.jpg"), ("/a1/5000.jpg", "/b2/5000.jpg"), ("/show?picture=1", "/show?picture=2")],
)
def test_pictures_whose_file_names_say_little_are_told_apart_by_the_whole_address(one: str, other: str) -> None:
    page = cleaned_within(f"<figure><img src='{one}'></figure><figure><img src='{other}'></figure>")
    assert len(images_of(page)) == 2


def stated(url: str, caption: str | None = None) -> FoundImage:
    return FoundImage(url, caption, None, None, None)


def test_an_image_the_page_states_and_does_not_show_comes_first() -> None:
    shown, lead = stated("https://a.example/quay.jpg"), stated("https://a.example/door.jpg")
    assert with_stated((shown,), [lead]) == (lead, shown)


def test_an_image_the_page_states_and_shows_too_is_one_image() -> None:
    shown = stated("https://a.example/the-old-quay-80x60.jpg", "The quay")
    assert with_stated((shown,), [stated("https://b.example/the-old-quay.jpg")]) == (shown,)
    assert with_stated((shown,), [stated("https://b.example/crop17.jpg", "The quay")]) == (shown,)


def test_a_caption_without_letters_says_nothing_of_two_images_being_one() -> None:
    shown, lead = stated("https://a.example/quay.jpg", "…"), stated("https://a.example/door.jpg")
    assert with_stated((shown,), [lead]) == (lead, shown)
