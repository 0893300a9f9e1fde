"""Papers, and the places a paper can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from msgspec import Struct
from msgspec.structs import replace

from rig_site.language.language import gettext_noop
from rig_site.model.catalogue import acl_of_doi, arxiv_id, arxiv_of_doi, doi_of, entry, named_arxiv, named_doi
from rig_site.model.file_names import fault_of_name
from rig_site.model.link import Link
from rig_site.model.permalink import slug
from rig_site.model.text import Text

_DOI_SAFE = "/:;()"
_VIDEO_ADDRESS = re.compile(r"https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com)/")
_CODE_ADDRESS = re.compile(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org)/")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref_src)=")
_ARCHIVE_CLASS = re.compile(r"\.[A-Z]{2}(?=/)", re.IGNORECASE)
"""The subject class in an old identifier, math.GT/0309136, which arXiv itself does without."""
_LONGEST_KEY = 60
"""How many characters a key made of an address may have: it becomes the name of a folder."""


MOST_KEPT = 100_000
"""How many answers to the same question are kept: it is asked again for every page that names a work."""


OTHERS = "et al."
"""What stands last among authors in place of those that are not named."""

_SUFFIX = re.compile(r",?\s+(?P<suffix>[JS]r\.?|I{2,3}|IV)$", re.IGNORECASE)
_EAST_ASIAN = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
_FAMILY_FIRST = rf"{_EAST_ASIAN}(?: +{_EAST_ASIAN})*"
"""Compiled for the first name that needs it, since that takes longer than any other pattern."""


class Paper(Struct, frozen=True):
    """A published work, once, however many sessions read it.

    `aliases` are other names of it, and other addresses and identifiers:
    what is read there is this work.  `other_keys` are the keys that other
    descriptions of it have.
    """

    key: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    code: str | None = None
    abstract: Text | None = None
    aliases: tuple[str, ...] = ()
    other_keys: tuple[str, ...] = ()


def stands_for_others(author: str) -> bool:
    """Tell whether an author is none, and stands for those that are not named."""
    return author.casefold() in (OTHERS, "et al", "others")


def parted(author: str) -> tuple[str, str]:
    """Return an author's family name and what stands before it; the latter is empty for a name of one word.

    What begins with a small letter belongs to the family, as BibTeX has it,
    and so does what tells a father from a son.  A name with "&", or in
    braces, is that of a group; in Chinese, Japanese and Korean letters the
    family comes first.

    >>> parted("Laurens van der Maaten"), parted("King, Martin"), parted("Martin King, Jr")
    (('van der Maaten', 'Laurens'), ('King', 'Martin'), ('King Jr', 'Martin'))
    >>> parted("DeepSeek-AI"), parted("Group & Friends")
    (('DeepSeek-AI', ''), ('Group & Friends', ''))
    >>> parted("{Group of B}"), parted("李 明")
    (('Group of B', ''), ('李', '明'))
    """
    if "&" in author or (author.startswith("{") and author.endswith("}")):
        return author.removeprefix("{").removesuffix("}"), ""
    if not author.isascii() and re.fullmatch(_FAMILY_FIRST, author):
        family, _, given = author.partition(" ")
        return family, given.strip()
    suffix = _SUFFIX.search(author)
    name = author[: suffix.start()] if suffix else author
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma:
        words = name.split()
        start = next((place for place, word in enumerate(words[:-1]) if word[0].islower()), len(words) - 1)
        family, given = " ".join(words[max(start, 0) :]), " ".join(words[: max(start, 0)])
    return (f"{family} {suffix['suffix']}" if suffix else family), given


def name_of(paper: Paper) -> str:
    """Return a paper's title, or what it is known by where nobody gave it one."""
    if paper.title:
        return paper.title
    identifier = paper.arxiv or arxiv_id(paper.url or "")
    name = paper.doi or doi_of(paper.url or "")
    return f"arXiv:{identifier}" if identifier else f"doi:{name}" if name else unquote(paper.url or paper.key)


