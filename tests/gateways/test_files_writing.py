"""A file is written whole or not at all."""

import errno

import pytest

from quotadesk.app.errors import FaultyFile
from quotadesk.gateways.files_writing import SheetFile, sheet_file


def left(folder):
    return sorted(p.name for p in folder.iterdir())


def test_a_file_that_ends_well_takes_its_place(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old")
    with sheet_file(path) as sheet:
        sheet.put_rows("时间\r\n")
        assert path.read_text() == "old"
    assert path.read_bytes() == "时间\r\n".encode()
    assert left(tmp_path) == ["out.csv"]


def test_whatever_goes_wrong_the_old_file_stays_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), sheet_file(path) as sheet:
        sheet.put_rows("half")
        raise KeyboardInterrupt
    assert path.read_text() == "old"
    assert left(tmp_path) == ["out.csv"]


def test_a_full_disk_is_said_in_words_and_leaves_no_part(tmp_path, monkeypatch):
    def full(self, text):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(SheetFile, "put_rows", full)
    with pytest.raises(FaultyFile, match="disk is full") as caught, sheet_file(tmp_path / "out.csv") as sheet:
        sheet.put_rows("row")
    assert "Make room" in caught.value.hint.en
    assert left(tmp_path) == []


def test_a_really_full_device_is_the_same(tmp_path):
    """/dev/full takes no byte; what is buffered fails only at the end."""
    try:
        text = open("/dev/full", "w")
    except OSError:
        pytest.skip("no /dev/full here")
    with pytest.raises(OSError) as caught:
        SheetFile(text).put_rows("x" * 1_000_000)
        text.flush()
    assert caught.value.errno == errno.ENOSPC


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(FaultyFile, match=r"out\.csv"), sheet_file(tmp_path / "no" / "out.csv"):
        pass
