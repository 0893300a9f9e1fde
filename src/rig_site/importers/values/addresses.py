"""What an address or a link's label says about what it leads to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from rig_site.model.catalogue import ARXIV_ID

_LABEL = re.compile(
    r"\W*(?:(?:talk|presentation|lecture|session|meeting|zoom|link to|the|our|my|part \d|view|watch|download|"
    r"see)\s+)?"
    r"(?:slides?|slide ?deck|deck|recordings?|video|videos|youtube|notebooks?|colab|materials?|handouts?|code|repo|"
    r"repository|github|abstract|bio|flyer|announcement|notes|meeting notes|minutes|poster|demo|blog ?post|"
    r"summary|transcript|exercises?|pptx?|keynote|"
    r"jupyter notebook|tutorial notebook|google slides|website|project page|sign[- ]?up|register|registration|"
    r"whiteboard|audio|folien|aufzeichnung|transparents|planches|support|diapositivas|diapositives|grabación"
    r"|gravação|enregistrement|vídeos?"
    r"|diapositive|registrazione|"
    r"课件|幻灯片|录像|视频|スライド|資料|動画|"
    r"podcast|photos?|合影|照片|home ?page|web ?page|página web|"
    r"page web|sito web|webseite|google scholar|stream|live ?stream|worksheet|annotated paper|"
    r"annotations|discussion notes)"
    r"(?:\s*(?:\(?(?:pdf|pptx?|key|html|ipynb|part)\)?|\d|pdf|link|here|[ivx]+))*\W*",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\W*(?:link|links|here|pdf|url|paper|papers|arxiv|doi|read|read the paper|preprint|article|html|web|page|text|"
    r"this|x|click here|download|open|acm|ieee|springer|nature|biorxiv|openreview|full text|abs|pre-print|source"
    r"|site|artículo|articulo|artigo|articolo|aquí|aqui|hier|ici|lien|enlace|qui|下载|论文|链接|論文|ここ|"
    r"\d{1,2}|▶️?|🔗|📄|📎|🎥|📝|📹)?\W*",
    re.IGNORECASE,
)
_CALL = re.compile(r"zoom\.us/|teams\.microsoft\.com/|teams\.live\.com/|meet\.google\.com/|webex\.com/|whereby\.com/"
                   r"|meet\.jit\.si/|gather\.town/|bluejeans\.com/")  # fmt: skip
_BY_ADDRESS = (
    ("Recording", re.compile(r"youtube\.com/|youtu\.be/|vimeo\.com/|panopto|/recordings?/|\.mp4$", re.IGNORECASE)),
    ("Slides", re.compile(r"docs\.google\.com/presentation|slideshare|slides\.com|\.pptx?$|\.key$|/slides?[/.-]|slides",
                          re.IGNORECASE)),
    ("Notebook", re.compile(r"\.ipynb|colab\.research\.google", re.IGNORECASE)),
)  # fmt: skip
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PROFILE = re.compile(
    r"^mailto:|/~|/people/|/person/|/profile|/staff/|/user|/author|/faculty|/team/|linkedin\.com|twitter\.com|"
    r"scholar\.google|orcid\.org|researchgate\.net/profile|://x\.com/|bsky\.app|"
    r"^https?://(?:www\.)?github\.com/[\w-]+/?$"
    r"|^https?://[\w-]+\.github\.io/?(?:\w+/?)?$|^https?://[\w.-]+/?$",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"arxiv\.org|doi\.org|openreview\.net|aclanthology|aclweb|proceedings|neurips\.cc|mlr\.press|jmlr\.org|"
    r"nature\.com|"
    r"science\.org|sciencedirect|springer|ieee\.org|acm\.org|biorxiv|medrxiv|semanticscholar|pubmed|ncbi\.nlm|plos|"
    r"pnas\.org|tandfonline|wiley\.com|oup\.com|cell\.com|elifesciences|distill\.pub|transformer-circuits|\.pdf$|"
    r"thecvf\.com|jstor\.org|royalsocietypublishing|frontiersin|mdpi\.com|ssrn\.com|psyarxiv|osf\.io|"
    r"usenix\.org|hal\.",
    re.IGNORECASE,
)


def is_link_label(text: str) -> bool:
    """Tell whether a link's text names material of a session: "Slides", "Recording (part 2)".

    >>> is_link_label("Slides"), is_link_label("Recording 2"), is_link_label("Video diffusion models")
    (True, True, False)
    """
    return bool(text.strip()) and _LABEL.fullmatch(text.strip()) is not None


def is_generic(text: str) -> bool:
    """Tell whether a link's text says nothing of its own: "link", "here", "pdf".

    >>> is_generic("[PDF]"), is_generic("PDF of chapter 2")
    (True, False)
    """
    return _GENERIC.fullmatch(text.strip()) is not None or re.match(r"\w+://|www\.|mailto:", text.strip()) is not None


def is_call(address: str) -> bool:
    """Tell whether an address is that of a video call."""
    return _CALL.search(address) is not None


def is_absolute(address: str) -> bool:
    """Tell whether an address names its scheme."""
    return _SCHEME.match(address) is not None


def is_work(address: str) -> bool:
    """Tell whether an address is where papers are published."""
    return _WORK.search(address) is not None


def is_profile(address: str) -> bool:
    """Tell whether an address looks like a person's page."""
    return not is_work(address) and _PROFILE.search(address) is not None


