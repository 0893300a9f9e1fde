"""What holds on every kind of page, whoever looks at it and however.

A page is opened once for all tests of it: each brings it into the state that it asks about.
"""

from typing import Any, NamedTuple
from urllib.parse import urljoin

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

PAGES = ["", "archive/", "sessions/attention/", "sessions/lora/", "no/such/page"]
PAGES += ["people/", "people/lead-a/", "kinds/", "kinds/technical/", "topics/", "topics/transformers/"]
PAGES += ["subscribe/", "changes/", "glance/", "resources/", "proposals/", "about/", "to-read/"]
PAGES += ["papers/", "papers/paper/", "notes/", "notes/everything/"]
OF_LONG_LISTS = ["papers/", "papers/years/2021/", "notes/years/2021/", "archive/2021/", "topics/transformers/"]
OF_LONG_LISTS = [f"../divided/{path}" for path in OF_LONG_LISTS]
SOME_PAGES = ["", "archive/", "sessions/attention/", "subscribe/", "changes/", "glance/", "embed/", "notes/everything/"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]

CUT_OFF = """() => {
    const scrolls = element =>
        element && (["auto", "scroll"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const within = box => ({left, right}) => left >= box.left - 1 && right <= box.right + 1;
    const room = element => element.closest("td, th")?.getBoundingClientRect() ?? {left: 0, right: innerWidth};
    const found = document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
    for (const element of document.querySelectorAll("body *")) {
        const style = getComputedStyle(element);
        if (!element.checkVisibility() || element.closest("svg, .skip") || style.clipPath !== "none") continue;
        const {scrollWidth, clientWidth, scrollHeight, clientHeight} = element;
        const hides = style.overflowX === "hidden" && style.webkitLineClamp === "none";
        if (hides && (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1)) found.push(element.outerHTML);
        for (const node of element.childNodes) {
            if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            if (!scrolls(element) && ![...range.getClientRects()].every(within(room(element)))) found.push(node.data);
        }
    }
    return found;
}"""
"""What of a page cannot be read: text outside the window, its cell or its box.  What scrolls by itself is all there."""

INDISTINCT = """() => {
    const lines = style => style.textDecorationLine + style.outlineStyle + style.borderBlockEndStyle;
    const bordered = ({borderTopStyle, borderTopWidth, borderTopColor, backgroundColor}) =>
        borderTopStyle === "solid" && parseFloat(borderTopWidth) >= 1 && borderTopColor !== backgroundColor;
    const all = selector => [...document.querySelectorAll(selector)].filter(element => element.checkVisibility());
    return [
        ...all("button, .button, input, select").filter(element => !bordered(getComputedStyle(element))),
        ...all("[aria-current], mark").filter(element => !/underline|solid|dotted/.test(lines(getComputedStyle(element)))),
    ].map(element => element.outerHTML);
}"""
"""Controls and marks that only a colour would tell from what is around them."""

COLOURS = """async ([rules, known]) => {
    const properties = [
        "color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "textShadow", "position",
        "fontSize", "fontWeight", "fontStyle", "textDecorationLine", "borderBottom", "visibility",
    ];
    const painted = ({backgroundColor, backgroundImage}) =>
        !/^(transparent|rgba[(].*, 0[)])$/.test(backgroundColor) || backgroundImage !== "none";
    const numbers = new Map(), appearances = [], of = new Map(), boxes = [], unseen = new Map(), seen = new Set(known);
    for (const element of document.querySelectorAll("*")) {
        const styles = [undefined, "::before", "::after"].map(part => getComputedStyle(element, part));
        const drawn = styles.filter(({content}, part) => !part || content !== "none");
        const own = drawn.map(style => properties.map(property => style[property]).join()).join("|");
        const around = of.get(element.parentElement) ?? -1, key = `${around};${own}`;
        if (!numbers.has(key)) numbers.set(key, appearances.push(`${appearances[around] ?? ""};${own}`) - 1);
        of.set(element, numbers.get(key));
        if (drawn.some(painted) && element.checkVisibility()) boxes.push([element, element.getBoundingClientRect()]);
    }
    const digest = async text =>
        String(new Uint32Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
    const names = await Promise.all(appearances.map(digest));
    for (const [element, number] of of) {
        const isText = element.matches("a, button, input, select, textarea")
            || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (!isText || seen.has(names[number]) || !element.checkVisibility()) continue;
        const {left, right, top, bottom} = element.getBoundingClientRect();
        const lies = boxes.some(([other, box]) => !other.contains(element) && !element.contains(other)
            && box.left < right && box.right > left && box.top < bottom && box.bottom > top);
        const name = lies ? Symbol() : names[number];
        if (!unseen.has(name)) unseen.set(name, element);
    }
    const include = [...unseen.values()];
    if (!include.length) return [[], []];
    const {violations} = await axe.run({include}, {runOnly: rules, resultTypes: ["violations"]});
    return [
        [...unseen.keys()].filter(name => typeof name === "string"),
        violations.flatMap(({id, nodes}) => nodes.map(({failureSummary, html}) => [id, failureSummary, html])),
    ];
}"""
"""Has axe look at the colours of the texts of a page that look like none it knows, by all that these are made of.

These are the styles of an element, and of all it stands in; where another box lies beside or under it as well, it is
looked at on every page.
"""

