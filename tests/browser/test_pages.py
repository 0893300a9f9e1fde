import gzip
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Page]


def test_scripts_speak_the_language_of_the_page(visit: Visit, arabic: str) -> None:
    page = visit(arabic, timezone_id="Pacific/Auckland")
    expect(page.locator(".next:visible .label")).to_have_text("الجلسة القادمة")
    expect(page.locator(".next:visible .in")).to_have_text("غدًا")
    expect(page.locator(".next:visible .local")).to_have_text("\u2066الثلاثاء 00:00–01:00\u2069 بتوقيتكم")
    expect(page.locator(".theme")).to_have_text("تلقائي")


def test_everything_can_be_read_without_scripts(visit: Visit) -> None:
    page = visit("", java_script_enabled=False)
    expect(page.locator(".next h2")).to_have_text(["LoRA", "Quantisation", "Hack day"])
    expect(page.locator(".next:visible h2")).to_have_text("LoRA")
    expect(page.locator("#schedule tbody tr")).to_have_count(6)
    for title in page.locator("#schedule tbody a").all():
        expect(title).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    page.locator("nav").get_by_text("Archive").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.locator(".filters")).not_to_be_visible()
    page.get_by_text("Attention, please").click()
    expect(page.get_by_text("A Paper", exact=True)).to_be_visible()


def test_the_skip_link_leads_past_the_header(visit: Visit) -> None:
    page = visit("archive/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main").get_by_role("link").first).to_be_focused()


def test_old_addresses_find_their_session(visit: Visit) -> None:
    page = visit("#231023")
    page.wait_for_url("**/archive/#231023")
    expect(page.locator("[id='231023']")).to_be_in_viewport()
    page = visit("#131123")
    assert page.url.endswith("/group/#131123")
    expect(page.locator("[id='131123']")).to_be_in_viewport()
    page.evaluate("location.hash = '#301023'")
    expect(page.get_by_role("row", name="LoRA")).to_be_in_viewport()
    page.evaluate("location.hash = '#070322-1'")
    page.wait_for_url("**/archive/#070322-1")


def test_the_archive_is_filtered_as_one_types(visit: Visit) -> None:
    page = visit("archive/")
    rows, years, count = page.locator("tbody tr:visible"), page.locator("h2:visible"), page.locator("output")
    expect(count).to_have_text("3 sessions")
    page.get_by_label("Search").fill("AGENTS lead")
    expect(rows).to_have_count(1)
    expect(years).to_have_text(["2022"])
    expect(count).to_have_text("1 of 3 sessions")
    page.get_by_label("Search").fill("transformers donau")
    expect(count).to_have_text("None of 3 sessions")
    page.get_by_label("Search").fill("transformers lead")
    expect(page.locator(".matched")).to_have_text("Transformers")
    page.get_by_label("Search").fill("   ")
    expect(rows).to_have_count(3)
    page.wait_for_url("**/archive/")
    page.get_by_label("Search").fill("")
    page.get_by_label("Person").select_option("lead-b")
    expect(rows).to_have_count(2)
    page.get_by_label("Kind").select_option("Discussion")
    page.get_by_label("Topic").select_option("Transformers")
    expect(rows).to_have_count(1)
    page.reload()
    expect(rows).to_have_count(1)
    expect(page.get_by_label("Topic")).to_have_value("Transformers")
    page.get_by_label("Search").fill("nothing like it")
    expect(rows).to_have_count(0)
    expect(count).to_have_text("None of 3 sessions")
    page.get_by_role("button", name="Show all").click()
    expect(rows).to_have_count(3)
    expect(count).to_have_text("3 sessions")
    assert page.url.endswith("/archive/")


