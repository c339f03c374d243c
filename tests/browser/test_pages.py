"""The pages as a reader meets them: offline, two languages, two colour schemes, phone, paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from visits import DESK, PHONE

from rapprochement.web.publishing import texts

pytestmark = pytest.mark.browser

FIGURES = (
    "f-map",
    "f-course",
    "f-proximity",
    "f-timeline",
    "f-flows",
    "f-needs",
    "f-network",
    "f-camps",
)
MODELS = ("f-diversion", "f-responses", "f-outlook")  # only where a model was run
LACKING = {"usa": 2}  # of so thin a relation neither closeness nor needs can be drawn
CONTRAST = Path(__file__).with_name("contrast.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["en", "fr", "empty", "usa"])
@pytest.mark.parametrize("page", ["index.html", "evidence.html", "disputes.html"])
def test_pages_open_from_the_file_system_without_complaint(look, name, page, scheme):
    """No console message, no breach of the policy, no request outside the folder."""
    found = look(name, page, scheme=scheme)

    assert found.complaints == []
    assert all(address.startswith("file:") for address in found.requests)


def test_hostile_titles_and_quotes_run_nothing(visit):
    """Markup in a title, a publisher or a quote is shown as text on every page."""
    for page in ("index.html", "evidence.html", "disputes.html"):
        found = visit("hostile", page)
        assert found.complaints == []
        assert found.page.evaluate("window.broken") is None
        assert found.page.locator("img").count() == 0
    found = visit("hostile")
    found.page.fill("#query", "onerror")
    assert found.page.locator("#found li").count() > 0
    assert found.page.evaluate("window.broken") is None


def test_the_policy_is_in_force(visit):
    """A script or style slipped into the page is refused by the browser."""
    found = visit("en")
    found.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.broken = 1';"
        "document.body.append(s); }"
    )

    assert found.page.evaluate("window.broken") is None
    assert any("Content Security Policy" in text for text in found.complaints)


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("name", ["en", "fr", "usa"])
def test_no_figure_is_empty(look, name, size):
    """Every drawing holds marks, and none of its numbers is broken."""
    page = look(name, size=size).page
    for figure in page.locator("figure").all():
        marks = figure.locator(".plot svg path, .plot svg circle, .plot svg rect, .plot svg line")
        assert marks.count() > 3
        assert "NaN" not in figure.inner_html()
    assert page.locator("figure").count() == len(FIGURES + MODELS) - LACKING.get(name, 0)


def test_without_data_a_sentence_stands_in_for_each_figure(look):
    """No empty chart is ever shown."""
    page = look("empty").page

    assert page.locator("figure").count() == 0
    assert page.locator(".lacking").count() == len(FIGURES)


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("name", ["en", "fr", "usa"])
def test_arcs_stay_on_the_map(look, name, size):
    """Every arc lies inside the frame of its map, and there is one a tie."""
    page = look(name, size=size).page
    outside = page.evaluate(
        """() => {
          const maps = [...document.querySelectorAll('#f-map .plot svg, #f-responses .plot svg')];
          return maps.flatMap((svg) => [...svg.querySelectorAll('.arc')].filter((arc) => {
            const [box, frame] = [arc.getBBox(), svg.viewBox.baseVal];
            return box.x < 0 || box.y < 0 || box.x + box.width > frame.width
              || box.y + box.height > frame.height;
          })).length;
        }"""
    )

    assert page.locator("#f-map .arc").count() > 3
    assert page.locator("#f-responses .arc").count() == 5
    assert outside == 0


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("name", ["en", "fr", "usa"])
def test_labels_do_not_overlap_and_are_not_cut(look, name, size):
    """Names on map and network stand clear of each other, inside the frame; the pair is named."""
    page = look(name, size=size).page
    for figure in ("#f-map", "#f-network", "#f-camps", "#f-responses"):
        boxes = page.evaluate(
            """(figure) => {
              const svg = document.querySelector(`${figure} .plot svg`);
              const frame = svg.getBoundingClientRect();
              return [...svg.querySelectorAll('text.label')].map((text) => {
                const box = text.getBoundingClientRect();
                return {x: box.x, y: box.y, r: box.right, b: box.bottom, t: text.textContent,
                  cut: box.left < frame.left - 1 || box.right > frame.right + 1};
              });
            }""",
            figure,
        )
        assert len(boxes) >= 4
        assert not [box["t"] for box in boxes if box["cut"]]
        # The box of a line of text is taller than its letters by about a third.
        clash = [
            (a["t"], b["t"])
            for i, a in enumerate(boxes)
            for b in boxes[i + 1 :]
            if min(a["r"], b["r"]) - max(a["x"], b["x"]) > 1
            and min(a["b"], b["b"]) - max(a["y"], b["y"]) > 4
        ]
        assert clash == []
        assert page.locator(f"{figure} text.strong").count() == 2


def test_axis_labels_are_not_cut(look):
    """No tick of an axis runs out of its drawing, on the desk or on the phone."""
    for size in (DESK, PHONE):
        cut = look("fr", size=size).page.evaluate(
            """() => [...document.querySelectorAll('.plot svg')].flatMap((svg) => {
              const frame = svg.getBoundingClientRect();
              return [...svg.querySelectorAll('text')].filter((text) => {
                const box = text.getBoundingClientRect();
                return box.left < frame.left - 1 || box.right > frame.right + 1;
              }).map((text) => text.textContent);
            })"""
        )
        assert cut == []


def test_crimea_is_drawn_by_point_of_view(look):
    """It is Ukraine's by the General Assembly's view, Russia's by the source's; always hatched."""
    count = "document.querySelectorAll('.land[data-code={}]').length"
    for name, ukraine, russia in (("en", 4, 2), ("source", 2, 4)):  # on each of the two maps
        page = look(name).page
        assert page.evaluate(count.format("UKR")) == ukraine
        assert page.evaluate(count.format("RUS")) == russia
        assert page.locator(".disputed-land").count() >= 5


def test_signs_differ_by_dash_as_well_as_colour(look):
    """Who sees no colour still tells cooperation from conflict."""
    page = look("en").page
    dash = "(s) => getComputedStyle(document.querySelector(s)).strokeDasharray"

    assert page.evaluate(dash, "#f-map .arc.cooperation") == "none"
    assert page.evaluate(dash, "#f-map .arc.conflict") != "none"


def test_the_timeline_is_worked_by_keyboard(visit):
    """One act takes the focus; arrows move in time and between lanes; the sentence follows."""
    page = visit("fr").page
    assert page.locator("#f-timeline .act[tabindex='0']").count() == 1
    page.locator("#f-timeline .act[tabindex='0']").focus()
    panel = page.locator("#f-timeline .panel")
    last = panel.inner_text()
    seen = {last}
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "Home"):
        page.keyboard.press(key)
        chosen = page.locator("#f-timeline .act.chosen")
        assert chosen.evaluate("(node) => node === document.activeElement")
        assert chosen.get_attribute("aria-pressed") == "true"
        seen.add(panel.inner_text())
    page.keyboard.press("End")

    assert len(seen) >= 4
    assert panel.inner_text() == last
    assert "Entrée inventée" in last


def test_the_timeline_is_worked_by_mouse(visit):
    """A click on an act shows its words and a link to its evidence."""
    page = visit("en").page
    page.locator("#f-timeline .act").first.click()
    address = page.locator("#f-timeline .panel a").get_attribute("href")

    assert page.locator("#f-timeline .panel blockquote").inner_text()
    assert re.match(r"evidence\.html#[cr]-", address)


def test_precision_is_drawn_as_it_is_known(visit):
    """A day is a dot; a year is a bar about as long as a year."""
    page = visit("en").page
    page.locator("#f-timeline .spans button").last.click()
    bars = page.locator("#f-timeline rect.act.vague")
    ticks = page.evaluate(
        """() => [...document.querySelectorAll('#f-timeline .axis .tick')]
          .map((t) => [Number(t.textContent), t.getBoundingClientRect().x])"""
    )
    (first, left), (last, right) = ticks[0], ticks[-1]

    assert bars.count() == 1
    assert page.locator("#f-timeline circle.act").count() > 20
    width = float(bars.first.get_attribute("width"))
    assert width == pytest.approx((right - left) / (last - first), rel=0.05)


def test_the_network_follows_its_slider(visit):
    """Earlier years show other ties, and the years shown are printed."""
    page = visit("en").page
    slider = page.locator("#f-network input[type=range]")
    late = page.locator("#f-network .tie[tabindex]").count()
    slider.focus()
    page.keyboard.press("Home")

    assert page.locator("#f-network output").inner_text().startswith("2010")
    assert page.locator("#f-network .tie[tabindex]").count() < late
    assert slider.get_attribute("aria-valuetext") == page.locator("#f-network output").inner_text()


def test_lines_and_bars_tell_their_words_to_the_keyboard(visit):
    """Focus on an arc, a bar or a value prints it below the drawing."""
    page = visit("fr").page
    for figure, mark in (("f-map", ".arc"), ("f-course", ".bar"), ("f-flows", ".value")):
        node = page.locator(f"#{figure} {mark}").first
        node.focus()
        told = page.locator(f"#{figure} .told").inner_text()
        assert told
        assert told == node.get_attribute("aria-label")


def test_new_measures_tell_their_words_and_evidence_to_the_keyboard(visit):
    """Focus on a year, a number or a tie prints its words with links that lead to the annex."""
    page = visit("fr").page
    drawn = (
        ("f-proximity", ".year"),
        ("f-needs", ".need"),
        ("f-camps", ".tie[role]"),
        ("f-diversion", ".multiple:first-child .shift[role]"),
        ("f-responses", ".arc"),
    )
    for figure, mark in drawn:
        marks = page.locator(f"#{figure} {mark}")
        assert page.locator(f"#{figure} {mark}[tabindex='0']").count() == 1
        marks.first.focus()
        told = page.locator(f"#{figure} .told")
        assert told.inner_text().startswith(marks.first.get_attribute("aria-label"))
        assert re.match(r"evidence\.html#[crim]-", told.locator("a").first.get_attribute("href"))
        page.keyboard.press("ArrowRight")
        assert marks.nth(1).evaluate("(node) => node === document.activeElement")


def test_the_band_of_closeness_holds_its_curve(look):
    """Each year's dot lies within the drawn band, and years without data have no line."""
    page = look("en").page
    data = page.evaluate("JSON.parse(document.getElementById('data-f-proximity').textContent)")
    band = page.locator("#f-proximity .band").bounding_box()

    assert all(row["low"] < row["mean"] < row["high"] for row in data["years"])
    for dot in page.locator("#f-proximity .year circle").all():
        box = dot.bounding_box()
        assert band["y"] <= box["y"] + box["height"] / 2 <= band["y"] + band["height"]


