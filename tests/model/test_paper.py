"""One work, however it is written down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig_site.model.paper import Paper, gather, identities, identity

SAME = {
    "arxiv:2310.11986": [
        "https://arxiv.org/abs/2310.11986",
        "http://arxiv.org/abs/2310.11986v1",
        "https://www.arxiv.org/pdf/2310.11986.pdf",
        "https://arxiv.org/pdf/2310.11986v3#page=4",
        "https://export.arxiv.org/abs/2310.11986?context=cs",
        "https://arxiv.org/html/2310.11986v2",
        "https://ar5iv.org/abs/2310.11986",
        "https://ar5iv.labs.arxiv.org/html/2310.11986",
        "https://www.alphaxiv.org/abs/2310.11986v2",
        "https://alphaxiv.org/overview/2310.11986",
        "https://huggingface.co/papers/2310.11986",
        "https://doi.org/10.48550/arXiv.2310.11986",
    ],
    "arxiv:math/0309136": [
        "https://arxiv.org/abs/math.GT/0309136",
        "https://arxiv.org/pdf/math/0309136v1.pdf",
    ],
    "doi:10.1145/3442188.3445922": [
        "https://doi.org/10.1145/3442188.3445922",
        "http://dx.doi.org/10.1145/3442188.3445922",
        "https://dl.acm.org/doi/pdf/10.1145/3442188.3445922",
        "https://dl.acm.org/doi/10.1145/3442188.3445922",
    ],
    "acl:n19-1423": [
        "https://aclanthology.org/N19-1423/",
        "https://aclanthology.org/N19-1423.pdf",
        "https://www.aclweb.org/anthology/N19-1423v2.pdf",
        "https://doi.org/10.18653/v1/N19-1423",
    ],
    "acl:2020.acl-main.1": [
        "https://aclanthology.org/2020.acl-main.1/",
        "https://aclanthology.org/2020.acl-main.1.bib",
    ],
    "openreview:aBc-1_D": ["https://openreview.net/forum?id=aBc-1_D&noteId=x", "https://openreview.net/pdf?id=aBc-1_D"],
    "jmlr:21/20-074": [
        "https://jmlr.org/papers/v21/20-074.html",
        "https://www.jmlr.org/papers/volume21/20-074/20-074.pdf",
    ],
    "pmlr:119/chen20j": [
        "https://proceedings.mlr.press/v119/chen20j.html",
        "http://proceedings.mlr.press/v119/chen20j/chen20j.pdf",
    ],
    "neurips:2017/3f5ee243547dee91fbd053c1c4a845aa": [
        "https://papers.nips.cc/paper/2017/hash/3f5ee243547dee91fbd053c1c4a845aa-Abstract.html",
        "https://proceedings.neurips.cc/paper_files/paper/2017/file/3f5ee243547dee91fbd053c1c4a845aa-Paper.pdf",
    ],
    "github:group/code": [
        "https://github.com/Group/code",
        "https://github.com/group/code.git",
        "http://www.github.com/group/code/",
    ],
    "youtube:dQ_w-9": [
        "https://www.youtube.com/watch?v=dQ_w-9&t=42s",
        "https://m.youtube.com/watch?app=desktop&v=dQ_w-9",
        "https://youtu.be/dQ_w-9?t=90",
        "https://www.youtube-nocookie.com/embed/dQ_w-9?start=3",
    ],
    "https://example.org/post?id=1": [
        "https://Example.org/post?id=1&utm_source=x#part",
        "https://example.org/post?id=1",
    ],
    "https://github.com/group/code/blob/main/a.py": ["https://github.com/group/code/blob/main/a.py#L3"],
}


@pytest.mark.parametrize("known", SAME)
def test_all_addresses_of_a_work_are_one(known: str) -> None:
    assert {identity(arxiv=None, doi=None, url=url) for url in SAME[known]} == {known}


def test_works_that_look_alike_are_not_one() -> None:
    addresses = [
        "https://youtu.be/abc",
        "https://youtu.be/ABC",
        "https://openreview.net/forum?id=abc",
        "https://openreview.net/forum?id=ABC",
        "https://openreview.net/group?id=abc",
        "https://arxiv.org/list/cs.CL/recent",
        "https://github.com/group",
        "https://www.youtube.com/@abc",
    ]
    assert len({identity(arxiv=None, doi=None, url=url) for url in addresses}) == len(addresses)


def test_what_is_said_in_several_places_comes_together() -> None:
    listed = Paper("retnet", "Retentive Network", arxiv="2307.08621", doi="10.1000/x", aliases=("RetNet",))
    reference = Paper("sun-2023", "Retentive network: a successor", ("Author A",), 2023, doi="10.1000/X")
    unused = Paper("unused", "Never read", doi="10.1000/unused")
    mentioned = [
        Paper("", "Another name", url="https://doi.org/10.1000/x"),
        Paper("", "A post", url="https://example.org/a-post/"),
        Paper("", None, url="https://example.org/a-post/#two", venue="A blog"),
    ]
    assert gather([listed], [reference, unused], mentioned) == (
        Paper("example-org-a-post", "A post", venue="A blog", url="https://example.org/a-post/"),
        Paper(
            "retnet",
            "Retentive Network",
            ("Author A",),
            2023,
            arxiv="2307.08621",
            doi="10.1000/x",
            url="https://doi.org/10.1000/x",
            aliases=("RetNet",),
            other_keys=("sun-2023",),
        ),
    )


def test_an_alias_that_is_an_address_or_an_identifier_is_one_more_identity() -> None:
    listed = Paper(
        "circuits", aliases=("Circuits", "https://example.org/circuits/", "arXiv:2310.11986v2", "doi:10.1000/X")
    )
    assert set(identities(listed)) == {
        "key:circuits",
        "https://example.org/circuits/",
        "arxiv:2310.11986",
        "doi:10.1000/x",
    }
    mentioned = [
        Paper("", url="https://Example.org/circuits/?utm_source=x#two"),
        Paper("", url="https://huggingface.co/papers/2310.11986"),
    ]
    (paper,) = gather([listed], [Paper("reference", year=2021, doi="10.1000/x")], mentioned)
    assert (paper.key, paper.year, paper.other_keys) == ("circuits", 2021, ("reference",))


def test_a_key_that_a_paper_has_is_given_to_no_other() -> None:
    references = [Paper("example-org-a", arxiv="2310.11986"), Paper("example-org-b")]
    mentioned = [Paper("", url="https://example.org/a"), Paper("", url="https://example.org/b"), *references]
    found = gather((), references, mentioned)
    assert {paper.key: paper.other_keys for paper in found} == {
        "2310.11986": ("example-org-a",),
        "example-org-a-2": (),
        "example-org-b": (),
        "example-org-b-2": (),
    }


@given(
    st.permutations(
        [f"https://youtu.be/{name}" for name in ("abc", "aBc", "ABC")] + ["https://arxiv.org/abs/2307.08621"]
    )
)
def test_keys_are_unique_and_independent_of_order(urls: list[str]) -> None:
    found = {
        paper.url: paper.key for paper in gather([Paper("youtube-abc-2")], (), [Paper("", url=url) for url in urls])
    }
    assert found == {
        None: "youtube-abc-2",
        "https://arxiv.org/abs/2307.08621": "2307.08621",
        "https://youtu.be/abc": found["https://youtu.be/abc"],
        "https://youtu.be/aBc": found["https://youtu.be/aBc"],
        "https://youtu.be/ABC": found["https://youtu.be/ABC"],
    }
    assert found == {
        paper.url: paper.key
        for paper in gather([Paper("youtube-abc-2")], (), [Paper("", url=url) for url in sorted(urls)])
    }
    assert len({key.casefold() for key in found.values()}) == len(found)