def test_what_is_chosen_can_be_sent_to_somebody_and_undone(visit: Visit, address: str) -> None:
    page = visit("archive/?kind=Discussion&year=2023")
    rows, title = page.locator("tbody tr:visible"), page.locator("tbody tr:visible .title")
    options = page.get_by_label("Kind").locator("option")
    expect(title).to_have_text(["Attention, please"])
    page.get_by_label("Kind").focus()
    expect(options).to_have_text(["All kinds", "Technical (0)", "Discussion (1)"])
    expect(options.nth(1)).to_be_disabled()
    page.get_by_label("Year", exact=True).select_option("")
    page.get_by_label("Kind").focus()
    expect(options).to_have_text(["All kinds", "Technical (1)", "Discussion (2)"])
    page.get_by_label("Kind").select_option("")
    page.get_by_label("Order").select_option("title")
    expect(title).to_have_text(["Agénts", "Attention, please", re.compile("Donau")])
    assert page.url == address + "archive/?sort=title"
    for left in (["Attention, please", "Agénts", re.compile("Donau")], ["Attention, please", "Agénts"]):
        page.go_back()
        expect(title).to_have_text(left)
    page.get_by_label("Search").fill("a book")
    expect(page.locator(".matched")).to_have_text("A book")
    rows.get_by_text("Attention, please").click()
    page.wait_for_url("**/sessions/attention/")
    page.go_back()
    expect(page.get_by_label("Search")).to_have_value("a book")
    expect(rows).to_have_count(1)
    page.goto(address + "archive/?text=agents&kind=Never")
    expect(rows).to_have_count(1)
    expect(page.get_by_label("Kind")).to_have_value("")


def test_papers_are_filtered_by_who_and_what_reads_them(visit: Visit, address: str) -> None:
    page = visit("papers/?person=lead-b")
    title, count = page.locator("tbody tr:visible .title"), page.locator("output")
    expect(title).to_have_text(["A Paper", "A video"])
    expect(count).to_have_text("2 of 4 papers")
    page.get_by_label("Year", exact=True).select_option("2023")
    expect(title).to_have_text(["A Paper"])
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Order").select_option("latest")
    expect(title).to_have_text(["A long address", "Another", "A Paper", "A video"])
    page.get_by_label("Search").fill("author a")
    expect(title).to_have_text(["A Paper"])
    page.wait_for_url(address + "papers/?q=author+a&sort=latest")


def test_papers_are_found_on_the_pages_of_all_years(visit: Visit, divided: str) -> None:
    page = visit(divided + "papers/")
    title, count = page.locator("tbody tr:visible .title"), page.locator("output")
    expect(count).to_have_text("5 papers")
    expect(page.locator("h2:visible")).to_have_text(["2023"])
    expect(page.get_by_text("An older “paper”")).to_have_count(0)
    page.get_by_label("Search").fill('older "paper"')
    expect(title).to_have_text(["An older “paper”"])
    expect(count).to_have_text("1 of 5 papers")
    expect(title.locator("a")).to_have_attribute("href", re.compile(r"http.*/divided/sessions/older/"))
    page.get_by_label("Search").fill("")
    page.get_by_label("Order").select_option("title")
    expect(title.first).to_have_text("A long address")
    expect(title).to_have_count(5)
    page.get_by_label("Order").select_option("")
    page.get_by_label("Year", exact=True).select_option("2017")
    expect(page.locator("h2:visible")).to_have_text(["2021"])
    title.get_by_role("link").click()
    page.wait_for_url("**/divided/sessions/older/")
    page.go_back()
    expect(title).to_have_text(["An older “paper”"])