def test_camps_stand_on_two_sides(look):
    """The two columns are apart, and ties between them differ by dash as well as by colour."""
    page = look("en").page
    data = page.evaluate("JSON.parse(document.getElementById('data-f-camps').textContent)")
    spots = page.evaluate(
        "[...document.querySelectorAll('#f-camps circle.node')].map((n) => n.cx.baseVal.value)"
    )
    camps = [party["camp"] for party in data["parties"]]
    one = [x for x, camp in zip(spots, camps, strict=True) if camp == "one"]
    two = [x for x, camp in zip(spots, camps, strict=True) if camp == "two"]
    dash = "(s) => getComputedStyle(document.querySelector(s)).strokeDasharray"

    assert max(one) < min(two)
    assert page.evaluate(dash, "#f-camps .tie.cooperation") == "none"
    assert page.evaluate(dash, "#f-camps .tie[role].conflict") != "none"


def test_the_shift_of_a_share_is_drawn_to_scale(look):
    """Before, after, band and observed value stand where the axis says, in both panels alike."""
    page = look("en").page
    data = page.evaluate("JSON.parse(document.getElementById('data-f-diversion').textContent)")
    spots = page.evaluate(
        """() => [...document.querySelectorAll('#f-diversion .multiple')].map((panel) =>
          [...panel.querySelectorAll('.shift[role]')].map((row) => ({
            words: row.ariaLabel,
            before: row.querySelector('.before').cx.baseVal.value,
            after: row.querySelector('.after').cx.baseVal.value,
            low: row.querySelector('.spread').x.baseVal.value,
            high: row.querySelector('.spread').x.baseVal.value
              + row.querySelector('.spread').width.baseVal.value,
            seen: row.querySelectorAll('.observed').length,
          })))"""
    )
    for panel, drawn in zip(data["panels"], spots, strict=True):
        by_words = {spot["words"]: spot for spot in drawn}
        zero = next(s["after"] for s in spots[1] if "United States" in s["words"])
        japan = next(r for r in data["panels"][1]["rows"] if r["partner"] == "JPN")
        scale = (next(s["after"] for s in spots[1] if "Japan" in s["words"]) - zero) / japan[
            "after"
        ]
        for row in panel["rows"]:
            spot = by_words[row["words"]]
            for name in ("before", "after", "low", "high"):
                assert spot[name] == pytest.approx(zero + scale * row[name], abs=1), row
            assert spot["seen"] == (row["observed"] is not None)


