from datetime import date
from pathlib import Path

from rig_site.build import build, check

AS_OF = date(2023, 11, 5)


def test_what_takes_the_sites_own_address_stops_a_build_and_is_told_by_a_check(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "_site"
    (content / "static").mkdir(parents=True)
    (content / "site.yaml").write_text("title: Group A\nbase_url: https://group.test/\ntimezone: UTC\n")
    assert build(content, output, as_of=AS_OF).publication
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}

    (content / "static" / "feed.xml").write_text("mine")
    built = build(content, output, as_of=AS_OF)
    assert built.publication is None
    site, problems = check(content, as_of=AS_OF)
    assert site is None
    assert problems == built.problems
    (problem,) = (each for each in problems if each.severity == "error")
    assert problem.position.path == "static/feed.xml"
    assert problem.what == "this would be published as 'feed.xml', which is taken by the site itself"
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before