def places(*, arxiv: str | None, doi: str | None, url: str | None, code: str | None = None) -> tuple[Link, ...]:
    """Return where a work can be read, as short labelled links: arXiv, PDF, DOI, Video, Code.

    An arXiv address counts as its identifier, so every way of writing it
    gives the same two links.

    >>> [link.url for link in places(arxiv=None, doi=None, url="https://arxiv.org/pdf/2310.11986.pdf")]
    ['https://arxiv.org/abs/2310.11986', 'https://arxiv.org/pdf/2310.11986']
    """
    links: list[Link] = []
    identifier = arxiv or (arxiv_id(url) if url else None)
    if identifier:
        links += [
            Link("arXiv", f"https://arxiv.org/abs/{identifier}"),
            Link("PDF", f"https://arxiv.org/pdf/{identifier}"),
        ]
    elif url and url.partition("?")[0].lower().endswith(".pdf"):
        links.append(Link("PDF", url))
    name = doi or (doi_of(url) if url else None)
    if name:
        links.append(Link("DOI", f"https://doi.org/{quote(name, safe=_DOI_SAFE)}"))
    if url and _VIDEO_ADDRESS.match(url):
        links.append(Link(gettext_noop("Video"), url))
    if code:
        links.append(Link(gettext_noop("Code"), code))
    elif url and _CODE_ADDRESS.match(url):
        links.append(Link(gettext_noop("Code"), url))
    return tuple(links)


def identity(*, arxiv: str | None, doi: str | None, url: str | None) -> str | None:
    """Return what all references to one work have in common, or None for a work that is only named.

    That is its arXiv identifier without a version, else its DOI, else what
    a catalogue calls it, else its address without fragment and tracking
    parameters.

    >>> identity(arxiv=None, doi=None, url="https://arxiv.org/pdf/2310.11986v2.pdf")
    'arxiv:2310.11986'
    >>> identity(arxiv=None, doi=None, url="https://Example.org/post?utm_source=feed#part-2")
    'https://example.org/post'
    """
    return next(iter(_identities(arxiv, doi, url)), None)


def identities(paper: Paper) -> tuple[str, ...]:
    """Return everything a paper is known by: its keys, and what references to it may have in common with it."""
    keys = (f"key:{key}" for key in (paper.key, *paper.other_keys) if key)
    aliases = filter(None, map(alias_identity, paper.aliases))
    return tuple(dict.fromkeys((*keys, *_identities(paper.arxiv, paper.doi, paper.url), *aliases)))


@lru_cache(MOST_KEPT)
def alias_identity(alias: str) -> str | None:
    """Return what an alias has in common with references to the work, or None for a name in words.

    >>> alias_identity("https://example.org/post#two"), alias_identity("10.1000/182"), alias_identity("RetNet")
    ('https://example.org/post', 'doi:10.1000/182', None)
    """
    url = alias if re.match("https?://", alias, re.IGNORECASE) else None
    return identity(arxiv=named_arxiv(alias), doi=named_doi(alias), url=url)


def merged(papers: Iterable[Paper]) -> Mapping[str, Paper]:
    """Return the works by everything they are known by, in order; descriptions of one work are put together.

    What the earlier ones leave out, later ones may say.
    """
    works, places = _works(papers)
    return {name: works[place] for name, place in places.items()}


def gather(
    listed: Iterable[Paper], references: Iterable[Paper] = (), mentioned: Iterable[Paper] = ()
) -> tuple[Paper, ...]:
    """Return each work once, in order of their titles, with a key that its page's address is made of.

    What is `listed` keeps its key, and what is `mentioned` gets one made of
    its identity, so that its page stays where it is whatever it is called
    and however many there are.  `references` are works of which only those
    are wanted that are listed or mentioned.
    """
    known, in_use = tuple(listed), tuple(mentioned)
    works, places = _works((*known, *references, *in_use))
    wanted = {places[name] for paper in (*known, *in_use) for name in identities(paper)}
    keyed = _keyed([works[place] for place in wanted], {paper.key for paper in known})
    return tuple(sorted(keyed, key=lambda paper: ((paper.title or paper.key).casefold(), paper.key)))


