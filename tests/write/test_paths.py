"""What may be published beside each other, said in exact words."""

from __future__ import annotations

import pytest

from rig_site.write.paths import PathError, check

RELATIVE = "a path is relative to the output folder, with forward slashes"
NAMES = "each part of a path must be a name, neither empty nor '.' nor '..'"
OURS = "rig-site keeps this name for itself"
ONE_NAME = "to some file systems they are one name"


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (["/etc/passwd"], f"'/etc/passwd': {RELATIVE}"),
        (["a\\b"], rf"'a\\b': {RELATIVE}"),
        (["C:x"], f"'C:x': {RELATIVE}"),
        (["../x"], f"'../x': {NAMES}"),
        (["a/../../x"], f"'a/../../x': {NAMES}"),
        (["./a"], f"'./a': {NAMES}"),
        (["a//b"], f"'a//b': {NAMES}"),
        (["a/"], f"'a/': {NAMES}"),
        ([""], f"'': {NAMES}"),
        (["a\0b"], r"'a\x00b': it has a control character"),
        (["a\nb"], r"'a\nb': it has a control character"),
        (["a\ud800"], r"'a\ud800': it is not valid Unicode"),
        (["é" * 128], f"'{'é' * 128}': a name in it is longer than 255 bytes"),
        (["a/" * 21 + "b"], f"'{'a/' * 21}b': it is longer than 800 bytes, or more than 20 folders deep"),
        (
            ["aaaaaaaa/" * 18 + "b" * 250, "é" * 120 + ("/" + "é" * 120) * 3],
            "'" + "é" * 120 + ("/" + "é" * 120) * 3 + "': it is longer than 800 bytes, or more than 20 folders deep",
        ),
        ([".rig-site"], f"'.rig-site': {OURS}"),
        (["a/.RIG-SITE.part"], f"'a/.RIG-SITE.part': {OURS}"),
        (["a", "a/b"], "'a/b': 'a' cannot be both a file and a folder"),
        (["A.html", "a.html"], f"both 'A.html' and 'a.html': {ONE_NAME}"),
        (["straße", "STRASSE"], f"both 'STRASSE' and 'straße': {ONE_NAME}"),
        (["caf\u00e9", "cafe\u0301"], f"both 'cafe\u0301' and 'caf\u00e9': {ONE_NAME}"),
        (["Talks/a", "talks/b"], f"both 'Talks/' and 'talks/': {ONE_NAME}"),
        (["Talks", "talks/b"], f"both 'Talks' and 'talks/': {ONE_NAME}"),
    ],
)
def test_paths_that_cannot_be_published(paths: list[str], said: str) -> None:
    with pytest.raises(PathError) as error:
        check(paths)
    assert str(error.value) == f"cannot publish {said}"


def test_ordinary_paths_can() -> None:
    check(["index.html", "a/b/c.html", "a/b/d", "..a", "static/talk: one.pdf", "論文/索引.html", "é" * 127])