def test_what_the_marks_of_a_shift_mean_is_said(look):
    """The legend names each mark, the observed one with its year."""
    items = look("fr").page.locator("#f-diversion .legend li").all_inner_texts()

    assert items == [
        "avant",
        "après, selon le modèle",
        "bande selon les hypothèses",
        "observé en 2023",
    ]


def test_likelier_ties_differ_by_dash_as_well_as_colour(look):
    """More, less and not established are told apart without colour."""
    page = look("en").page
    dash = "(s) => getComputedStyle(document.querySelector(s)).strokeDasharray"
    kinds = [page.evaluate(dash, f"#f-responses .arc.{way}") for way in ("more", "less", "unsure")]

    assert kinds[0] == "none"
    assert len(set(kinds)) == 3


def test_two_maps_hatch_by_patterns_of_their_own(look):
    """No two elements of the page share an id, those of drawings included."""
    ids = look("en").page.evaluate("[...document.querySelectorAll('[id]')].map((n) => n.id)")

    assert len(ids) == len(set(ids))
    assert {"hatch-f-map", "hatch-f-responses"} <= set(ids)


def test_a_mark_of_a_model_leads_to_its_request(visit):
    """The first link of a share opens the annex at the request of the model."""
    page = visit("fr").page
    page.locator("#f-diversion .shift[role]").first.focus()
    page.locator("#f-diversion .told a").first.click()
    page.wait_for_load_state()

    assert page.url.endswith("evidence.html#m-1")
    assert "Made-up embargo" in page.locator(":target pre").inner_text()


