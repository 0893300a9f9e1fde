"""Every form of every dialect: a title, a text, and below it the HTML and the problems it must give.

`--refresh` writes what the renderer gives now; the difference is then
reviewed like any other.
"""

from itertools import pairwise
from pathlib import Path

import pytest

from rig_site.markup.text import read_text
from rig_site.model.paper import Paper
from rig_site.render.closing import close
from stand_ins import Known, picture

FILES = sorted((Path(__file__).parent.parent / "dialects").glob("*.md"))
PLOT, DRAWING = picture("../../img/plot.png", 640, 480), picture("../../img/drawing.svg")
MACROS = {"\\R": "\\mathbb{R}"}
KNOWN = Known(
    pages={
        "Attention": "../attention/",
        "attention": "../attention/",
        "folder/Page": "../page/",
        "Attention#Results": "../attention/#results",
        "Attention#^claim": "../attention/#^claim",
        "slides.pdf": "../../slides.pdf",
    },
    pictures={
        "plot.png": PLOT,
        "img/plot.png": PLOT,
        "./img/plot.png": PLOT,
        "drawing.svg": DRAWING,
        "img/drawing.svg": DRAWING,
    },
    links={"other.md": "../other/", "slides/a.pdf": "../../slides/a.pdf"},
    topics={"linked": "../../topics/linked/"},
    works={
        "vaswani2017": Paper("vaswani2017", "Attention", ("Ashish Vaswani", "Noam Shazeer"), 2017, arxiv="1706.03762"),
        "Smith:2020": Paper("smith-2020", "Work", ("Ada Smith",), 2020, url="https://example.org/work"),
        "10.1000/182": Paper("", doi="10.1000/182", year=2006),
        "untitled": Paper("untitled", "Only named"),
    },
)


def cases(path: Path) -> list[tuple[str, str, str]]:
    """Return title, input and expectation of each case; a line with a lone dot stands after each of them."""
    lines = path.read_text(encoding="utf-8").split("\n")
    dots = [-1, *(number for number, line in enumerate(lines) if line == ".")]
    parts = ["\n".join(lines[start + 1 : end]).strip("\n") for start, end in pairwise(dots)]
    return list(zip(parts[0::3], parts[1::3], parts[2::3], strict=True))


def said(text: str) -> str:
    """Return the HTML of a text, then its problems, a line each."""
    found = read_text(text, macros=MACROS)
    html = close(found, KNOWN, "")  # type: ignore[arg-type]
    problems = [
        f"{problem.position.line}:{problem.position.column}: {problem.severity}: {problem.what}"
        + (f" ({problem.allowed})" if problem.allowed else "")
        + (f" → {problem.suggestion}" if problem.suggestion else "")
        for problem in found.problems
    ]
    return "\n".join([html.rstrip("\n"), *problems])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_dialect(path: Path, refresh: bool) -> None:
    if refresh:
        blocks = (f"{title}\n.\n{text}\n.\n{said(text)}\n.\n" for title, text, _ in cases(path))
        path.write_text("\n".join(blocks), encoding="utf-8")
    for title, text, expected in cases(path):
        assert said(text) == expected, title
