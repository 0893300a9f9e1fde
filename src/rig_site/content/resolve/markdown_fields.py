"""Markdown inside YAML files: abstracts and notes on readings are held against the renderer, as pages are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rig_site.content.findings import Findings, cite
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.shapes import Session
from rig_site.markup.mathml import Unread, to_mathml
from rig_site.markup.parse import parse


def check_markdown(sessions: Iterable[Decoded[Session]], macros: Mapping[str, str], findings: Findings) -> None:
    """Add what is wrong with the Markdown of sessions: limits, what is not closed, formulas that cannot be read.

    The place is that of the field.
    """
    for entry in sessions:
        for text, path in _texts(entry.value):
            document = parse(text)
            position = entry.at(*path)
            findings.problems.extend(replace(problem, position=position) for problem in document.problems)
            spans = document.math
            results = to_mathml([(span.tex, span.display) for span in spans], macros=macros) if spans else ()
            for span, result in zip(spans, results, strict=True):
                if isinstance(result, Unread):
                    findings.warning(
                        position, f"the formula {cite(span.tex)} cannot be read, and is shown as TeX: {result.fault}"
                    )


def _texts(session: Session) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if session.abstract:
        yield session.abstract, ("abstract",)
    for heading, readings in session.readings.items():
        for number, reading in enumerate(readings):
            if reading.note:
                yield reading.note, ("readings", heading, number, "note")
