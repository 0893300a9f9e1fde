"""What pages are told after a change, and that nothing ends the preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rig_site.build import Built, Made
from rig_site.cli.builder import Builder
from rig_site.serve.preview import Preview
from rig_site.serve.state import Latest

FILES = {
    "content/site.yaml": "title: Group A\nbase_url: https://group.example/a/\ntimezone: Europe/London\nrepository_files: true\n",
    "content/people.yaml": "lead-a: {name: Lead A}\n",
    "content/sessions/alone.yaml": "date: 2024-03-04\ntitle: Alone\nleads: [lead-a]\n",
    "content/sessions/list.yaml": "- {id: first, date: 2024-03-11, title: First}\n- {id: second, date: 2024-03-18, title: Second}\n",
    "content/notes/note.md": "---\ntitle: Note\n---\nText\n",
    "content/pages/home.md": "Home\n",
    "content/pages/about.md": "---\ntitle: About\n---\nText\n",
    "content/static/slides.txt": "Slides\n",
    "templates/static/extra.css": "p { color: red }\n",
}


class Group:
    """A group whose files are changed, with its preview."""

    def __init__(self, folder: Path, *, follow: bool = False) -> None:
        self.folder = folder
        self.latest = Latest()
        self.before: Callable[[], object] = lambda: None
        self.builder = Builder(
            folder / "content", folder / "preview/site", origin="http://127.0.0.1:8000", as_of=date(2024, 3, 1)
        )
        for path, text in FILES.items():
            self.write(path, text)
        self.preview = Preview(
            folder / "content",
            self.latest,
            rebuild=self.build,
            describe=lambda problem: {"message": problem.what},
            explain=lambda error: {"fault": str(error)},
            follow=follow,
        )

    def build(self, made: Made) -> Built:
        self.before()
        return self.builder.build(made)

    def write(self, path: str, text: str) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def save(self, *paths: str, **texts: str) -> Mapping[str, Any]:
        """Change files, and return what pages are told that they had not been told before."""
        before = self.told
        self.preview.update([self.write(path, self.changed(path)) for path in paths])
        return {name: value for name, value in self.told.items() if before[name] != value}

    def changed(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8").replace("title: ", "title: A ") + "\n"

    @property
    def told(self) -> dict[str, Any]:
        state = self.latest.after(None)
        assert state
        return {name: getattr(state, name) for name in ("base", "site", "styles", "opened", "page", "problems")}


@pytest.fixture
def group(tmp_path: Path) -> Group:
    group = Group(tmp_path)
    group.preview.update()
    return group


def test_the_first_build_gives_the_site_its_path_and_writes_nothing_of_the_groups_own(group: Group) -> None:
    assert group.told == {"base": "/a/", "site": 1, "styles": 0, "opened": 0, "page": "", "problems": ()}
    assert not (group.folder / "PREVIOUS.md").exists()
    assert "http://127.0.0.1:8000/a/" in (group.folder / "preview/site/sitemap.xml").read_text(encoding="utf-8")


def test_pages_are_loaded_again_where_more_than_style_sheets_changed(group: Group) -> None:
    assert group.save("content/sessions/alone.yaml") == {"site": 2}
    assert group.save("templates/static/extra.css") == {"styles": 1}
    assert group.save("templates/static/extra.css", "content/notes/note.md") == {"site": 3}
    assert group.save("content/people.yaml") == {}


def test_what_is_wrong_is_told_until_it_is_mended(group: Group) -> None:
    right = FILES["content/sessions/alone.yaml"]
    group.write("content/sessions/alone.yaml", right.replace("leads", "leed"))
    group.preview.update()
    assert group.told["problems"] == ({"message": "a session has no field 'leed'"},)
    assert group.told["site"] == 1
    group.write("content/sessions/alone.yaml", right)
    group.preview.update()
    assert (group.told["problems"], group.told["site"]) == ((), 1)


def test_a_template_that_is_new_takes_the_place_of_a_bundled_one_and_its_mistake_is_a_problem(group: Group) -> None:
    def front_page() -> str:
        return (group.folder / "preview/site/404.html").read_text(encoding="utf-8")

    group.write("templates/not_found.html", "<p>Of our own</p>\n")
    group.preview.update()
    assert front_page() == "<p>Of our own</p>\n"
    group.write("templates/not_found.html", "<p>{{ nothing }}</p>\n")
    group.preview.update()
    assert "there is no 'nothing' here" in group.told["problems"][0]["message"]
    (group.folder / "templates/not_found.html").unlink()
    group.preview.update()
    assert group.told["problems"] == ()
    assert "<title>" in front_page()


@pytest.mark.parametrize("fault", [RuntimeError("broken"), OSError("disk"), RecursionError("deep")])
def test_a_fault_ends_one_build_and_nothing_else(fault: Exception, group: Group) -> None:
    def fail() -> None:
        raise fault

    group.before = fail
    assert group.preview.update().built is None
    assert group.told["problems"] == ({"fault": str(fault)},)
    group.before = lambda: None
    assert group.save("content/notes/note.md") == {"problems": (), "site": 2}


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("content/sessions/alone.yaml", "sessions/alone/index.html"),
        ("content/sessions/list.yaml", "sessions/second/index.html"),
        ("content/notes/note.md", "notes/note/index.html"),
        ("content/pages/about.md", "about/index.html"),
    ],
)
def test_pages_are_told_of_an_edit_as_soon_as_its_own_page_is_made(path: str, own: str, tmp_path: Path) -> None:
    group = Group(tmp_path, follow=True)
    group.preview.update()
    before = group.told
    told: list[tuple[str, dict[str, Any]]] = []

    def watched(made: Made) -> Built:
        def seen(path: str, is_new: bool) -> None:
            made(path, is_new)
            told.append((path, group.told))

        built = group.build(seen)
        assert built.publication
        assert set(built.publication.written) <= {path for path, _ in told}
        return built

    group.preview._rebuild = watched
    text = (tmp_path / path).read_text(encoding="utf-8")
    for word in ("Alone", "Second", "Text"):
        text = text.replace(word, "Other")
    rebuilt = group.preview.update([group.write(path, text)])
    assert rebuilt.built
    assert told[0][0] == own
    assert told[0][1]["site"] == group.told["site"] == before["site"] + 1
    assert [state for _, state in told[1:] if state["site"] != told[0][1]["site"]] == []
    assert group.told["opened"] == before["opened"] + 1


def test_what_goes_wrong_after_pages_were_told_is_told_as_well(group: Group) -> None:
    rebuild = group.build

    def failing(made: Made) -> Built:
        rebuild(made)
        raise RuntimeError("broken")

    note = group.folder / "content/notes/note.md"
    group.preview._rebuild = failing
    group.preview.update([group.write("content/notes/note.md", note.read_text(encoding="utf-8") + "More\n")])
    assert (group.told["site"], group.told["problems"]) == (2, ({"fault": "broken"},))
    group.preview._rebuild = rebuild
    assert group.save("content/notes/note.md") == {"site": 3, "problems": ()}


def test_pages_go_with_the_site_when_its_path_changes(group: Group) -> None:
    group.write("content/site.yaml", FILES["content/site.yaml"].replace("/a/", "/b/"))
    group.preview.update()
    assert group.told == {"base": "/b/", "site": 2, "styles": 0, "opened": 1, "page": "/b/", "problems": ()}


@pytest.mark.parametrize(
    ("paths", "page"),
    [
        (["content/sessions/alone.yaml"], "/a/sessions/alone/"),
        (["content/notes/note.md"], "/a/notes/note/"),
        (["content/pages/home.md"], "/a/"),
        (["content/static/slides.txt"], None),
        (["content/site.yaml"], None),
        (["templates/static/extra.css"], None),
        (["content/sessions/alone.yaml", "content/notes/note.md"], None),
    ],
)
def test_browsers_follow_to_the_page_of_the_one_file_that_was_saved(
    paths: list[str], page: str | None, tmp_path: Path
) -> None:
    group = Group(tmp_path, follow=True)
    group.preview.update()
    told = group.save(*paths)
    assert told.get("page") == page
    assert told.get("opened") == (1 if page else None)


def test_of_a_list_of_sessions_they_follow_to_the_one_that_changed(tmp_path: Path) -> None:
    group = Group(tmp_path, follow=True)
    group.preview.update()
    text = FILES["content/sessions/list.yaml"].replace("Second", "Another")
    group.preview.update([group.write("content/sessions/list.yaml", text)])
    assert group.told["page"] == "/a/sessions/second/"


def test_changes_are_named_as_one_would_type_them(group: Group) -> None:
    changed = [group.folder / "content/sessions/alone.yaml", group.folder / "content/sessions/gone.yaml"]
    assert group.preview.update(changed).changed == (f"{group.folder}/content/sessions/alone.yaml",)
    assert group.preview.update(changed[1:]).changed == (f"{group.folder}/content/sessions/gone.yaml",)