def label_by_address(address: str) -> str | None:
    """Return what kind of material an address leads to, where it tells.

    >>> label_by_address("https://youtu.be/x"), label_by_address("https://example.org/")
    ('Recording', None)
    """
    return next((label for label, pattern in _BY_ADDRESS if pattern.search(address)), None)


def is_broken(address: str) -> bool:
    """Tell whether an address leads nowhere: empty, or a bare word that is no path and no file.

    >>> is_broken("tomogwen"), is_broken("slides/a.pdf"), is_broken("https://")
    (True, False, True)
    """
    if not address or address.startswith("#"):
        return not address
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    if parts.scheme in ("http", "https"):
        return not parts.hostname or any(character in parts.netloc for character in " []<>")
    return not parts.scheme and "." not in address and "/" not in address


def is_usable(address: str) -> bool:
    """Tell whether a content file may have an address as it is: http, https or mailto, without blanks.

    >>> is_usable("https://example.org/a"), is_usable("slides/a.pdf"), is_usable("ftp://example.org")
    (True, False, False)
    """
    if re.search(r"[\s\\<>\"{}|^`\x00-\x1f]", address):
        return False
    if re.fullmatch(r"mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:\?\S*)?", address, re.ASCII):
        return True
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        host.encode("idna")
        return parts.scheme in ("http", "https") and bool(host) and parts.port != 0
    except ValueError:
        return False


def static_path(address: str) -> str:
    """Return where in `static/` the file of a relative address is copied to.

    >>> static_path("./slides/a.pdf#page=2")
    'slides/a.pdf'
    """
    return re.sub(r"^(?:\.{0,2}/)+", "", address.partition("#")[0].partition("?")[0])


def identifier_of(address: str) -> tuple[str, str] | None:
    """Return `arxiv` or `doi` with the identifier that says all an address says: no version, no fragment, no query.

    >>> identifier_of("https://arxiv.org/pdf/2310.11986.pdf"), identifier_of("https://arxiv.org/abs/2310.11986v2")
    (('arxiv', '2310.11986'), None)
    """
    if re.search(r"[?#%]", address):
        return None
    arxiv = re.fullmatch(rf"https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/({ARXIV_ID})(?:\.pdf)?/?", address, re.ASCII)
    if arxiv:
        return "arxiv", arxiv[1]
    doi = re.fullmatch(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/[!-~]+)", address)
    return ("doi", doi[1]) if doi else None