STEPS = """() => {
    globalThis.steps = [];
    let looked = 0;
    const count = nodes => [...nodes].reduce((sum, node) => sum + 1 + (node.querySelectorAll?.("*").length ?? 0), 0);
    const observer = new MutationObserver(() => {});
    observer.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    const includes = String.prototype.includes;
    String.prototype.includes = function (...given) { return looked += 1, includes.apply(this, given); };
    const changes = () => observer.takeRecords().reduce(
        (sum, {addedNodes, removedNodes}) => sum + 1 + count(addedNodes) + count(removedNodes), 0);
    const step = () => (steps.push([looked, changes()]), looked = 0);
    const counted = (object, name) => {
        const rest = object[name].bind(object);
        object[name] = (...given) => (step(), rest(...given));
    };
    addEventListener("input", step, {capture: true});
    counted(scheduler, "yield");
    counted(globalThis, "requestAnimationFrame");
}"""
"""Counts the work between two rests: texts that are looked through, and what of the page changes.

That is elements that come or go, with what is in them, attributes, texts.
"""


def test_of_many_sessions_a_key_press_touches_few(visit: Visit, big: str) -> None:
    """Most of them stand on the pages of years, and are found all the same."""
    page = visit(big + "archive/")
    rows, count = page.locator("tbody tr:visible"), page.locator("output")
    assert rows.count() < 1400
    assert 800_000 < len(page.request.get(page.url).body()) < 1_100_000
    page.get_by_label("Search").focus()
    page.keyboard.press("p")
    expect(count).to_have_text("1400 of 1400 sessions")
    page.evaluate(STEPS)
    for key in "art 1":
        page.keyboard.press(key)
        expect(count).to_have_text(re.compile(r"\d+ of 1400 sessions"))
        expect(rows).to_have_count(50)
    row = page.evaluate("document.querySelector('.found tbody tr').querySelectorAll('*').length")
    looked, touched = zip(*page.evaluate("steps"), strict=True)
    assert 1000 <= max(looked) <= 2 * 1000
    assert max(touched) < (50 + 6) * (row + 4)
    page.get_by_role("button", name="Show more").click()
    expect(rows).to_have_count(100)
    expect(rows.nth(50).locator(".title a")).to_be_focused()
    page.get_by_label("Search").fill("part 17 lead d")
    page.get_by_label("Order").select_option("oldest")
    expect(rows.first.locator(".title")).to_have_text("Part 17")
    rows.first.locator(".title a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Part 17")
    page.goto(page.url.split("sessions/")[0] + "archive/#030100")
    page.wait_for_url("**/archive/2000/#030100")


def test_the_whole_site_is_searched_by_keyboard(visit: Visit, searched: str) -> None:
    page = visit(searched + "subscribe/", viewport={"width": 320, "height": 800})
    dialog, box, count = (page.locator(each) for each in (".search", ".search input[type=search]", ".search output"))
    links = dialog.locator("li > a")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_accessible_name("Search the site")
    page.keyboard.type("rather long")
    expect(count).to_have_text("Results: 3")
    expect(links.first).to_have_text(re.compile("A note with everything"))
    expect(dialog.locator("li ul a").first).to_have_text("Math and a rather long formula")
    expect(dialog.locator("mark").first).to_be_visible()
    page.evaluate(AXE_SCRIPT)
    for width, scheme in ((320, "light"), (768, "dark"), (1440, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert (
            page.evaluate("axe.run().then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))")
            == []
        )
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    box.fill("retentive")
    expect(links).to_have_text(["Retentive Networks"])
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})  # chooses a character, not a result
    expect(box).to_be_focused()
    expect(dialog.locator("li p").first).to_contain_text("Mon 13 Nov 2023")
    page.keyboard.press("Enter")
    page.wait_for_url("**/searched/sessions/retnet/")
    page.keyboard.press("Control+k")
    box.fill("xylophone")
    expect(count).to_have_text("Nothing found")
    dialog.get_by_label("Open the search with the key /").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    page.keyboard.press("/")
    expect(dialog).not_to_be_visible()
    page.get_by_role("button", name="Search").click()
    expect(box).to_be_focused()


