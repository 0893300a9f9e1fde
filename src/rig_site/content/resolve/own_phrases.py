"""Phrases of the interface that a group says in its own words (`phrases` of site.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rig_site.content.findings import FieldError, Findings, cite, guess
from rig_site.content.known_words import KnownWords
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.site import Site
from rig_site.language import cldr
from rig_site.language.language import Language, OwnPhrase
from rig_site.language.messages import SourcePhrase, placeholders, source_phrases, with_plain_percents

COUNT = "%(count)s"
"""The placeholder that the form for a single number may do without."""


def own_phrases(site: Decoded[Site], findings: Findings) -> tuple[OwnPhrase, ...]:
    """Return the phrases that can take the place of rig-site's; what is wrong with the others is an error."""
    return tuple(_usable(site, findings)) if site.value.phrases else ()


def _usable(site: Decoded[Site], findings: Findings) -> Iterator[OwnPhrase]:
    language = Language(site.value.language)
    for message, written in site.value.phrases.items():
        forms = {name: text for name, text in written if text is not None}
        try:
            source = _source(message)
            _check_forms(forms, source, language)
        except FieldError as wrong:
            advice = site.advise_key(wrong.meant, "phrases", message) if wrong.meant else wrong.suggestion
            findings.error(site.key("phrases", message), wrong.what, allowed=wrong.allowed, suggestion=advice)
            continue
        faults = dict(_faults(forms, source))
        for name, fault in faults.items():
            findings.error(site.at("phrases", message, name), fault, allowed=", ".join(sorted(source.placeholders)))
        if not faults:
            yield OwnPhrase(message, tuple((name, with_plain_percents(text)) for name, text in forms.items()))


def _source(message: str) -> SourcePhrase:
    known = source_phrases()
    if message not in known:
        raise FieldError(
            f"the interface has no phrase {cite(message)}",
            allowed="a phrase as it stands on the pages in English, with %(name)s for what is filled in",
            meant=guess(KnownWords(known).closest(message)),
        )
    return known[message]


def _check_forms(forms: Mapping[str, str], source: SourcePhrase, language: Language) -> None:
    wanted = cldr.plural_categories(language.words) if source.counts else ("other",)
    if set(forms) != set(wanted):
        shape = "one text" if wanted == ("other",) else f"{{{', '.join(f'{name}: …' for name in wanted)}}}"
        reason = (
            f"counts something, and '{language.words}' has other plural forms" if source.counts else "counts nothing"
        )
        raise FieldError(f"{cite(source.message)} {reason}", allowed=shape)


def _faults(forms: Mapping[str, str], source: SourcePhrase) -> Iterator[tuple[str, str]]:
    """Yield the forms with other placeholders than the phrase has, each with what is wrong with it."""
    for name, text in forms.items():
        found = placeholders(text)
        spared = {COUNT} if len(forms) > 1 and name in ("zero", "one", "two") else set()
        if lost := source.placeholders - found - spared:
            yield name, f"the placeholder {cite(min(lost))} is lost"
        elif unknown := found - source.placeholders:
            yield name, f"{cite(source.message)} has no placeholder {cite(min(unknown))}"
