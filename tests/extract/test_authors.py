import pytest

from tasks.extract.agencies import agencies_of, agency_of
from tasks.extract.names import is_person, sort_names, split_credit
from tests.extract.metadata_pages import article, metadata_of, page_text


@pytest.mark.parametrize(
    ("written", "agency"),
    [
        ("AFP", "AFP"),
        ("Agence France-Presse", "AFP"),
        ("The Associated Press", "AP"),
        ("(dpa)", "dpa"),
        ("Deutsche Presse-Agentur", "dpa"),
        ("A.P.", "AP"),
        ("ČTK", "ČTK"),
        ("新华社", "Xinhua"),
        ("Mira Holt", None),
        ("aa", None),
        ("", None),
    ],
)
def test_agencies_go_by_their_usual_short_name(written: str, agency: str | None) -> None:
    assert agency_of(written) == agency


def test_joined_agencies_are_told_apart_and_mixed_credits_are_no_agencies() -> None:
    assert agencies_of("AFP/dpa") == ("AFP", "dpa")
    assert agencies_of("AP and Reuters") == ("AP", "Reuters")
    assert agencies_of("Mira Holt and AP") == ()


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("By Mira Holt", ["Mira Holt"]),
        ("Von: Mira Holt und Ola Berg", ["Mira Holt", "Ola Berg"]),
        ("Kommentar von Mira Holt", ["Mira Holt"]),
        ("Par Mira Holt, Ola Berg et Jan Vik", ["Mira Holt", "Ola Berg", "Jan Vik"]),
        ("Mira Holt, Political Editor", ["Mira Holt"]),
        ("Mira Holt in Paris", ["Mira Holt"]),
        ("Mira Holt, Berlin", ["Mira Holt"]),
        ("Mira Holt mira@post.example @mira", ["Mira Holt"]),
        ("Mira Holt For Post.com", ["Mira Holt"]),
        ("Holt, Mira", ["Mira Holt"]),
        ("Ramón Ortega y Gasset", ["Ramón Ortega y Gasset"]),
        ("Ana Ruiz y Luis Gil", ["Ana Ruiz", "Luis Gil"]),
        ("Ursula von der Heide", ["Ursula von der Heide"]),
        ("Di Rossi", ["Di Rossi"]),
        ("김철수 기자", ["김철수"]),
        ("배수지,이상민", ["배수지", "이상민"]),
        ("Mira Holt, dpa", ["Mira Holt", "dpa"]),
        ("Mira Holt for the Harbour Post, Ola Berg", ["Mira Holt", "Ola Berg"]),
        ("Northern Centre for Tidal Studies", ["Northern Centre for Tidal Studies"]),
        ("Sailors for Peace", ["Sailors for Peace"]),
    ],
)
def test_a_credit_is_taken_apart_into_names(credit: str, names: list[str]) -> None:
    assert list(split_credit(credit)) == names


@pytest.mark.parametrize(
    "name",
    [
        "Redaktion",
        "Newsroom",
        "Web Desk",
        "Staff",
        "Political Editor",
        "post.example",
        "By",
        "Twitter Facebook",
        "https://x.example/a",
        "编集部编集部 2",
    ],
)
def test_desks_roles_and_addresses_are_no_people(name: str) -> None:
    assert not is_person(name)


@pytest.mark.parametrize("name", ["Harbour Post", "harbour-post.example", "Harbour Post Online", "HARBOUR POST"])
def test_the_publication_s_name_is_no_person(name: str) -> None:
    assert sort_names([name], ["Harbour Post", "harbour-post.example"]).people == ()


def test_an_employer_right_behind_a_name_is_told_apart() -> None:
    names = sort_names(["Mira Holt Associated Press", "Ola Berg Harbour Post"], ["Harbour Post"])
    assert (names.people, names.agencies) == (("Mira Holt", "Ola Berg"), ("AP",))


def test_single_words_behind_the_publication_s_name_are_places() -> None:
    assert sort_names(["Harbour Post, Bergen, Norway"], ["Harbour Post"]).people == ()


def test_people_agencies_and_everyone_credited_are_three_lists() -> None:
    ld = article(headline="x", author=[{"@type": "Person", "name": "Mira Holt"}, {"@type": "Person", "name": "dpa"}])
    found = metadata_of(page_text(ld=ld))
    assert (found.author, found.source_organization, found.credited) == (("Mira Holt",), ("dpa",), ("Mira Holt", "dpa"))
    assert (found.methods["author"], found.methods["source_organization"]) == ("json_ld:author", "json_ld:author")


def test_an_organisation_in_json_ld_gives_way_to_the_visible_byline() -> None:
    ld = article(headline="Ferry returns", author={"@type": "Organization", "name": "Nordlicht Verlagshaus"})
    found = metadata_of(page_text(ld=ld, body='<h1>Ferry returns</h1><p class="byline">By Mira Holt, 3 May 2024</p>'))
    assert (found.author, found.byline, found.methods["author"]) == (("Mira Holt",), "By Mira Holt", "html:p")


def test_a_byline_that_names_an_agency_names_no_author() -> None:
    found = metadata_of(page_text(body='<h1>Ferry returns</h1><p>By <a href="#">AFP</a></p><p>Text.</p>'))
    assert (found.author, found.source_organization, found.byline) == ((), ("AFP",), "By AFP")
    assert found.methods["byline"] == "text:byline"


def test_a_byline_of_several_links_is_shown_whole() -> None:
    names = '<a class="byline" href="/author/mh">Mira Holt</a>, <a class="byline" href="/author/ob">Ola Berg</a>'
    found = metadata_of(page_text(body=f"<h1>Ferry returns</h1><div>By {names}</div>"))
    assert (found.author, found.byline) == (("Mira Holt", "Ola Berg"), "By Mira Holt, Ola Berg")