def test_marks_are_one_stop_for_the_tab_key(visit):
    """A group of marks takes one tab stop; the arrow keys go round it."""
    page = visit("en").page
    arcs = page.locator("#f-map .arc")
    assert page.locator("#f-map .arc[tabindex='0']").count() == 1
    arcs.first.focus()
    page.keyboard.press("ArrowRight")
    assert arcs.nth(1).evaluate("(node) => node === document.activeElement")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")

    assert arcs.last.evaluate("(node) => node === document.activeElement")
    assert page.locator("#f-map .arc[tabindex='0']").count() == 1


@pytest.mark.parametrize("name", ["en", "fr", "usa", "empty"])
@pytest.mark.parametrize("page", ["index.html", "evidence.html", "disputes.html"])
def test_a_phone_scrolls_one_way_only(look, name, page):
    """At 360 pixels nothing sticks out to the side."""
    found = look(name, page, size=PHONE)

    assert found.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_first_screen_answers(look):
    """On a 1280 x 800 screen: question, answer, three key figures and the map, whole."""
    page = look("fr").page
    for selector in ("h1", ".lead", ".keys", ".doubt", "#f-map .plot"):
        box = page.locator(selector).first.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= DESK[1], selector
    assert page.locator(".keys dd").count() == 3


def test_the_column_is_readable(look):
    """Full lines of text hold between 60 and 80 characters, 65 to 75 in the middle."""
    lengths = look("fr").page.evaluate(
        """() => {
          const node = document.querySelector('#method p');
          const range = document.createRange();
          const lines = new Map();
          const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const text = walker.currentNode;
            for (let i = 0; i < text.length; i += 1) {
              range.setStart(text, i); range.setEnd(text, i + 1);
              const top = Math.round(range.getBoundingClientRect().top);
              lines.set(top, (lines.get(top) ?? 0) + 1);
            }
          }
          return [...lines.values()].filter((n) => n > 45);
        }"""
    )
    middle = sorted(lengths)[len(lengths) // 2]

    assert 60 <= middle <= 80, lengths


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["index.html", "evidence.html", "disputes.html"])
def test_all_text_has_enough_contrast(look, page, scheme):
    """Text stands out from its ground by 4.5 to 1 at least (WCAG 2.2, 1.4.3)."""
    poor = look("fr", page, scheme=scheme).page.evaluate(CONTRAST)

    assert poor == []


