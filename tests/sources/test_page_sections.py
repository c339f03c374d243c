from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.sources import document, sections_of

SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_84720945c7326883.txt"

PROSE_1 = "Le Pérou et le Chili ont longtemps commercé sans traité, et leurs ports se sont ignorés."
PROSE_2 = "Les ministres des deux pays se sont réunis à Lima. Ils ont promis de se revoir en mars."
PROSE_3 = "La Bolivie n'a pas encore réagi, mais son gouvernement suit de près les pourparlers."

PAGE_FR = f"""Aller au contenu principal
Accueil
International
Économie
Culture

Nous utilisons des cookies pour mesurer notre audience. En poursuivant votre navigation, vous cédez.

Tout accepter

Pérou et Chili : un traité contre la houle

Par Ana Ruiz
Publié le 4 mai 2021 à 10h12 - 5 min de lecture

Partager
Facebook
Twitter

Sommaire

1. Une longue indifférence
2. La réunion de Lima
3. Et la Bolivie ?

Une longue indifférence

{PROSE_1}

La réunion de Lima

{PROSE_2}

Lire aussi : Le port de Callao s'agrandit encore

{PROSE_3}

Et la Bolivie ?

{PROSE_3}

Articles similaires

Le quinoa bolivien cherche preneur
Le lac Titicaca baisse. Les pêcheurs des deux rives en appellent à leurs gouvernements.

Commentaires (2)

José P.
Le Chili a envahi le Pérou en 1879, il ne faut pas l'oublier !

Contact
12, rue des Alpes, 1201 Genève
redaction@example.org
+41 22 555 12 12
© 2021 La Gazette
"""


def kind_at(sections, text, words):
    """Return the kind of the section that holds the first place of some words."""
    at = text.index(words)
    return next(section.kind for section in sections if section.start <= at < section.end)


def heading_at(sections, text, words):
    """Return the heading of the section that holds the last place of some words."""
    at = text.rindex(words)
    return next(section.heading for section in sections if section.start <= at < section.end)


LINES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "",
                " ",
                "Contact",
                "Sommaire",
                "1. Lima",
                "Lima",
                "Comments",
                "Par A. B.",
                "# T",
                "\f",
            ]
        ),
        st.sampled_from([PROSE_1, PROSE_2, PROSE_3]),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", " \n "]))
def test_sections_partition_the_text(lines, separator):
    """Sections are sorted, touch each other and cover the text from its start to its end."""
    text = separator.join(lines)

    sections = sections_of(text)

    assert [s.start for s in sections] == [0, *[s.end for s in sections]][: len(sections)]
    assert (sections[-1].end if sections else 0) == len(text)
    assert all(s.start < s.end for s in sections)


@settings(deadline=None)
@given(LINES)
def test_kinds_are_the_declared_ones(lines):
    """Only the six declared kinds occur, and only body and headings carry a heading."""
    for section in sections_of("\n".join(lines)):
        assert section.kind in ("title", "byline", "contents", "heading", "body", "shell")
        assert section.heading is None or section.kind in ("heading", "body")


@pytest.mark.parametrize(
    "text",
    [
        PROSE_1,
        f"{PROSE_1}\n{PROSE_2}",
        f"{PROSE_1}\n\n{PROSE_2}\n",
        "Moscou a signé.\nPékin a refusé.",
        "Moscou signe un pacte avec Pékin",
        "Le traité a été signé à Lima.\n\nLe Chili l'a ratifié.",
        "Pekin refuse ?\nOui.",
        "12\n13",
        "By Tuesday, the ministers of both countries had signed the treaty.",
        "Contact between the two armies broke off in May, the ministry said.",
        "The hackers copied the addresses of diplomats in Geneva and the mailing list of the UN.",
    ],
)
def test_a_text_without_shell_is_all_body(text):
    """A plain paragraph or two loses nothing to title, byline or shell."""
    assert {section.kind for section in sections_of(text)} == {"body"}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Aller au contenu", "shell"),
        ("Accueil", "shell"),
        ("Culture", "shell"),
        ("Nous utilisons des cookies", "shell"),
        ("Tout accepter", "shell"),
        ("Pérou et Chili : un traité", "title"),
        ("Par Ana Ruiz", "byline"),
        ("Publié le 4 mai", "byline"),
        ("Facebook", "shell"),
        ("Sommaire", "contents"),
        ("2. La réunion", "contents"),
        ("Une longue indifférence\n\nLe", "heading"),
        ("La réunion de Lima\n\nLes", "heading"),
        ("Et la Bolivie ?\n\nLa", "heading"),
        (PROSE_1, "body"),
        (PROSE_2, "body"),
        (PROSE_3, "body"),
        ("Lire aussi", "shell"),
        ("Articles similaires", "shell"),
        ("Les pêcheurs des deux rives", "shell"),
        ("Le Chili a envahi", "shell"),
        ("12, rue des Alpes", "shell"),
        ("redaction@", "shell"),
        ("+41 22", "shell"),
        ("© 2021", "shell"),
    ],
)
def test_a_scraped_page_is_told_apart_from_its_shell(words, kind):
    """Menu, notices, related articles, comments and contacts are shell; the article is not."""
    assert kind_at(sections_of(PAGE_FR), PAGE_FR, words) == kind


