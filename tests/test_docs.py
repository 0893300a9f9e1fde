"""What README.md, CONTRIBUTING.md and docs/ say of the source is so."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cli.test_startup import HEAVY
from rig_site.cli.program import COMMANDS
from rig_site.model.permalink import forge_anchors
from test_recipes import CHECK_RECIPE, FEED_RECIPE, FIELD_RECIPE, PAGE_RECIPE, RULE_RECIPE

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "rig_site"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DOCUMENTS = (ROOT / "README.md", CONTRIBUTING, *sorted((ROOT / "docs").glob("*.md")))
OF_DEVELOPERS = (ARCHITECTURE, CONTRIBUTING)
RECIPES = {
    "A plain text field of a session": FIELD_RECIPE,
    "A format of feeds": FEED_RECIPE,
    "A rule of the dialect": RULE_RECIPE,
    "A page": PAGE_RECIPE,
    "A check": CHECK_RECIPE,
}
MODULE_ROW = re.compile(r"\| `([\w/]+(?:\.py|/))` \| (.*) \|")

PARSER = MarkdownIt("commonmark").enable("table")


@cache
def tokens(document: Path) -> list[Token]:
    """Return the tokens of a document, those within lines too, but for the rows that repeat docstrings."""
    text = document.read_text(encoding="utf-8")
    found = PARSER.parse(MODULE_ROW.sub("", text) if document == ARCHITECTURE else text)
    return [each for token in found for each in (token, *(token.children or ()))]


def fences(document: Path) -> list[str]:
    return [token.content for token in tokens(document) if token.type in ("fence", "code_block")]


def spans(document: Path) -> list[str]:
    return [token.content for token in tokens(document) if token.type == "code_inline"]


def commands_named(document: Path, program: str) -> set[str]:
    """Return the first words after a program's name wherever code names it, comments in code left out."""
    code = re.sub(r"(^|\s)#.*", "", "\n".join((*fences(document), *spans(document))), flags=re.MULTILINE)
    return set(re.findall(rf"(?<![\w-]){program} ([a-z][\w-]*)", code))


