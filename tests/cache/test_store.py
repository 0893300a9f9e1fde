"""The store gives back what it was given, or nothing, whatever became of its file; and what is in a file is only data."""

import os
import pickle
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rig_site.cache.digest import digest, digest_of_bytes
from rig_site.cache.store import LostError, Store
from rig_site.markup.text import read_text
from rig_site.model.session import Session, Status
from rig_site.model.text import Text

SESSION = Session(
    id="a",
    date=date(2023, 11, 6),
    start=datetime(2023, 11, 6, 11, tzinfo=ZoneInfo("Europe/London")),
    timezone="Europe/London",
    status=Status.CANCELLED,
    announced=datetime(2023, 10, 1, tzinfo=UTC),
    updated=datetime(2023, 10, 1, tzinfo=UTC),
)
VALUES: dict[bytes, object] = {
    digest("text"): read_text("# A\n\n$x$ and [[B]], ![](a.png)\n\n[c](d.md){:.x}", path="notes/a.md"),
    digest("session"): SESSION,
    digest("plain"): ("a", 1, None, {"b": (2.5, b"c")}, frozenset({"d"})),
}


def filled(path: Path) -> None:
    store = Store(path, b"1")
    for key, value in VALUES.items():
        store.put(key, value)
    store.save()


def test_what_was_put_comes_back_in_another_process_of_the_same_version(tmp_path: Path) -> None:
    filled(tmp_path / "store")
    assert {key: Store(tmp_path / "store", b"1").get(key, object) for key in VALUES} == VALUES
    assert all(Store(tmp_path / "store", b"2").get(key, object) is None for key in VALUES)
    assert all(Store(tmp_path / "store", b"1", empty=True).get(key, object) is None for key in VALUES)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.data())
def test_of_a_damaged_file_comes_what_was_put_or_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "store"
    filled(path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    store = Store(path, b"1")
    assert all(store.get(key, object) in (None, value) for key, value in VALUES.items())
    store.put(digest("new"), "new")
    store.save()
    assert Store(path, b"1").get(digest("new"), bytes) is None
    assert Store(path, b"1").get(digest("new"), object) == "new"


def test_what_is_kept_by_itself_is_read_at_need_and_known_to_be_lost(tmp_path: Path) -> None:
    text = Text("Source", "notes/a.md", html=("<p>Source</p>",), beginning="Source", key=digest("text"))
    store = Store(tmp_path / "store", b"1")
    store.put(text.key, text)
    store.put(digest("whole"), (text, text), apart=Text)
    store.put(digest("alone"), (replace(text, key=digest("nowhere")),), apart=Text)
    store.save()
    assert Store(tmp_path / "store", b"1").get(digest("alone"), tuple) == (text,)

    again = Store(tmp_path / "store", b"1")
    found = again.get(digest("whole"), tuple)
    assert found
    assert found[0] is found[1]
    again._found.pop(text.key)
    assert (found[0].path, found[0].beginning, found[0].key) == (text.path, text.beginning, text.key)
    with pytest.raises(AttributeError):
        _ = found[0].nothing
    with pytest.raises(LostError):
        _ = found[0].html
    assert Store(tmp_path / "store", b"1").get(digest("whole"), tuple) == (text, text)


def test_nothing_in_a_file_is_ever_run(tmp_path: Path) -> None:
    """A stranger's repository may bring a store along: it can neither call anything nor make anything but data."""

    class Call:
        def __init__(self, *call: object) -> None:
            self.call = call

        def __reduce__(self) -> tuple[object, tuple[object, ...]]:
            return self.call[0], self.call[1:]

    witness = tmp_path / "witness"
    calls = (Call(os.mkdir, str(witness)), Call(eval, f"__import__('os').mkdir({str(witness)!r})"), Call(Path, "a"))
    store = Store(tmp_path / "store", b"1")
    for number, call in enumerate(calls):
        store.put_encoded(digest(number), pickle.dumps(call))
    store.put_encoded(digest("module"), b"crig_site.model.paper\nre\n.")
    store.put_encoded(digest("function"), b"crig_site.model.paper\nslug\n.")
    store.save()
    again = Store(tmp_path / "store", b"1")
    assert [again.get(digest(name), object) for name in (0, 1, 2, "module", "function")] == [None] * 5
    assert not witness.exists()


def test_what_is_not_asked_for_any_more_goes_once_it_is_half(tmp_path: Path) -> None:
    path = tmp_path / "store"
    for number in range(4):
        store = Store(path, b"1")
        store.put(digest(number), bytes([number]) * 1_000_000)
        store.save()
    kept = Store(path, b"1")
    assert kept.get(digest(3), object) == bytes([3]) * 1_000_000
    assert path.stat().st_size < 3_500_000


def test_digests_tell_values_apart_by_what_they_are_and_nothing_else() -> None:
    one, other = "".join(["a", "b"]), "ab"
    assert digest(one, one) == digest(one, other) == digest("ab", "ab")
    assert digest(("a",), "b") != digest(("a", "b"))
    assert digest(SESSION) == digest(pickle.loads(pickle.dumps(SESSION)))
    assert digest_of_bytes(b"") != digest_of_bytes(b"\0")