START = """() => {
    const page = document.documentElement;
    page.tabIndex = -1;
    page.focus();
    page.removeAttribute("tabindex");
    scrollTo(0, 0);
}"""
"""Lets the keyboard begin where it does on a page that was just opened."""

KEEP_WHAT_IS_REACHED = """() => {
    globalThis.reached = [];
    addEventListener("keyup", () => {
        const focused = document.activeElement, box = focused.getBoundingClientRect();
        const style = getComputedStyle(focused);
        reached.push([
            [...document.querySelectorAll("*")].indexOf(focused),
            style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
            box.top >= 0 && box.bottom <= innerHeight,
        ]);
    });
}"""
"""After each key: where in the page the focus is, how wide the line around it is, and whether it can be seen."""


class Opened(NamedTuple):
    page: Page
    moved: float
    """How much of the page moved while it was loaded."""


@pytest.fixture(scope="module", params=PAGES + OF_LONG_LISTS)
def opened(window: Page, address: str, divided: str, request: pytest.FixtureRequest) -> Opened:
    """A page that was loaded on a phone whose scripts arrive late."""
    resize(window, 360)
    window.route("**/*.js", lambda route: (window.wait_for_timeout(50), route.continue_()))
    window.goto(urljoin(address, request.param))
    moved = window.evaluate("new Promise(done => requestAnimationFrame(() => done(shift)))")
    window.unroute_all()
    return Opened(window, moved)


@pytest.fixture
def page(opened: Opened) -> Page:
    return opened.page


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})


def violations(page: Page) -> Any:
    """Return what axe, which is on the page, finds of all but its colours."""
    return page.evaluate(
        """async ([runOnly, ofColour]) => {
            const rules = Object.fromEntries(ofColour.map(rule => [rule, {enabled: false}]));
            const {violations} = await axe.run({runOnly, rules, resultTypes: ["violations"]});
            return violations.flatMap(({id, nodes}) => nodes.map(({failureSummary, html}) => [id, failureSummary, html]));
        }""",
        [RULES, RULES_OF_COLOUR],
    )


def violations_of_colour(page: Page, appearances: set[str]) -> Any:
    """Return what axe finds of the colours of a page, and note how its texts look."""
    new, found = page.evaluate(COLOURS, [RULES_OF_COLOUR, sorted(appearances)])
    appearances.update(new)
    return found


@pytest.fixture(scope="module")
def appearances() -> set[str]:
    """How the texts look whose colours axe has seen on a page."""
    return set()


def test_everybody_can_use_it(page: Page, appearances: set[str]) -> None:
    """In dark only colours are other than in light, and at 768 pixels they are those of wider windows."""
    page.evaluate(AXE_SCRIPT)
    found = {}
    for width in (320, 1440):
        resize(page, width)
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            found[width, scheme] = violations_of_colour(page, appearances)
        found[width, "all else"] = violations(page)
    resize(page, 768)
    found[768, "all else"] = violations(page)
    assert not any(found.values()), found


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_scrolls_sideways_or_is_cut_off(page: Page, width: int) -> None:
    resize(page, width)
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_text_can_be_twice_as_large(page: Page, width: int) -> None:
    resize(page, width)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = page.evaluate(CUT_OFF)
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert found == []


def test_it_needs_no_colours_of_its_own(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    found = []
    for width in (360, 1280):
        resize(page, width)
        found += page.evaluate(INDISTINCT)
    page.emulate_media(forced_colors="none")
    assert found == []


def test_nothing_jumps_while_it_loads(opened: Opened) -> None:
    """Scripts that arrive late change nothing that is seen already."""
    assert opened.moved < 0.02


def test_every_control_can_be_reached_by_keyboard(page: Page) -> None:
    resize(page, 1280)
    page.evaluate(START)
    controls = page.locator(":is(a, button, input, select, summary, [tabindex='0']):visible").count()
    page.evaluate(KEEP_WHAT_IS_REACHED)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    for _ in range(controls - 1):
        page.keyboard.press("Tab")
    reached = page.evaluate("reached")
    assert all(outline >= 2 for _, outline, _ in reached)
    assert all(inside for _, _, inside in reached)
    places = [place for place, _, _ in reached]
    assert places == sorted(set(places))
    assert len(places) == controls


def test_everybody_can_use_it_from_right_to_left(
    window: Page, address: str, arabic: str, appearances: set[str]
) -> None:
    resize(window, 320)
    for path in SOME_PAGES:
        window.goto(urljoin(address, arabic + path))
        assert window.evaluate("getComputedStyle(document.body).direction") == "rtl"
        window.evaluate(AXE_SCRIPT)
        found = violations_of_colour(window, appearances) + violations(window)
        assert (found, window.evaluate(CUT_OFF)) == ([], []), path


def test_longer_words_have_room(window: Page, address: str, longer: str) -> None:
    resize(window, 320)
    for path in PAGES:
        window.goto(urljoin(address, longer + path))
        assert window.evaluate(CUT_OFF) == [], path


def test_names_that_fit_nowhere_have_room(window: Page, address: str, hostile: str) -> None:
    for path in ("", "archive/", "kinds/", "people/", *(f"sessions/2023-12-04-{number}/" for number in range(5))):
        window.goto(urljoin(address, hostile + path))
        for width in (320, 768, 1440):
            resize(window, width)
            assert window.evaluate(CUT_OFF) == [], (path, width)
