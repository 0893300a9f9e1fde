"""`add`, end to end against a host that replays what doi.org and the ACL Anthology answer."""

from __future__ import annotations

import json
import socket
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from other_hosts import Host, Reply, other_host
from rig_site.cli.program import commands
from rig_site.content import load

DAY = date(2024, 3, 1)
SESSION = """\
# The first of the term.
id: attention
date: 2024-03-04   # a Monday
title: Attention
readings:
  Main:
    - {arxiv: 1706.03762}   # all of it
  Extras:
    - url: https://example.org/post
      title: By hand
"""
ARXIV = {
    "type": "article",
    "id": "https://doi.org/10.48550/arxiv.1706.03762",
    "categories": ["Computation and Language (cs.CL)", "FOS: Computer and information sciences"],
    "author": [{"family": "Lead", "given": "Ada"}, {"family": "Lead", "given": "Bo"}],
    "issued": {"date-parts": [[2017]]},
    "abstract": "The dominant models are based on *complex* <b>networks</b> of $O(n^2)$ steps & cost $5.",
    "DOI": "10.48550/ARXIV.1706.03762",
    "publisher": "arXiv",
    "title": "Attention Is All You Need",
}
CROSSREF = {
    "indexed": {"date-parts": [[2024, 1, 1]], "timestamp": 1704067200000},
    "publisher": "MIT Press - Journals",
    "DOI": "10.1162/neco.1997.9.8.1735",
    "type": "journal-article",
    "created": {"date-parts": [[2002, 7, 27]], "date-time": "2002-07-27T11:55:46Z"},
    "title": "Long <i>Short-Term</i> Memory: A &amp; B",
    "author": [
        {"given": "Ada", "family": "Lead", "sequence": "first", "affiliation": [{"name": "Institute A"}]},
        {"name": "Group A", "sequence": "additional", "affiliation": []},
    ],
    "container-title": "Neural Computation",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>Learning takes long.</jats:p><jats:p>See 1. [1]</jats:p>",
    "issued": {"date-parts": [[1997, 11, 1]]},
    "URL": "http://dx.doi.org/10.1162/neco.1997.9.8.1735",
    "language": "en",
}
BIBTEX = """@inproceedings{lead-etal-2019-bert,
    title = "{BERT}: Pre-training of Deep Bidirectional Transformers",
    author = "Lead, Ada  and
      M{\\"u}ller, Bo",
    booktitle = "Proceedings of the 2019 Conference",
    month = jun,
    year = "2019",
    url = "https://aclanthology.org/N19-1423/",
    doi = "10.18653/v1/N19-1423",
    abstract = "We introduce a model."
}
"""


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    with other_host() as host:
        host.answers("/10.48550/arXiv.1706.03762", Reply(json.dumps(ARXIV)))
        host.answers("/10.1162/neco.1997.9.8.1735", Reply(json.dumps(CROSSREF)))
        host.answers("/N19-1423.bib", Reply(BIBTEX, kind="text/plain"))
        monkeypatch.setenv("RIG_SITE_DOI_SERVICE", host.address)
        monkeypatch.setenv("RIG_SITE_ACL_SERVICE", host.address)
        yield host


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content"
    (folder / "sessions").mkdir(parents=True)
    (folder / "site.yaml").write_text("title: Group A\nbase_url: https://example.org/a/\ntimezone: Europe/London\n")
    (folder / "sessions/attention.yaml").write_text(SESSION)
    return folder