def test_a_session_is_past_once_it_has_ended(visit: Visit) -> None:
    page = visit("", now=datetime(2023, 11, 6, 11, 30, tzinfo=UTC))
    upcoming, recent, next_one = (
        page.locator(each) for each in ("#schedule tbody tr", "#recent tbody tr", ".next:visible")
    )
    expect(next_one).to_contain_text("Happening now")
    expect(upcoming).to_have_count(6)
    expect(recent).to_have_count(3)
    page.clock.fast_forward("31:00")
    expect(next_one.locator("h2")).to_have_text("Quantisation")
    expect(next_one.locator(".in")).to_have_text("in 14 days")
    expect(upcoming).to_have_count(5)
    expect(recent).to_have_count(4)
    expect(recent.first).to_contain_text("LoRA")


@pytest.mark.parametrize("path", ["kinds/technical/", "people/lead-a/"])
def test_what_has_ended_is_past_on_every_list(visit: Visit, path: str) -> None:
    page = visit(path, now=datetime(2023, 11, 6, 11, 59, tzinfo=UTC))
    upcoming, past = (page.locator(f"#{each} tbody tr") for each in ("upcoming", "past"))
    expect(upcoming.first).to_contain_text("LoRA")
    expect(past).to_have_count(1)
    page.clock.fast_forward("02:00")
    expect(past).to_have_count(2)
    expect(past.first).to_contain_text("LoRA")
    expect(page.locator("#upcoming").get_by_text("LoRA")).to_have_count(0)


def test_when_all_is_over_the_page_says_so(visit: Visit) -> None:
    page = visit("", now=datetime(2024, 2, 1, tzinfo=UTC))
    expect(page.locator(".next:visible, #schedule:visible")).to_have_count(0)
    expect(page.get_by_role("heading", name="Nothing is scheduled at the moment")).to_be_visible()
    expect(page.locator("#recent tbody tr")).to_have_count(7)


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("Europe/London", ""),
        ("Europe/Lisbon", ""),
        ("America/New_York", "06:00–07:00 your time"),
        ("Pacific/Auckland", "Tue 00:00–01:00 your time"),
    ],
)
def test_hours_are_also_told_by_the_visitors_clock(visit: Visit, zone: str, local: str) -> None:
    expect(visit("sessions/lora/", timezone_id=zone).locator(".local")).to_have_text(local)


def test_a_session_weighs_little(visit: Visit) -> None:
    """All that is loaded for it, as a host sends it: its page, style sheets, scripts and icon."""
    page = visit("sessions/attention/")
    urls = page.evaluate(
        """[
            location.href,
            document.querySelector("link[rel=icon]").href,
            ...performance.getEntriesByType("resource").map(({name}) => name),
        ]"""
    )
    assert sum(len(gzip.compress(page.request.get(url).body())) for url in set(urls)) < 30_000


def test_nothing_moves_for_who_asked_for_it(visit: Visit) -> None:
    page = visit("archive/")
    asked = (
        "globalThis.moves = new Promise(done => addEventListener('pagereveal', event => done(!!event.viewTransition)));"
    )
    with page.add_init_script(asked):
        for choice, moves in (("no-preference", True), ("reduce", False)):
            page.emulate_media(reduced_motion=choice)
            page.locator("nav a").first.click()
            assert page.evaluate("moves") is moves


def test_the_theme_can_be_chosen(visit: Visit) -> None:
    page = visit("", color_scheme="light")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    toggle = page.get_by_role("button", name="Colour theme")
    for theme in ("light", "dark"):
        toggle.click()
        expect(toggle).to_have_accessible_name(f"Colour theme: {theme}")
    assert page.evaluate(ground) != light
    page.goto(page.url + "archive/")
    assert page.evaluate(ground) != light
    expect(toggle).to_have_text("Dark")


