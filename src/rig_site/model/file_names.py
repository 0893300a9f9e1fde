"""Which names every file system and every host takes, and the characters that would reorder what stands around them."""

from __future__ import annotations

import re

MOST_BYTES_IN_A_NAME = 255
"""How many bytes of UTF-8 a name may have on the usual file systems."""
MOST_BYTES_IN_A_PATH = 800
"""How many bytes a published path may have; macOS takes 1,024, with the folders that the site itself lies in."""
MOST_FOLDERS = 20
"""How many folders deep a file may lie."""

_LEFT_BEHIND = ("~", ".swp", ".swo", ".tmp", ".bak", ".orig", ".rej")
_HARMLESS = ("thumbs.db", "desktop.ini", "__pycache__", "readme", "readme.md", "readme.txt", "license", "licence")

_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\\]')


def without_reordering(text: str) -> str:
    r"""Return text without the controls that make what follows run the other way (Unicode TR9: LRE to PDI).

    A title with one that is never closed would turn round whatever stands
    after it on a page, in a feed or in a calendar.  Hebrew and Arabic need
    none of them: letters have a direction of their own, and what a page
    shows is isolated by its elements.

    >>> without_reordering("Lead \u202eA")
    'Lead A'
    """
    return _REORDERING.sub("", text)


def has_invisible(text: str) -> bool:
    r"""Tell whether a text has control characters, or others that show nothing and reorder or hide what stands there.

    >>> has_invisible("a\u202eb"), has_invisible("a b")
    (True, False)
    """
    return _INVISIBLE.search(text) is not None


def visible(text: str) -> str:
    """Return text with U+FFFD for what is invisible in it, so that a message can show it."""
    return _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", text)


def is_litter(name: str) -> bool:
    """Tell whether a name is hidden, or one that editors and systems leave behind."""
    return name.startswith((".", "#", "~$")) or name.endswith(_LEFT_BEHIND) or name.casefold() in _HARMLESS


def fault_of_name(name: str) -> str:
    """Return why a file or folder of this name cannot be published everywhere; nothing where it can.

    Sources: Microsoft, "Naming Files, Paths, and Namespaces"; git, which
    refuses `.git` under its short name of Windows as well.

    >>> fault_of_name("con.pdf"), fault_of_name("slides.pdf")
    ("'con' is the name of a device on Windows", '')
    """
    if len(name.encode("utf-8", "surrogatepass")) > MOST_BYTES_IN_A_NAME:
        return f"it is longer than {MOST_BYTES_IN_A_NAME} bytes"
    if has_invisible(name):
        return "it has characters in it that cannot be seen"
    if _DEVICE.fullmatch(name):
        return f"'{name.partition('.')[0].rstrip()}' is the name of a device on Windows"
    if name.startswith(".") or name.casefold() == "git~1":
        return "hidden files are not published"
    if name.endswith((".", " ")) or name.startswith(" "):
        return "Windows does not keep a blank or a dot at the end of a name"
    if found := _NOT_ON_WINDOWS.search(name):
        return f"Windows has no '{found[0]}' in names"
    return ""


def fault_of_path(path: str) -> str:
    """Return why a file cannot be published at a path everywhere; nothing where it can.

    >>> fault_of_path("a/" * 30 + "index.html")
    'it lies more than 20 folders deep'
    """
    if len(path.encode("utf-8", "surrogatepass")) > MOST_BYTES_IN_A_PATH:
        return f"its path is longer than {MOST_BYTES_IN_A_PATH} bytes"
    if path.count("/") > MOST_FOLDERS:
        return f"it lies more than {MOST_FOLDERS} folders deep"
    return next(filter(None, map(fault_of_name, path.split("/"))), "")


def better_name(name: str) -> str:
    """Return a name that can be published everywhere and is as near as can be; nothing where little would be left.

    >>> better_name("What is this?.pdf"), better_name("con.pdf"), better_name(".env")
    ('What is this.pdf', 'con-file.pdf', 'env')
    """
    plain = _NOT_ON_WINDOWS.sub("-", _INVISIBLE.sub("", name))
    stem, dot, ending = plain.rpartition(".")
    stem = (stem if dot else ending).strip(". -")
    ending = ending.strip(". -") if dot and stem else ""
    stem = stem or (plain.rpartition(".")[2].strip(". -"))
    stem = stem.encode()[:100].decode("utf-8", "ignore")
    stem += "-file" if _DEVICE.fullmatch(stem) else ""
    found = f"{stem}.{ending}" if ending and len(ending) < 20 and stem != ending else stem
    return found if found and not fault_of_name(found) else ""