def add(*arguments: str) -> Result:
    result = CliRunner().invoke(commands, ["add", *arguments, "--as-of", "2024-03-01"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def session(content: Path) -> str:
    return (content / "sessions/attention.yaml").read_text()


def test_a_link_that_the_session_has_already_completes_it_in_place(content: Path, host: Host) -> None:
    done = add("attention", "https://arxiv.org/pdf/1706.03762v7")
    assert done.output == (
        "content/sessions/attention.yaml:7:7: 'Attention Is All You Need' (Ada Lead and Bo Lead, 2017): title, authors,"
        " year added\nnext: rig-site build, to see it on the site; then commit content/sessions/attention.yaml\n"
    )
    assert session(content) == SESSION.replace(
        "{arxiv: 1706.03762}",
        "{arxiv: 1706.03762, title: Attention Is All You Need, authors: [Ada Lead, Bo Lead], year: 2017}",
    )
    (asked,) = host.asked
    assert asked.headers["Accept"] == "application/vnd.citationstyles.csl+json"
    assert asked.headers["User-Agent"].startswith("rig-site/")
    again = add("attention", "arxiv.org/abs/1706.03762")
    assert again.output.endswith("Attention Is All You Need: nothing was missing\n")
    assert len(host.asked) == 1


def test_new_readings_go_where_they_are_asked_to(content: Path, host: Host) -> None:
    links = ["https://doi.org/10.1162/neco.1997.9.8.1735", "https://aclanthology.org/N19-1423.pdf"]
    assert add("attention", *links, "--section", "extras").exit_code == 0
    assert session(content) == SESSION + (
        "    - doi: 10.1162/neco.1997.9.8.1735\n"
        '      title: "Long Short-Term Memory: A & B"\n'
        "      authors: [Ada Lead, Group A]\n"
        "      year: 1997\n"
        "    - url: https://aclanthology.org/N19-1423.pdf\n"
        '      title: "BERT: Pre-training of Deep Bidirectional Transformers"\n'
        "      authors: [Ada Lead, Bo Müller]\n"
        "      year: 2019\n"
    )
    assert add("attention", "10.18653/v1/N19-1423").output.endswith("nothing was missing\n")


def test_an_abstract_is_written_into_papers_yaml_as_text_that_shows_as_it_came(content: Path, host: Host) -> None:
    assert add("attention", "1706.03762", "10.1162/neco.1997.9.8.1735", "--abstract").exit_code == 0
    assert (content / "papers.yaml").read_text() == (
        "1706.03762:\n"
        "  title: Attention Is All You Need\n"
        "  authors: [Ada Lead, Bo Lead]\n"
        "  year: 2017\n"
        "  venue: arXiv\n"
        "  arxiv: 1706.03762\n"
        "  abstract: The dominant models are based on \\*complex\\* networks of $O(n^2)$ steps & cost \\$5.\n"
        "doi-10-1162-neco-1997-9-8-1735:\n"
        '  title: "Long Short-Term Memory: A & B"\n'
        "  authors: [Ada Lead, Group A]\n"
        "  year: 1997\n"
        "  venue: Neural Computation\n"
        "  doi: 10.1162/neco.1997.9.8.1735\n"
        "  abstract: >-\n"
        "    Learning takes long.\n"
        "\n\n"
        "    See 1. [1]\n"
    )
    site = load(content, as_of=DAY).site
    assert site
    abstracts = {paper.key: paper.abstract for paper in site.papers}
    assert abstracts["1706.03762"]
    assert [span.tex for span in abstracts["1706.03762"].math] == ["O(n^2)"]
    assert abstracts["1706.03762"].problems == ()


def test_what_was_typed_by_hand_stays(content: Path, host: Host) -> None:
    by_hand = SESSION.replace("{arxiv: 1706.03762}", "{arxiv: 1706.03762, title: Mine, authors: [Lead C]}")
    (content / "sessions/attention.yaml").write_text(by_hand)
    (content / "papers.yaml").write_text("own: {arxiv: 1706.03762v2, venue: A venue, abstract: Mine.}  # ours\n")
    assert add("attention", "1706.03762", "--abstract").exit_code == 0
    assert session(content) == by_hand.replace("[Lead C]}", "[Lead C], year: 2017}")
    assert (content / "papers.yaml").read_text() == (
        "own: {arxiv: 1706.03762v2, venue: A venue, abstract: Mine., title: Mine, authors: [Ada Lead, Bo Lead],"
        " year: 2017}  # ours\n"
    )


def test_all_that_have_only_a_link_are_completed(content: Path, host: Host) -> None:
    (content / "sessions/list.yaml").write_bytes(
        b"\xef\xbb\xbf- id: a\r\n  date: 2024-03-11\r\n  title: A\r\n  readings:\r\n  - arxiv: 1706.03762\r\n"
        b"    note: |\r\n      all of it\r\n  - {doi: 10.1000/gone}\r\n  # the end\r\n"
    )
    (content / "resources.yaml").write_text("More:\n- {doi: 10.1162/neco.1997.9.8.1735}\n")
    done = add("--missing")
    assert done.exit_code == 1
    assert len(host.paths) == len(set(host.paths)) == 3
    assert (
        "content/sessions/list.yaml:8:5: 10.1000/gone: 127.0.0.1 knows no such work; is the link right?" in done.output
    )
    assert (content / "sessions/list.yaml").read_bytes() == (
        b"\xef\xbb\xbf- id: a\r\n  date: 2024-03-11\r\n  title: A\r\n  readings:\r\n  - arxiv: 1706.03762\r\n"
        b"    note: |\r\n      all of it\r\n    title: Attention Is All You Need\r\n"
        b"    authors: [Ada Lead, Bo Lead]\r\n    year: 2017\r\n  - {doi: 10.1000/gone}\r\n  # the end\r\n"
    )
    assert "Attention Is All You Need" in session(content)
    assert (content / "resources.yaml").read_text().startswith("More:\n- {doi: 10.1162/neco.1997.9.8.1735, title: ")
    host.asked.clear()
    assert add("attention", "--missing").output == "no reading has only a link\n"
    assert host.asked == []


FAILURES = {
    "broken-json": (Reply('{"title": "Atten'), "answers with something that does not describe a work"),
    "a-list-of-nothing": (Reply("[1, 2]"), "answers with something that does not describe a work"),
    "too-deep": (Reply("[" * 100_000), "answers with something that does not describe a work"),
    "no-title": (Reply('{"DOI": "10.1/2", "title": []}'), "answers with something that does not describe a work"),
    "a-page": (Reply("<title>A publisher</title>", kind="text/html"), "does not describe a work (text/html)"),
    "404": (Reply("", 404), "knows no such work; is the link right?"),
    "500": (Reply("", 500), "it answers 500 Internal Server Error"),
    "429": (Reply("", 429, headers={"Retry-After": "3600"}), "Too Many Requests, and asks to wait 3600 seconds"),
    "huge": (Reply(b" " * 5_000_001), "its answer is larger than 5,000,000 bytes"),
    "cut-off": (Reply('{"title": "A"}', cut=True), "its answer ends too early"),
    "silent": (Reply(silent=True), "it did not answer in time"),
    "trickle": (Reply("{", trickle=True), "it did not answer in time"),
    "to-a-file": (Reply("", 302, headers={"Location": "file:///etc/passwd"}), "on to an address of another kind"),
    "in-circles": (Reply("", 301, headers={"Location": "/10.1000/182"}), "it sends one on more than 5 times"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_told_and_changes_nothing(
    name: str, content: Path, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply, said = FAILURES[name]
    if reply.silent or reply.trickle:
        monkeypatch.setenv("RIG_SITE_TIMEOUT", "0.3")
    host.answers("/10.1000/182", reply)
    others = [] if reply.silent or reply.trickle else ["1706.03762"]
    done = add("attention", *others, "10.1000/182", "--abstract")
    assert done.exit_code == 1
    assert done.output.startswith("10.1000/182: 127.0.0.1")
    assert said in done.output
    assert done.output.endswith("\nNothing was changed.\n")
    assert session(content) == SESSION
    assert sorted(path.name for path in content.iterdir()) == ["sessions", "site.yaml"]


def test_without_a_network_it_says_so_once(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("RIG_SITE_DOI_SERVICE", f"http://127.0.0.1:{taken.getsockname()[1]}/")
        (content / "resources.yaml").write_text("More: [{arxiv: 2310.11986}, {arxiv: 2310.11987}]\n")
        done = add("--missing")
    assert done.exit_code == 1
    assert done.output == (
        "content/sessions/attention.yaml:7:7: 1706.03762: 127.0.0.1: it refuses the connection\n"
        "127.0.0.1 was not asked again\n"
    )
    assert session(content) == SESSION


def test_who_asks_to_wait_a_moment_is_asked_again(content: Path, host: Host) -> None:
    wait = Reply("", 429, headers={"Retry-After": "0"})
    host.answers("/10.48550/arXiv.1706.03762", wait, Reply(json.dumps(ARXIV)))
    assert add("attention", "1706.03762").exit_code == 0
    assert len(host.asked) == 2


def test_a_service_may_send_one_on(content: Path, host: Host) -> None:
    host.answers("/10.48550/arXiv.1706.03762", Reply("", 302, headers={"Location": f"{host.address}v1/works/x"}))
    host.answers("/v1/works/x", Reply(json.dumps(ARXIV)))
    assert add("attention", "1706.03762").exit_code == 0
    assert "Attention Is All You Need" in session(content)
    assert host.asked[1].headers["Accept"] == host.asked[0].headers["Accept"]


def test_hostile_texts_are_only_text(content: Path, host: Host) -> None:
    title = 'x", status: cancelled} # <script>\x1b[31m\u202e\u2028{{ 7*7 }}\nid: other'
    host.answers("/10.1000/182", Reply(json.dumps({"title": title, "author": [{"family": "]}\n- {a"}] * 500})))
    assert add("attention", "10.1000/182").exit_code == 0
    site = load(content, as_of=DAY).site
    assert site
    (held,) = site.sessions
    assert (held.id, held.status) == ("attention", "confirmed")
    reading = held.readings[0].readings[-1]
    assert reading.title == 'x", status: cancelled} # <script>[31m {{ 7*7 }} id: other'
    assert len(reading.authors) == 31
    assert {*reading.authors} == {"]} - {a", "et al."}


def test_works_of_files_are_added(content: Path, host: Host, tmp_path: Path) -> None:
    forum = "@inproceedings{l, title={A Forum Paper}, author={Ada Lead}, year={2023}, url={https://openreview.net/forum?id=Ab1}}"
    (tmp_path / "refs.bib").write_text(BIBTEX + forum)
    (tmp_path / "zotero.json").write_text(json.dumps([{**CROSSREF, "id": "x"}, {"id": "y", "title": "A report"}]))
    info = b"<x:xmpmeta><prism:doi>10.1162/neco.1997.9.8.1735</prism:doi></x:xmpmeta>"
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.5\n1 0 obj<<>>stream\n" + zlib.compress(info) + b"\nendstream\n")
    refused = add("attention", "https://openreview.net/forum?id=Ab1")
    assert refused.exit_code == 1
    assert "openreview.net lets no program read it; save the paper's BibTeX" in refused.output
    assert add("attention", "refs.bib", "zotero.json", "paper.pdf", "--section", "Files").exit_code == 0
    (held,) = load(content, as_of=DAY).site.sessions  # type: ignore[union-attr]
    added = {section.heading: section.readings for section in held.readings}["Files"]
    assert [(reading.title, reading.url) for reading in added] == [
        ("BERT: Pre-training of Deep Bidirectional Transformers", "https://aclanthology.org/N19-1423/"),
        ("A Forum Paper", "https://openreview.net/forum?id=Ab1"),
        ("Long Short-Term Memory: A & B", "https://doi.org/10.1162/neco.1997.9.8.1735"),
        ("A report", None),
    ]


def test_a_page_tells_what_it_tells_search_engines(content: Path, host: Host) -> None:
    page = (
        '<head><title>Tab</title><meta name="citation_title" content="A &lt; B"><meta name="citation_author"'
        ' content="Lead, Ada"><meta name="citation_author" content="Bo Lead"><meta name="citation_date" content="2021/7">'
    )
    host.answers("/v139/lead21a.html", Reply(page, kind="text/html"))
    host.answers(
        "/talk", Reply("<title>A t\xe4lk\n  to watch</title>".encode("latin-1"), kind="text/html; charset=latin1")
    )
    assert add("attention", f"{host.address}v139/lead21a.html", f"{host.address}talk").exit_code == 0
    assert "title: A tälk to watch}" in session(content)
    assert "title: A < B, authors: [Ada Lead, Bo Lead], year: 2021}" in session(content)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say to which SESSION, and which LINK or FILE; or --missing"),
        (["attention"], "say which LINK or FILE to add, or --missing"),
        (["https://arxiv.org/abs/1706.03762"], "say first to which session: rig-site add SESSION https://arxiv.org/"),
        (["attention", "nothing.bib"], "'nothing.bib' is neither a link nor a file"),
        (["atention", "1706.03762"], "there is no session 'atention'; did you mean attention?"),
        (["--missing", "attention", "1706.03762"], "--missing completes what is there"),
    ],
)
def test_wrong_usage_is_explained(arguments: list[str], said: str, content: Path, host: Host) -> None:
    done = add(*arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert host.asked == []


def test_a_session_that_shares_readings_is_not_given_its_own(content: Path, host: Host) -> None:
    (content / "sessions/two.yaml").write_text("date: 2024-03-11\ntitle: Two\nsame_readings_as: attention\n")
    done = add("two", "10.1162/neco.1997.9.8.1735")
    assert done.exit_code == 2
    assert "'two' has the readings of 'attention'; add it there: rig-site add attention" in done.output


IDENTIFIERS: list[dict[str, str]] = [
    {},
    {"DOI": "10.1/x"},
    {"DOI": "10.1162/neco.1997.9.8.1735"},
    {"DOI": "10.48550/arXiv.1706.03762"},
    {"URL": "https://arxiv.org/abs/1706.03762"},
    {"URL": "https://example.org/Paper#one"},
]
LISTS = [
    "",
    "readings: []\n",
    "readings: [{arxiv: 1706.03762}]\n",
    "readings:\n  - {title: A TITLE}\n",
    "readings: {Main: [{doi: 10.1162/neco.1997.9.8.1735}]}\n",
]
PAPERS = [
    "",
    "p: {title: Own title, arxiv: 1706.03762}\n",
    "p: {arxiv: 1706.03762, authors: [Lead A], year: 2017}\n",
    "p: {title: Own title, doi: 10.1162/neco.1997.9.8.1735}\n",
]


@settings(max_examples=60, deadline=None)
@given(
    identifier=st.sampled_from(IDENTIFIERS),
    title=st.sampled_from(["A title", "A *Title*: & $x$", "a  Title"]),
    others=st.fixed_dictionaries(
        {}, optional={"author": st.just(ARXIV["author"]), "issued": st.just({"date-parts": [[2017]]})}
    ),
    own=st.sampled_from(LISTS),
    elsewhere=st.sampled_from(LISTS),
    papers=st.sampled_from(PAPERS),
    section=st.sampled_from([None, "Main", "Extras"]),
)
def test_what_is_added_twice_is_there_once(
    identifier: dict[str, str],
    title: str,
    others: dict[str, object],
    own: str,
    elsewhere: str,
    papers: str,
    section: str | None,
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        content = Path("content")
        (content / "sessions").mkdir(parents=True)
        (content / "site.yaml").write_text(
            "title: Group A\nbase_url: https://example.org/a/\ntimezone: Europe/London\n"
        )
        (content / "sessions/attention.yaml").write_text(f"date: 2024-03-04\ntitle: Attention\n{own}")
        (content / "sessions/other.yaml").write_text(f"date: 2024-03-11\ntitle: Other\n{elsewhere}")
        (content / "papers.yaml").write_text(papers)
        Path("refs.json").write_text(
            json.dumps([{"type": "article", "id": "x", "title": title, **identifier, **others}])
        )
        once = add("attention", "refs.json", *(["--section", section] if section else []))
        assert once.exit_code == 0, once.output
        text = session(content)
        twice = add("attention", "refs.json")
        assert (twice.exit_code, session(content)) == (0, text)
        assert twice.output.rstrip().endswith("nothing was missing")
        assert "next:" not in twice.output


def test_a_reading_stays_under_its_heading_and_that_is_said(content: Path, host: Host) -> None:
    done = add("attention", "1706.03762", "--section", "Extras")
    assert "7:7: it stands under Main already, and was not put under Extras\n" in done.output
    again = add("attention", "1706.03762", "--section", "Extras")
    assert "7:7: it stands under Main already, and was not put under Extras\n" in again.output
    assert "it stands" not in add("attention", "1706.03762", "--section", "main").output
