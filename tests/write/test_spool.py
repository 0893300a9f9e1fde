"""Files on their way to the disk come out as they went in, however many they are."""

import pytest

from rig_site.write import spool
from rig_site.write.spool import Spool


@pytest.mark.parametrize("most", [0, 5, 1000], ids=["on the disk", "on both", "in memory"])
def test_what_goes_in_comes_out(monkeypatch, most):
    monkeypatch.setattr(spool, "MOST_IN_MEMORY", most)
    files = {"index.html": b"one", "empty": b"", "a/b.css": b"\0three\r\n"}
    with Spool(files.items()) as taken:
        assert dict(taken) == files
        taken.add("later", b"four")
        assert dict(taken) == {**files, "later": b"four"}
        assert "none" not in taken