def test_each_body_stretch_knows_its_heading():
    """A paragraph stands under the heading above it, an 'also read' line notwithstanding."""
    sections = sections_of(PAGE_FR)

    assert heading_at(sections, PAGE_FR, PROSE_1) == "Une longue indifférence"
    assert heading_at(sections, PAGE_FR, PROSE_2) == "La réunion de Lima"
    assert heading_at(sections, PAGE_FR, PROSE_3) == "Et la Bolivie ?"


def test_title_is_found():
    """The title line of a scraped page becomes the document's title."""
    assert document(PAGE_FR).title == "Pérou et Chili : un traité contre la houle"


ENGLISH = """Skip to main content
Search
Home | World | Politics | Business | Opinion

Peru and Chile agree on a common fishing zone

By Ana Ruiz
May 4, 2021

Officials from Peru and Chile met in Arica on Monday. They agreed on a common zone.

A quarrel of many years

Both countries had claimed the same waters since the war of the Pacific, and courts had not helped.

Read also

Bolivia asks for a port of its own

Fishermen on both sides said that they would wait for the ratification before they celebrate.

Join the conversation

Great article, thank you. Peru should never have signed this with Chile in the first place.

Sign up for our newsletter
1600 Harbour Street, Springfield, IL 62704
Privacy policy
"""


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Home | World", "shell"),
        ("Peru and Chile agree", "title"),
        ("By Ana", "byline"),
        ("May 4", "byline"),
        ("Officials", "body"),
        ("A quarrel of", "heading"),
        ("Both countries", "body"),
        ("Read also", "shell"),
        ("Bolivia asks", "shell"),
        ("Fishermen", "body"),
        ("Join the", "shell"),
        ("Great article", "shell"),
        ("Sign up", "shell"),
        ("1600 Harbour", "shell"),
    ],
)
def test_an_english_page_is_told_apart_from_its_shell(words, kind):
    """The rules hold in English as well."""
    assert kind_at(sections_of(ENGLISH), ENGLISH, words) == kind


def test_a_title_over_one_paragraph():
    """A line without an end, over a paragraph, is its title."""
    text = f"Le Pérou se tourne vers le Chili\n\n{PROSE_2}"

    assert [s.kind for s in sections_of(text)] == ["title", "body"]


def test_wrapped_lines_are_no_headings():
    """A paragraph wrapped by hand is one stretch, though its lines are short and do not end."""
    text = (
        "The Treaty of Arica\n\n"
        "Officials from Peru and Chile met in Arica on Monday and\n"
        "agreed on a common fishing zone. Courts had not helped for\n"
        "years, and the fishermen of both countries had long\n"
        "asked their governments to come to terms at last.\n\n"
        "What comes next\n\n"
        "The parliaments of both countries will vote on the text in\n"
        "the autumn, and the zone may open in\n"
        "January.\n"
    )

    kinds = [(s.kind, s.heading) for s in sections_of(text)]

    assert kinds == [
        ("title", None),
        ("body", None),
        ("heading", "What comes next"),
        ("body", "What comes next"),
    ]


def test_lists_inside_an_article_stay_body():
    """Points of a list are no headings, even when each is short."""
    text = f"{PROSE_1}\n\n- le cuivre\n- le lithium\n- Les ports\n\n{PROSE_2}"

    assert {s.kind for s in sections_of(text)} == {"body"}


def test_words_that_announce_a_quotation_are_no_heading():
    """A line that ends with a colon belongs to what it announces."""
    text = f"{PROSE_1}\n\nLe ministre péruvien a déclaré :\n\n{PROSE_2}"

    assert {s.kind for s in sections_of(text)} == {"body"}


def test_comments_as_a_section_of_the_article_do_not_end_it():
    """When the list of contents names a later section, 'Comments' above it ends nothing."""
    contents = "Contents\n\n1. Comments\n2. Prospects"
    text = f"{contents}\n\nComments\n\n{PROSE_1}\n\nProspects\n\n{PROSE_2}\n"
    sections = sections_of(text)

    assert kind_at(sections, text, PROSE_1) == "body"
    assert kind_at(sections, text, PROSE_2) == "body"


def test_markdown_headings_count_in_any_text():
    """Lines that begin with # are title and headings."""
    text = f"# Lima\n\n{PROSE_1}\n\n## Suite.\n\n{PROSE_2}"
    sections = sections_of(text)

    assert [s.kind for s in sections] == ["title", "body", "heading", "body"]
    assert sections[-1].heading == "Suite."
    assert document(text).title == "Lima"


def test_hints_of_the_format_win():
    """What the file's own format says of a line is not judged again."""
    text = f"{PROSE_1}\n{PROSE_2}"

    sections = sections_of(text, {0: "shell"})

    assert [s.kind for s in sections] == ["shell", "body"]


