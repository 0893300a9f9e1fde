"""What a bibliography says: which entry is which work, and who wrote it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig_site.content import Loaded
from rig_site.content.resolve.authors import authors
from rig_site.content.resolve.references import paper_keys
from rig_site.diagnostics import Severity
from rig_site.model.site import Site

Group = Callable[..., Loaded]

SESSION = "date: 2023-11-06\ntitle: Attention\nreadings: "
ALIKE = (
    "@misc{Smith:2020, title={First}}\n@misc{smith_2020, title={Second}}\n@misc{SMITH-2020, title={Third}}\n"
    "@misc{lee:1, title={Fourth}}\n@misc{unread, title={Fifth}}\n"
)


def site(group: Group, files: dict[str, str]) -> Site:
    loaded = group(files)
    assert loaded.site, loaded.problems
    return loaded.site


def test_entries_whose_keys_look_alike_are_works_of_their_own_and_found_by_their_keys(group: Group) -> None:
    found = site(
        group,
        {
            "references.bib": ALIKE,
            "papers.yaml": "lee_1: {title: Of the group's own}\n",
            "sessions/a.yaml": SESSION + "[{paper: smith_2020}, {paper: Smith:2020}, {paper: 'lee:1'}, {paper: lee_1}]",
            "notes/a.md": "---\npapers: [SMITH-2020, smith_2020]\n---\n",
        },
    )
    (section,) = found.sessions[0].readings
    assert [reading.title for reading in section.readings] == ["Second", "First", "Fourth", "Of the group's own"]
    titles = {paper.key: paper.title for paper in found.papers}
    assert sorted(titles.values(), key=str) == ["First", "Fourth", "Of the group's own", "Second", "Third"]
    assert [titles[mention.paper] for mention in found.notes[0].papers] == ["Third", "Second"]
    assert (titles["lee_1"], titles["lee-1"], titles["smith-2020"]) == ("Of the group's own", "Fourth", "First")


def test_papers_bib_is_read_like_references_bib_and_before_it(group: Group) -> None:
    loaded = group(
        {
            "papers.bib": "@misc{one, title={First}, year={2001}}\n",
            "references.bib": "@misc{one, title={Another}}\n@misc{two, title={Second}}\n",
            "sessions/a.yaml": SESSION + "[{paper: one}, {paper: two}]",
        }
    )
    assert loaded.site
    (section,) = loaded.site.sessions[0].readings
    assert [(reading.title, reading.year) for reading in section.readings] == [("First", 2001), ("Second", None)]
    (problem,) = [each for each in loaded.problems if each.severity is Severity.WARNING]
    assert (problem.position.path, problem.position.line) == ("references.bib", 1)
    assert problem.what == "this entry's key is taken by an earlier one, and it is left out"


def test_a_key_that_may_mean_several_entries_means_none(group: Group) -> None:
    loaded = group({"references.bib": ALIKE, "sessions/a.yaml": SESSION + "[{paper: smith-2020}, {paper: lee-1}]"})
    (problem,) = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert problem.what == "several papers may be meant by 'smith-2020'"
    assert problem.allowed == "Smith:2020, smith_2020, SMITH-2020"


def test_a_key_of_papers_yaml_means_the_entry_of_the_bibliography_with_the_very_same_key(group: Group) -> None:
    found = site(
        group,
        {
            "papers.yaml": "Lee_1: {title: A work}\nown: {title: By its DOI, doi: 10.1000/X}\n",
            "references.bib": "@misc{Lee_1, title={A work}, author={Lead, A.}, eprint={2001.00001}, archiveprefix={arXiv}}\n"
            "@misc{other, title={By its DOI}, year={2021}, doi={10.1000/x}}\n@misc{own, title={Unread}, doi={10.1000/y}}\n",
            "sessions/a.yaml": SESSION + "[{paper: Lee_1}, {arxiv: 2001.00001v2}, {paper: other}]",
        },
    )
    assert [(paper.key, paper.authors, paper.arxiv, paper.year) for paper in found.papers] == [
        ("Lee_1", ("A. Lead",), "2001.00001", None),
        ("own", (), None, 2021),
    ]
    (section,) = found.sessions[0].readings
    assert [reading.paper for reading in section.readings] == ["Lee_1", "Lee_1", "own"]
    assert section.readings[0].authors == ("A. Lead",)


KEYS = ["Smith:2020", "smith_2020", "SMITH2020", "smith2020", "smith-2020", "smith-2020-924901", "lee", "Lee", "!", "?"]


@given(
    st.lists(st.sampled_from(KEYS), unique=True), st.sets(st.sampled_from(["smith-2020", "lee", "LEE", "reference"]))
)
def test_keys_are_distinct_and_hang_only_on_those_that_look_alike(written: list[str], listed: set[str]) -> None:
    found = paper_keys(written, listed)
    assert all(found[key] == key for key in written if key in listed)
    own = [found[key].casefold() for key in written if key not in listed]
    assert len(set(own)) == len(own)
    assert not set(own) & {key.casefold() for key in listed}
    more = paper_keys(["quite-another", *written, "zzz"], listed)
    assert {key: more[key] for key in written} == found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{Barnes and Noble} and Ada Lead", ["Barnes and Noble", "Ada Lead"]),
        ("King, Jr, Martin and Lead, III, Ada B.", ["Martin King, Jr", "Ada B. Lead, III"]),
        ("van der Berg, Ada AND Ada {van der} Berg", ["Ada van der Berg", "Ada van der Berg"]),
        ("Lead, Ada\n  and others", ["Ada Lead", "et al."]),
        ("{others}", ["others"]),
        (r"Mu\~noz, Jos{\'e} and {\O}rsted, Hans~C. and \v{S}koda", ["José Muñoz", "Hans C. Ørsted", "Škoda"]),
        (r"{\'{E}cole and Soci{\'e}t{\'e}, Paris}", ["École and Société, Paris"]),
        (r"{Simon \& Schuster} and {Knights & Sons} and 5% {\'E}", ["Simon & Schuster", "Knights & Sons", "5% É"]),
        ("{} and ", ["and"]),
        ("  ", []),
    ],
)
def test_authors_are_told_apart_and_turned_round(written: str, expected: list[str]) -> None:
    found = authors(written)
    assert [author.name for author in found] == expected
    assert all(author.clear for author in found)


@pytest.mark.parametrize("name", ["Lead, A, B, C", "Lead,", "Lead} A", "Ada {Lead", r"Mu\~noz, A, B, C"])
def test_a_name_that_cannot_be_split_stays_as_it_is(name: str) -> None:
    first, second = authors(f"Author, A. and {name}")
    assert (first.name, first.clear) == ("A. Author", True)
    assert second.name == name.replace("{", "").replace("}", "").replace(r"\~n", "ñ")
    assert not second.clear


WORDS = {
    "Ada": "Ada", "B.": "B", "de": "de", "la": "la", "{van der}": "vander", "{Barnes and Noble}": "BarnesandNoble", "Jr": "Jr",
    r"{\'E}mile": "Émile", r"Mu\~noz": "Muñoz", r"{\O}rsted": "Ørsted", r"\v{S}koda": "Škoda", "Łukasz": "Łukasz", "andy": "andy",
}  # fmt: skip
NAMES = st.lists(
    st.tuples(st.sampled_from(sorted(WORDS)), st.sampled_from([" ", "~", ", ", ","])), min_size=1, max_size=6
)


def letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalpha())


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_the_number_of_authors_and_their_letters_survive(names: list[list[tuple[str, str]]]) -> None:
    written = ["".join(word + mark for word, mark in name).strip(" ") for name in names]
    found = authors(" and ".join(written))
    assert [letters(author.name) for author in found] == [
        letters("".join(WORDS[word] for word, _ in name)) for name in names
    ]


@given(st.text(alphabet="aB ,{}~and\\'\"$%&\n"))
def test_whatever_stands_for_authors_is_read(written: str) -> None:
    said = "".join(author.name for author in authors(written))
    if "\\" not in written:
        parted = letters(written.casefold()) - letters(said.casefold())
        assert parted == Counter({letter: parted["a"] for letter in "and" if parted})
        assert not letters(said) - letters(written)
