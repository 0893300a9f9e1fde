"""`make bench`: how fast rig-site is, beside its peers in the same run."""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Cost, measure, typical
from benchmarks.served import served
from benchmarks.table import Figures, tables
from benchmarks.tools import GIT, RIG_SITE, SERVED, TYPED, WORKS, Tool, edits, own_tools, peers
from benchmarks.typed import browser, typed

RESULTS = "## Results\n"


def main() -> None:
    options = parsed()
    tools = [tool for tool in own_tools() if not (options.without_git and tool.name == GIT)]
    for peer in peers(options.installed.resolve()):
        if peer.name in options.peers:
            if peer.is_installed:
                tools.append(peer)
            else:
                print(f"{peer.name} is not installed, and left out", file=sys.stderr)
    chromium = None if options.without_browser else browser()
    if not chromium:
        print(f"{TYPED} is left out" + ("" if options.without_browser else ": no Chromium is found"), file=sys.stderr)
    figures: dict[tuple[int, str, str], Cost] = {}
    for sessions in options.sizes:
        with tempfile.TemporaryDirectory(prefix="rig-site-bench-", dir=options.folder) as folder:
            figures |= measured(Path(folder), sessions, tools, options.only, options.runs)
            if chromium:
                print(f"{sessions:,} sessions: {TYPED}", file=sys.stderr)
                site = place_of(Path(folder), RIG_SITE) / "_site"
                figures[sessions, TYPED, RIG_SITE] = typical(typed(site, chromium, options.runs))
    text = f"{caption(options.runs)}\n\n{tables(figures)}\n"
    print(text, end="")
    if options.markdown:
        before, found, _ = options.markdown.read_text(encoding="utf-8").partition(RESULTS)
        options.markdown.write_text(f"{before}{found or RESULTS}\n{text}", encoding="utf-8")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    names = [tool.name for tool in peers(Path())]
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000], help="numbers of sessions")
    parser.add_argument("--runs", type=int, default=5, help="how often everything is measured")
    parser.add_argument("--only", type=chosen, default=list(WORKS), help=f"some of {','.join(WORKS)}")
    parser.add_argument("--peers", nargs="*", choices=names, default=names, help="which to measure beside rig-site")
    parser.add_argument("--without-git", action="store_true", help="leave out the group as a git repository")
    parser.add_argument("--without-browser", action="store_true", help="leave out what a browser does with the site")
    parser.add_argument("--folder", type=Path, help="where to work, such as /dev/shm for memory")
    parser.add_argument("--installed", type=Path, default=Path(sys.prefix) / "peers", help="where the peers are")
    parser.add_argument("--markdown", type=Path, help="a document whose last section, Results, is written anew")
    return parser.parse_args()


def chosen(words: str) -> list[str]:
    """Return the works that are named, in their order."""
    if unknown := set(words.split(",")) - set(WORKS):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: the works are {', '.join(WORKS)}")
    return [work for work in WORKS if work in words.split(",")]


def measured(folder: Path, sessions: int, tools: Sequence[Tool], works: Sequence[str], runs: int) -> Figures:
    """Return the medians for a number of sessions.

    Each tool builds once before, unmeasured.  Then the tools take turns,
    so that whatever else the machine does meets all of them; the present
    is a minute later each time, as it is in life.
    """
    places = {tool.name: place_of(folder, tool.name) for tool in tools}
    costs: dict[tuple[int, str, str], list[Cost]] = {}
    environments = environments_of(sessions)
    for tool in tools:
        print(f"{sessions:,} sessions: {tool.name}", file=sys.stderr)
        tool.write(places[tool.name], sessions)
        measure(tool.command, places[tool.name], next(environments))
    for run in range(1, runs + 1):
        print(f"{sessions:,} sessions: run {run} of {runs}", file=sys.stderr)
        for work in works:
            for tool in tools:
                if work in tool.works:
                    tool.prepare(work, places[tool.name], sessions, run)
                    cost = measure(tool.command, places[tool.name], next(environments))
                    costs.setdefault((sessions, work, tool.name), []).append(cost)
    for tool in tools:
        for work in [work for work in SERVED if work in works and tool.name == RIG_SITE]:
            print(f"{sessions:,} sessions: {SERVED[work]}", file=sys.stderr)
            command = (sys.executable, "-m", "rig_site", "serve", "--port", "0")
            edited = edits(tool, work, sessions, 1 + runs)
            costs[sessions, SERVED[work], tool.name] = served(command, places[tool.name], next(environments), edited)
    return {key: typical(each) for key, each in costs.items()}


def place_of(folder: Path, tool: str) -> Path:
    """Return where a tool works in a folder."""
    return folder / re.sub(r"\W+", "-", tool).lower()


def environments_of(sessions: int) -> Iterator[dict[str, str]]:
    """Yield environments whose present is a minute apart, and in which Python keeps what it compiled, as it does."""
    begun = int(corpus.present(sessions).timestamp())
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for minutes in count():
        yield {**inherited, "SOURCE_DATE_EPOCH": str(begun + 60 * minutes)}


def caption(runs: int) -> str:
    """Return when and on what was measured."""
    return f"{datetime.now():%Y-%m-%d}, {os.cpu_count()} cores, median of {runs} alternating runs."


if __name__ == "__main__":
    main()