def test_the_theme_can_be_changed_and_is_kept(visit):
    """The button turns the page dark, and the next page is dark too."""
    page = visit("en").page
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("button.theme")
    dark = page.evaluate(ground)
    page.click("nav.pages a[href='disputes.html']")
    page.wait_for_selector("html[data-ready]")

    assert light != dark
    assert page.evaluate(ground) == dark


def test_search_finds_without_accents(visit):
    """Words without accents and in any case find words with them, and lead to them."""
    page = visit("fr").page
    page.fill("#query", "ENTREE inventee ete")
    hits = page.locator("#found li a")
    assert hits.count() >= 10
    hits.first.click()
    page.wait_for_load_state()

    assert re.search(r"evidence\.html#r-", page.url)
    assert page.locator(":target").count() == 1


def test_search_says_when_nothing_is_found(visit):
    """An unknown word gives one line of advice; an emptied box gives nothing."""
    page = visit("fr").page
    page.fill("#query", "zzzz")
    assert page.locator("#found").inner_text() == texts("fr")["script"]["noHits"]
    page.fill("#query", "")
    assert page.locator("#found").inner_text() == ""


def test_the_french_page_speaks_no_english(visit):
    """No interface string of the English tables is on the French pages, months included."""
    english, french = texts("en"), texts("fr")
    own = {text for section in french.values() for text in section.values()}
    foreign = [
        text
        for section in english.values()
        for text in section.values()
        if text not in own and "{" not in text and len(text) > 3
    ]
    months = ["January", "February", "March", "April", "June", "July", "August", "Sept", "Dec"]
    for name in ("index.html", "evidence.html", "disputes.html"):
        page = visit("fr", name).page
        page.evaluate("document.querySelectorAll('[lang=en]').forEach((n) => n.remove())")
        labels = page.evaluate(
            "[...document.querySelectorAll('[aria-label],[title],[placeholder]')].map((n) =>"
            "[n.ariaLabel, n.title, n.placeholder].join(' ')).join(' ')"
        )
        text = page.locator("body").inner_text() + labels
        said = [w for w in (*foreign, *months) if re.search(rf"\b{re.escape(w)}\b", text)]
        assert said == [], name


def test_every_figure_has_a_table_to_read(visit):
    """Each drawing comes with its table, its sources and two files of data."""
    page = visit("en").page
    for figure in FIGURES + MODELS:
        box = page.locator(f"#{figure}")
        box.locator("summary").click()
        assert box.locator("tbody tr").count() > 0
        assert box.locator("th").count() >= 4
        assert box.locator(".sources").inner_text()
        assert box.locator(".download a").count() == 2


def test_paper_shows_everything_that_matters(visit):
    """In print all figures are drawn, controls are gone, and sources print their address."""
    found = visit("fr")
    page = found.page
    page.emulate_media(media="print")
    for figure in FIGURES:
        assert page.locator(f"#{figure} .plot svg").first.is_visible()
    for hidden in (".search", ".spans", "button.theme", ".download"):
        assert not page.locator(hidden).first.is_visible()
    address = page.evaluate(
        "getComputedStyle(document.querySelector('.documents a'), '::after').content"
    )
    assert "example.org" in address
    assert len(page.pdf()) > 50_000


def test_the_dossier_is_read_without_script(chromium, site):
    """Without JavaScript text, tables and annex are there, and a line says what is missing."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "fr" / "index.html").as_uri())

    assert page.locator(".lead").inner_text()
    assert texts("fr")["page"]["needs_script"] in page.locator("#f-map").inner_text()
    context.close()