@pytest.fixture(scope="module")
def seed():
    """Return the scraped article the project starts from, and its sections."""
    if not SEED.exists():
        pytest.skip(f"the seed article is not at {SEED}")
    text = SEED.read_text(encoding="utf-8")
    return text, sections_of(text)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("top of page", "shell"),
        ("Rechercher", "shell"),
        ("Article de", "byline"),
        ("Titres", "contents"),
        ("4. Une alliance", "contents"),
        ("Comments", "shell"),
        ("CONTACT", "shell"),
        ("ADRESSE", "shell"),
        ("Boulevard", "shell"),
        ("E-MAIL", "shell"),
        ("Rejoignez notre liste", "shell"),
        ("bottom of page", "shell"),
    ],
)
def test_seed_shell(seed, words, kind):
    """In the real page, what surrounds the article is not the article."""
    text, sections = seed

    assert kind_at(sections, text, words) == kind


def test_seed_headings_and_body(seed):
    """In the real page, the four chapters stand under their four headings, and nothing is lost."""
    text, sections = seed
    headings = [s.heading for s in sections if s.kind == "heading"]
    body = [s for s in sections if s.kind == "body"]
    long_lines = [line for line in text.split("\n") if len(line.split()) >= 25]

    assert len(headings) == 4
    assert [s.heading for s in body] == headings
    assert all(any(line in text[s.start : s.end] for s in body) for line in long_lines)


def test_chapter_numbers_without_points_are_a_list_of_contents():
    """Numbers as encyclopedias print them (1.1 Histoire) are told from the headings they name."""
    text = (
        "Relations entre le Pérou et le Chili\n\nSommaire\n1 Histoire\n1.1 Guerre du Pacifique\n"
        f"2 Références\n\nHistoire\n{PROSE_1}\nGuerre du Pacifique\n{PROSE_2}\nRéférences\n"
        "1. Ruiz, A. (2010), Le Pérou a signé le traité de Lima, p. 3\n"
    )
    sections = sections_of(text)

    assert [s.heading for s in sections if s.kind == "body"] == ["Histoire", "Guerre du Pacifique"]
    assert [s.kind for s in sections] == [
        "title", "contents", "heading", "body", "heading", "body", "shell",
    ]  # fmt: skip


@pytest.mark.parametrize("author", ["Ana Ruiz", "Luis de la Paz", "J.-P. Dupont"])
def test_a_name_beside_the_date_is_the_author(author):
    """A line with nothing but a name, beside the date, is a byline and no heading."""
    text = f"Le Pérou se tourne vers l'Asie\n\n4 mai 2021\n\n{author}\n\n{PROSE_1}\n"

    assert [s.kind for s in sections_of(text)] == ["title", "byline", "byline", "body"]


def test_a_byline_may_stand_at_the_end():
    """Who held an interview is often said below it."""
    text = f"{PROSE_1}\n\nPropos recueillis par Luis Paz\n"

    assert [s.kind for s in sections_of(text)] == ["body", "byline"]


def test_questions_of_an_interview_are_headings():
    """A short question over its answer stands above it as a heading does."""
    text = f"{PROSE_1}\n\nEt maintenant ?\n\n{PROSE_2}"

    assert [s.kind for s in sections_of(text)] == ["body", "heading", "body"]


@pytest.mark.parametrize("ornament", ["* * *", "---", "•", "…"])
def test_an_ornament_is_no_heading(ornament):
    """A row of stars between paragraphs names no section."""
    text = f"{PROSE_1}\n\n{ornament}\n\n{PROSE_2}"

    assert {s.kind for s in sections_of(text)} == {"body"}


def test_a_sentence_cut_by_a_page_is_no_heading():
    """Half a sentence at the foot of a page goes on below: it heads nothing."""
    text = f"{PROSE_1}\nLe gouvernement de Lima\nattend que la Bolivie se prononce sur le traité.\n"

    assert {s.kind for s in sections_of(text)} == {"body"}


def test_a_rest_behind_a_row_of_shell_is_shell():
    """A short sentence of the page's foot, behind several marks of the shell, is shell."""
    text = (
        f"{PROSE_1 * 6}\n\nContact\n\nAdresse\n\nNewsletter\n\n"
        "Notre équipe vous répond du lundi au vendredi.\n"
    )

    assert [s.kind for s in sections_of(text)] == ["body", "shell"]


def test_a_long_rest_behind_a_row_of_shell_stays_body():
    """Sharing buttons in the middle of an article cut nothing off."""
    text = f"{PROSE_1}\n\nPartager\n\nFacebook\n\nTwitter\n\n{PROSE_2}\n"

    assert [s.kind for s in sections_of(text)] == ["body", "shell", "body"]


@pytest.mark.parametrize(
    "repeat", ["Lima\n\n", "- Contact\n", "[a](b", "a@", "1 ", "Le vent,\ntourne\n"]
)
def test_long_texts_take_time_in_proportion(repeat):
    """No rule takes quadratic time: 200,000 characters of anything are labelled at once."""
    text = repeat * (200_000 // len(repeat))
    started = time.perf_counter()

    sections_of(text)

    assert time.perf_counter() - started < 20  # a quadratic rule would take minutes