def section(document: Path, heading: str) -> str:
    """Return what stands under a heading, up to the next one of its level or above."""
    level, rest = document.read_text(encoding="utf-8").split(f"# {heading}\n", 1)
    marks = level.rpartition("\n")[2] + "#"
    return re.split(rf"^#{{1,{len(marks)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """Return the cells of every row of a table, its head's too."""
    lines = re.findall(r"^\| (.*?) ?\|$", text, re.MULTILINE)
    return [re.split(r" ?(?<!\\)\| ?", line) for line in lines]


def words() -> set[str]:
    """Return every word of the source, of its tests and of the file that configures the tools."""
    sources = (*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "pyproject.toml")
    files = (path for path in sources if path != Path(__file__))
    return {word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}


def modules() -> dict[str, str]:
    """Return the first line of the docstring of each module and each package, by its path."""
    found = {}
    for file in PACKAGE.rglob("*.py"):
        path = file.relative_to(PACKAGE).as_posix().removesuffix("__init__.py")
        if path not in ("", "__main__.py"):
            docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            found[path] = " ".join(docstring.partition("\n")[0].split()).replace("|", r"\|")
    return found


def with_rows(page: str, expected: dict[str, str]) -> str:
    """Return the page with a row for each module: old ones where they are, a new one at the end of its folder's."""
    lines = []
    for line in page.split("\n"):
        row = MODULE_ROW.fullmatch(line)
        if row is None or row[1] in expected:
            lines.append(f"| `{row[1]}` | {expected[row[1]]} |" if row else line)
    for path in sorted(expected):
        known = [(number, row[1]) for number, line in enumerate(lines) if (row := MODULE_ROW.fullmatch(line))]
        if path not in dict(map(reversed, known)):
            folder = path.rstrip("/").rpartition("/")[0]
            beside = [number for number, other in known if other.rpartition("/")[0] == folder]
            lines.insert((beside or [known[-1][0]])[-1] + 1, f"| `{path}` | {expected[path]} |")
    return "\n".join(lines)


def test_every_module_has_one_row_with_its_docstrings_first_line(refresh: bool) -> None:
    page = ARCHITECTURE.read_text(encoding="utf-8")
    expected = modules()
    if refresh:
        page = with_rows(page, expected)
        ARCHITECTURE.write_text(page, encoding="utf-8")
    assert dict(MODULE_ROW.findall(page)) == expected
    assert [path for path in expected if page.count(f"`{path}`") != 1] == []


def test_a_row_is_written_for_a_new_module_and_taken_from_a_lost_one() -> None:
    page = "| `a/` | A |\n| `a/c.py` | C |\n| `a/b.py` | B |\n\nText\n\n| `a/x/` | X |\n| `a/x/y.py` | Y |\n"
    now = {"a/": "A", "a/b.py": "B2", "a/d.py": "D", "a/x/": "X", "a/x/y.py": "Y", "a/x/z.py": "Z"}
    expected = "| `a/` | A |\n| `a/b.py` | B2 |\n| `a/d.py` | D |\n\nText\n\n| `a/x/` | X |\n| `a/x/y.py` | Y |\n| `a/x/z.py` | Z |\n"
    assert with_rows(page, now) == expected


def test_the_floors_are_those_of_the_contract_and_the_picture_has_every_room() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contracts = tools["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    picture, floors = fences(ARCHITECTURE)
    assert floors.splitlines() == [re.sub("[()]", "", layer) for layer in layers]
    assert set(re.findall(r"\w+", floors)) <= set(re.findall(r"\w+", picture))


def test_the_rooms_that_read_and_write_are_those_that_could() -> None:
    table = rows(section(ARCHITECTURE, "Who reads and writes"))[1:]
    assert {room.strip("`") for room, _, _ in table} == {
        file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in imported(node)
        if re.fullmatch(r"(os|shutil|socket|subprocess|tempfile|time|pathlib\.Path)(\..*)?", name)
    }


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module}.{alias.name}" for alias in node.names] if isinstance(node, ast.ImportFrom) else []


def test_what_is_heavy_is_named() -> None:
    assert set(spans(ARCHITECTURE)) >= HEAVY


def test_every_recipe_names_the_files_that_it_takes() -> None:
    recipes = section(CONTRIBUTING, "Recipes")
    assert re.findall(r"^### (.*)", recipes, re.MULTILINE) == list(RECIPES)
    for heading, recipe in RECIPES.items():
        listed = re.findall(r"^\d\. `([^`]+)`", section(CONTRIBUTING, heading), re.MULTILINE)
        files = [insertion.file for insertion in recipe]
        taken = [
            next((path for path in listed if path.endswith("/") and file.startswith(path)), file) for file in files
        ]
        assert list(dict.fromkeys(taken)) == listed, heading


def test_the_cases_of_the_recipes_are_shown_as_they_are() -> None:
    for recipe in (RULE_RECIPE, CHECK_RECIPE):
        assert recipe[-1].lines in fences(CONTRIBUTING)


def test_the_commands_of_make_test_are_named() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^test:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    run = re.findall(r"\$\(BIN\)/(.*)", recipe)
    named = {line.partition("#")[0].strip() for fence in fences(CONTRIBUTING) for line in fence.splitlines()}
    assert {f".venv/bin/{command}" for command in run} <= named


def test_every_folder_of_the_tests_is_named() -> None:
    layout = section(CONTRIBUTING, "How the tests are laid out")
    folders = [path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name[0] not in "._"]
    table = layout.partition("### ")[0]
    assert sorted(re.findall(r"`tests/(\w+)/`", table)) == sorted(folders)


def test_all_that_is_refreshed_is_listed() -> None:
    table = "".join(f"{row}\n" for row in rows(section(CONTRIBUTING, "Golden files")))
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("test_*.py")
        if re.search(r"^def test_.*\b(refresh: bool|golden: Golden)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert set(re.findall(r"`(tests/[\w/]+\.py)`", table)) == asking


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_relative_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    written = [str(token.attrs.get("href", token.attrs.get("src", ""))) for token in tokens(document)]
    for link in filter(None, written):
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc:
            target = (document.parent / unquote(parts.path)).resolve() if parts.path else document
            assert target.exists(), link
            assert not parts.fragment or parts.fragment in anchors(target), link


def anchors(document: Path) -> tuple[str, ...]:
    found = tokens(document)
    headings = [found[number + 1].children or [] for number, token in enumerate(found) if token.type == "heading_open"]
    return forge_anchors("".join(child.content for child in children) for children in headings)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_exists(document: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert commands_named(document, "make") <= set(targets)
    assert commands_named(document, "rig-site") <= set(COMMANDS)


@pytest.mark.parametrize("document", OF_DEVELOPERS, ids=lambda path: path.name)
def test_every_path_and_every_name_in_code_exists(document: Path) -> None:
    new = {insertion.file for recipe in RECIPES.values() for insertion in recipe if insertion.anchor is None}
    known = words()
    for span in spans(document):
        if re.fullmatch(r"[\w.<>-]+(/[\w.<>-]*)+", span) and not span.startswith(("_site", ".venv")):
            pattern = re.sub("<[^>]*>", "*", span).rstrip("/")
            found = any(any(folder.glob(pattern)) for folder in (ROOT, PACKAGE))
            assert found or any(file.startswith(span) for file in new), span
        elif re.fullmatch(r"[A-Za-z_][\w.]*(\(\))?", span):
            assert set(re.findall(r"\w+", span)) <= known, span