def test_names_on_teasers_comments_and_pictures_are_no_byline() -> None:
    body = (
        '<h1>Ferry returns</h1><figure><span class="author">Jan Vik</span></figure>'
        '<div class="teaser"><span class="author">By Ola Berg</span></div><p class="comment-author">Eva Lund</p>'
    )
    found = metadata_of(page_text(body=body))
    assert (found.author, found.byline) == ((), None)


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    found = metadata_of(page_text(body="<h1>Ferry returns</h1><p>By noon the ferry had left the harbour.</p>"))
    assert (found.author, found.byline) == ((), None)


def test_meta_tags_name_authors_where_nothing_else_does() -> None:
    head = (
        '<meta name="author" content="mira-holt"><meta property="article:author" content="https://f.example/p">'
        '<meta name="byl" content="By Mira Holt">'
    )
    found = metadata_of(page_text(head=head))
    assert (found.author, found.methods["author"], found.byline) == (("Mira Holt",), "meta:byl", None)


def test_microdata_names_the_author_of_the_article_and_not_of_its_picture() -> None:
    body = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><div itemscope itemtype="https://schema.org/ImageObject">'
        '<span itemprop="author">Jan Vik</span></div><span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<b itemprop="name">Mira Holt</b></span></div>'
    )
    assert metadata_of(page_text(body=body)).author == ("Mira Holt",)


def test_an_agency_named_as_publisher_is_the_supplier_and_not_the_publication() -> None:
    ld = article(headline="x", publisher={"name": "Associated Press"})
    found = metadata_of(page_text(ld=ld, head='<meta property="og:site_name" content="Harbour Post">'))
    assert (found.publisher, found.source_organization) == ("Harbour Post", ("AP",))


def test_the_word_before_a_linked_name_belongs_to_the_byline() -> None:
    body = '<h1>Ferry returns</h1><p class="byline">By <a rel="author" href="#">AFP</a></p>'
    assert metadata_of(page_text(body=body)).byline == "By AFP"


def test_a_byline_of_which_one_name_is_linked_is_kept_whole() -> None:
    body = '<h1>Ferry returns</h1><p class="byline">By <a href="/authors/1" rel="author">Ana Bell</a> and Tom Oak</p>'
    found = metadata_of(page_text(body=body))
    assert found.byline == "By Ana Bell and Tom Oak"


@pytest.mark.parametrize(
    ("byline", "people", "agencies"),
    [
        ("By Ana Poe with Reuters", ("Ana Poe",), ("Reuters",)),
        ("By Ana Poe, with Reuters", ("Ana Poe",), ("Reuters",)),
        ("By Ana Poe and Tom Oak with files from The Canadian Press", ("Ana Poe", "Tom Oak"), ("Canadian Press",)),
        ("Von Ana Poe mit dpa", ("Ana Poe",), ("dpa",)),
        ("Par Jean Dupont avec AFP", ("Jean Dupont",), ("AFP",)),
        ("Ana Poe com Lusa", ("Ana Poe",), ("Lusa",)),
        ("By AFP with Reuters", (), ("AFP", "Reuters")),
        ("Ana Poe for Bloomberg", ("Ana Poe",), ("Bloomberg",)),
        ("By Ana Poe for The Harbour Post", ("Ana Poe",), ()),
        ("By Ana Poe Special to The Herald", ("Ana Poe",), ()),
        ("By Ana Poe, Special to The Herald", ("Ana Poe",), ()),
        ("By Ana Poe (AFP)", ("Ana Poe",), ("AFP",)),
        ("By Ana Poe/AFP", ("Ana Poe",), ("AFP",)),
        ("ANA POE / AFP / Getty Images", ("ANA POE",), ("AFP",)),
        ("كتب: أحمد علي - رويترز", ("أحمد علي",), ("Reuters",)),
        ("By J.R.R. Smith Jr.", ("J.R.R. Smith Jr.",), ()),
        ("By the Editorial Board", (), ()),
        ("By Staff", (), ()),
        ("By Staff with Reuters", (), ("Reuters",)),
    ],
)
def test_a_byline_tells_people_from_those_they_wrote_with_and_for(
    byline: str, people: tuple[str, ...], agencies: tuple[str, ...]
) -> None:
    found = metadata_of(page_text(body=f'<h1>Sea wall agreed</h1><p class="byline">{byline}</p><p>Text.</p>'))
    assert (found.author, found.source_organization, found.byline) == (people, agencies, byline)


def test_a_desk_in_the_byline_gives_way_to_a_name_behind_it() -> None:
    body = '<h1>Sea wall agreed</h1><p class="byline">By Staff</p><p class="byline">By Ana Poe</p><p>Text.</p>'
    assert metadata_of(page_text(body=body)).byline == "By Ana Poe"


def test_a_sentence_about_staff_is_no_byline() -> None:
    body = "<h1>Sea wall agreed</h1><p>By the staff entrance</p><p>By noon, editorial staff had left.</p>"
    assert metadata_of(page_text(body=body)).byline is None


@pytest.mark.parametrize("name", ["Getty Images", "picture alliance", "imago images", "Shutterstock"])
def test_agencies_for_pictures_are_no_people(name: str) -> None:
    assert not is_person(name)


def test_a_credit_of_a_picture_is_no_byline() -> None:
    body = '<h1>Ferry returns</h1><p class="byline">Photo: Ana Bell / Getty Images</p><p class="byline">By Tom Oak</p>'
    found = metadata_of(page_text(body=body))
    assert (found.author, found.byline) == (("Tom Oak",), "By Tom Oak")