def _works(papers: Iterable[Paper]) -> tuple[list[Paper], Mapping[str, int]]:
    """Return the works, and by everything they are known by their places among them."""
    alike: list[list[Paper]] = []
    places: dict[str, int] = {}
    for paper in papers:
        names = identities(paper)
        place = next((places[name] for name in names if name in places), len(alike))
        if place == len(alike):
            alike.append([])
        alike[place].append(paper)
        for name in names:
            places.setdefault(name, place)
    return [_together(descriptions) for descriptions in alike], places


def _keyed(papers: Collection[Paper], kept: Collection[str]) -> Iterator[Paper]:
    """Yield the papers with keys; one that a paper has already is given to no other, so it always means the same."""
    taken = {key.casefold() for paper in papers for key in (paper.key, *paper.other_keys)}
    numbers: Counter[str] = Counter()
    for paper in sorted(papers, key=lambda paper: (key_made_of(paper), identities(paper))):
        if paper.key in kept or paper.key == key_made_of(paper):
            yield paper
            continue
        wanted = key = key_made_of(paper)
        while key.casefold() in taken:
            numbers[wanted] += 1
            key = f"{wanted}-{numbers[wanted] + 1}"
        taken.add(key.casefold())
        yield replace(paper, key=key, other_keys=_other_keys(key, paper))


def key_made_of(paper: Paper) -> str:
    """Return the key of a work that nobody gave one: its arXiv identifier, else what it is known by as one word."""
    known = identity(arxiv=paper.arxiv, doi=paper.doi, url=paper.url)
    if known is None:
        return paper.key
    if re.fullmatch(r"arxiv:[\d.]+", known):
        return known.removeprefix("arxiv:")
    words = re.sub(r"^https?://(www\.)?", "", known)
    name = slug(unquote(words))[:_LONGEST_KEY].rstrip("-") or "paper"
    return f"{name}-paper" if fault_of_name(name) else name


def _together(papers: Sequence[Paper]) -> Paper:
    """Return what the descriptions of one work say together."""
    first, *later = papers
    if not later:
        return first
    values = {name: [getattr(paper, name) for paper in papers] for name in Paper.__struct_fields__}
    said = {name: next(filter(None, found), found[-1]) for name, found in values.items()}
    aliases = tuple(dict.fromkeys(chain.from_iterable(values["aliases"])))
    return Paper(**(said | {"aliases": aliases, "other_keys": _other_keys(said["key"], *papers)}))


def _other_keys(key: str, *papers: Paper) -> tuple[str, ...]:
    keys = (each for paper in papers for each in (paper.key, *paper.other_keys))
    return tuple(dict.fromkeys(each for each in keys if each and each != key))


@lru_cache(MOST_KEPT)
def _identities(arxiv: str | None, doi: str | None, url: str | None) -> tuple[str, ...]:
    found = []
    name = doi or (doi_of(url) if url else None)
    identifier = arxiv or (arxiv_id(url) if url else None) or (arxiv_of_doi(name) if name else None)
    if identifier:
        found.append(f"arxiv:{_ARCHIVE_CLASS.sub('', identifier).lower()}")
    if name and not arxiv_of_doi(name):
        anthology = acl_of_doi(name)
        found.append(f"acl:{anthology}" if anthology else f"doi:{name.lower()}")
    if url and not arxiv_id(url) and not doi_of(url):
        found.append(entry(url) or _cleaned(url))
    return tuple(found)


def _cleaned(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no IPv6 address, as anything can stand in a text
        return url
    kept = [part for part in parts.query.split("&") if part and not _TRACKING.match(part)]
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, "&".join(kept), ""))
