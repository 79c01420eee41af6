"""A file is written whole or not at all."""

import errno

import pytest

from quotadesk.app.errors import FaultyFile
from quotadesk.gateways.files_writing import SheetFile, sheet_file


def left(folder):
    return sorted(p.name for p in folder.iterdir())


def write(path, rows):
    with sheet_file(path) as sheet:
        for row in rows:
            sheet.put_rows(row)


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

    def broken():
        yield "half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(path, broken())
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


def test_where_the_system_gives_no_more_room_it_is_the_same(tmp_path):
    """What is buffered fails only when it is written out: the limit of a file's size is a disk that fills up."""
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(FaultyFile, match="disk is full"):
            write(tmp_path / "out.csv", ["x" * 1_000] * 1_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert left(tmp_path) == []


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(FaultyFile, match=r"out\.csv"), sheet_file(tmp_path / "no" / "out.csv"):
        pass