def test_the_calendars_address_can_be_copied(visit: Visit, address: str) -> None:
    page = visit("", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address + "calendar.ics"


@pytest.mark.parametrize(
    ("path", "name", "copied"),
    [("", "Copy", "calendar.ics"), ("papers/paper/", "Copy BibTeX", "@"), ("notes/everything/", "Copy code", "")],
)
def test_what_may_not_be_copied_is_selected(visit: Visit, path: str, name: str, copied: str) -> None:
    page = visit(path)
    page.evaluate(
        "void (navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError')))"
    )
    page.get_by_role("button", name=name).first.click()
    page.wait_for_function("getSelection().toString().length > 5")
    assert copied in page.evaluate("getSelection().toString()")


def test_on_a_phone_nothing_grows_where_one_writes_and_the_keyboard_makes_room(visit: Visit) -> None:
    page = visit("archive/", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    sizes = page.evaluate(
        "[...document.querySelectorAll('input, select')].map(each => getComputedStyle(each).fontSize)"
    )
    assert set(sizes) == {"16px"}
    page.get_by_label("Search").fill("agents")
    page.get_by_label("Search").press("Enter")
    expect(page.get_by_label("Search")).not_to_be_focused()
    expect(page.locator("tbody tr:visible")).to_have_count(1)


def test_each_feeds_address_can_be_copied(visit: Visit, address: str) -> None:
    page = visit("subscribe/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").nth(1).click()
    expect(page.get_by_role("button", name="Copied")).to_have_accessible_description(address + "feed.xml")
    assert page.evaluate("navigator.clipboard.readText()") == address + "feed.xml"


@pytest.mark.parametrize(
    ("system", "first"),
    [
        ("iPhone; CPU iPhone OS 19_0 like Mac OS X", "Apple Calendar"),
        ("Linux; Android 16; Pixel", "Google Calendar"),
        ("Windows NT 10.0; Win64; x64", "Microsoft 365"),
        ("A system of next year", "Apple Calendar"),
    ],
)
def test_the_program_of_the_visitors_device_comes_first(visit: Visit, system: str, first: str) -> None:
    page = visit("subscribe/", user_agent=f"Mozilla/5.0 ({system})")
    programs = ["Apple Calendar", "Google Calendar", "Outlook.com", "Microsoft 365"]
    expected = [first, *(name for name in programs if name != first)]
    expect(page.locator(".programs a")).to_have_text(expected)
    page.goto(page.url + "../kinds/technical/")
    page.get_by_role("link", name="Subscribe to just these sessions").click()
    expect(page.locator("#follow-heading")).to_be_in_viewport()
    expect(page.locator(".programs a")).to_have_text(expected)


def test_the_next_sessions_stand_on_a_page_of_an_institute(visit: Visit, address: str) -> None:
    page = visit("subscribe/")
    line = page.locator("#embed-line").inner_text()
    institute = urljoin(address, "../institute/")
    page.route(institute, lambda route: route.fulfill(body=f"<h1>Institute</h1>{line}", content_type="text/html"))
    page.goto(institute)
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Group A")
    coming = frame.locator("tbody tr")
    expect(coming.first).to_be_visible()
    count = coming.count()
    page.clock.fast_forward(timedelta(days=2) // timedelta(milliseconds=1))
    expect(coming).to_have_count(count - 1)
    frame.get_by_role("link", name="All sessions").click()
    page.wait_for_url(address)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_leads_on(visit: Visit, address: str, scripts: bool) -> None:
    page = visit("old/talk.html", java_script_enabled=scripts)
    page.wait_for_url(address + "sessions/attention/")


def test_a_page_that_is_not_there_looks_the_same_at_any_depth(visit: Visit, address: str) -> None:
    page = visit("no/such/page/at/all")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    assert page.evaluate("getComputedStyle(document.body).display") == "flex"
    page.locator("main").get_by_text("archive").click()
    assert page.url == address + "archive/"


def test_a_note_is_read_with_its_contents_its_code_and_its_images(visit: Visit) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    page = visit("notes/everything/", viewport={"width": 1440, "height": 500}, permissions=permissions)
    contents = page.get_by_role("navigation", name="Contents")
    contents.get_by_role("link", name="Code").click()
    expect(contents).to_be_in_viewport(ratio=0.9)
    expect(contents.locator("[aria-current]")).to_have_text("Code")
    page.get_by_role("button", name="Copy code").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("attention = softmax(")
    image = page.locator("a.image")
    image.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="squares")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(image).to_be_focused()
    page.get_by_role("link", name="2023", exact=True).click()
    expect(page.locator(".references li:target")).to_contain_text("A Paper")
    page.set_viewport_size({"width": 360, "height": 800})
    assert contents.evaluate("each => getComputedStyle(each).position") == "static"


def test_what_was_read_can_be_copied_as_bibtex(visit: Visit) -> None:
    page = visit("sessions/attention/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.request.get(page.url + "readings.bib").text()
    page.goto(page.url.replace("sessions/attention/", "papers/"))
    page.evaluate("void (globalThis.fetch = () => Promise.reject(new Error('offline')))")
    with page.expect_download() as started:
        page.get_by_role("button", name="Copy BibTeX").click()
    assert started.value.suggested_filename == "papers.bib"


def test_what_to_read_next_goes_by_the_visitors_clock(visit: Visit, address: str) -> None:
    page = visit("to-read/", now=datetime(2023, 11, 6, 11, 59, tzinfo=UTC))
    shown = page.locator(".before:visible h2")
    expect(shown.first).to_have_text("LoRA")
    page.emulate_media(media="print")
    printed = page.locator(".before:visible .readings a").first
    assert "https://" in printed.evaluate("link => getComputedStyle(link, '::after').content")
    page.emulate_media(media="screen")
    page.clock.fast_forward("02:00")
    expect(page.get_by_text("LoRA", exact=True)).not_to_be_visible()
    page.clock.fast_forward(40 * 24 * 3600 * 1000)
    expect(page.locator(".empty")).to_be_visible()


def test_a_session_prints_as_a_hand_out(visit: Visit, address: str) -> None:
    page = visit("sessions/attention/", color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.get_by_text(address + "sessions/attention/")).to_be_visible()
    expect(page.locator("nav, button, .actions").locator("visible=true")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    printed = page.locator(".readings a").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert "https://arxiv.org/abs/2310.11986" in printed


def styles(elements: Locator, name: str) -> set[str]:
    return set(elements.evaluate_all("(all, name) => all.map(element => getComputedStyle(element)[name])", name))


@pytest.mark.parametrize(("path", "sessions"), [("", "#schedule tr"), ("archive/", "section tr")])
def test_sessions_print_as_a_programme(visit: Visit, address: str, path: str, sessions: str) -> None:
    page = visit(path, color_scheme="dark", viewport={"width": 624, "height": 800})
    page.emulate_media(media="print")
    expect(page.get_by_text(address + path, exact=True)).to_be_visible()
    expect(page.locator("nav, button, input, select, .next, #recent, .part").locator("visible=true")).to_have_count(0)
    assert styles(page.locator(sessions), "display") == {"table-row"}
    assert styles(page.locator(sessions), "breakInside") == {"avoid"}
    for what in (".when time", ".hours", ".where", ".title", ".who"):
        expect(page.locator(sessions).locator(what).locator("visible=true").first).to_be_visible()
    assert styles(page.locator("a:visible"), "textDecorationLine") == {"none"}


def test_the_menu_opens_below_its_button(visit: Visit) -> None:
    page = visit("", viewport={"width": 360, "height": 800})
    page.evaluate("document.querySelector('.brand').append(' that has a name of several lines, and then of more')")
    button = page.get_by_role("button", name="Menu")
    button.click()
    menu = page.get_by_role("navigation", name="Main")
    expect(menu).to_be_visible()
    above, below = button.bounding_box(), menu.bounding_box()
    assert above
    assert below
    assert below["y"] >= above["y"] + above["height"]
    assert below["y"] + below["height"] <= 800
