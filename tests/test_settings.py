"""Settings survive, hold no secret, and are never lost by a faulty file or a full disk."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from quotadesk.app.errors import FaultySettings
from quotadesk.app.ports import Connection
from quotadesk.datafiles import data_dir
from quotadesk.domain.account import LowRule
from quotadesk.domain.profile import Product, Profile
from quotadesk.places import places
from quotadesk.settings import Settings, read_mapping


def test_a_connection_comes_back_with_its_profile(tmp_path):
    profile = Profile(product=Product.LITELLM, version="1.106.2", error_log=True)
    Settings(tmp_path / "settings.json").save(
        Connection(name="a", kind="litellm", url="http://x", profile=profile)
    )
    (found,) = Settings(tmp_path / "settings.json").all()
    assert found.profile == profile


def test_the_connection_last_used_comes_first_and_a_removed_one_is_gone(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    for name in ("a", "b", "a"):
        settings.save(Connection(name=name, kind="newapi", url="http://x"))
    assert [c.name for c in settings.all()] == ["a", "b"]
    settings.remove("a")
    settings.remove("never there")
    assert [c.name for c in Settings(tmp_path / "settings.json").all()] == ["b"]


def test_a_changed_connection_stays_where_it_stands_and_one_that_is_gone_does_not_come_back(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    for name in ("a", "b"):
        settings.save(Connection(name=name, kind="newapi", url="http://x"))
    for name in ("a", "gone"):
        settings.update(Connection(name=name, kind="newapi", url="http://y"))
    found = Settings(tmp_path / "settings.json").all()
    assert [(c.name, c.url) for c in found] == [("b", "http://x"), ("a", "http://y")]


def test_what_several_tasks_change_at_once_is_kept_of_each(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    names = {f"lookup {number}" for number in range(40)}
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: settings.save_lookup(name, "status:429"), names))
    assert Settings(tmp_path / "settings.json").lookups().keys() == names


def test_a_faulty_file_is_named_and_not_overwritten(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"connections": [{"name": 3}]}', encoding="utf-8")
    with pytest.raises(FaultySettings, match=r"settings\.json") as caught:
        Settings(path)
    assert "Rename" in caught.value.hint.en
    assert path.read_text(encoding="utf-8") == '{"connections": [{"name": 3}]}'


def test_settings_that_cannot_be_written_say_so(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = Settings(tmp_path / "settings.json")
    settings._path = tmp_path / "file" / "settings.json"
    with pytest.raises(FaultySettings):
        settings.prefer("language", "zh")


def test_a_disk_that_fills_up_leaves_the_settings_as_they_were_and_nothing_beside_them(tmp_path, monkeypatch):
    settings = Settings(tmp_path / "settings.json")
    settings.prefer("language", "zh")

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FaultySettings, match="Make room"):
        settings.prefer("language", "en")
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]
    assert Settings(tmp_path / "settings.json").preference("language") == "zh"


def test_preferences_and_saved_lookups_are_kept(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    settings.prefer("language", "zh")
    settings.save_lookup("storm", "status:429 since:24h")
    settings.save_lookup("old", "x")
    settings.save_lookup("old", "")
    again = Settings(tmp_path / "settings.json")
    assert again.preference("language") == "zh"
    assert again.preference("scheme") == ""
    assert again.lookups() == {"storm": "status:429 since:24h"}


def test_one_folder_holds_everything_when_a_home_is_given(tmp_path):
    where = places(tmp_path)
    assert {where.settings.parent, where.store.parent, where.log.parent} == {tmp_path}


def test_the_shipped_mapping_rules_can_be_read_and_name_every_tier():
    rules = read_mapping(data_dir("resources") / "mapping.toml")
    assert {"production", "staging", "test"} <= set(rules.environments)
    assert {"chat", "reasoning", "image", "video", "embedding"} <= set(rules.tiers)


@pytest.mark.parametrize("text", ["[environments]\nproduction = 3\n", "[enviroments]\n", "not toml"])
def test_a_faulty_mapping_file_is_named_with_its_fault(tmp_path, text):
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FaultySettings, match=r"mapping\.toml"):
        read_mapping(path)


@pytest.mark.skipif(os.name != "posix", reason="rights of files work otherwise here")
def test_a_new_home_is_for_this_user_alone(tmp_path):
    before = os.umask(0o022)
    try:
        Settings(tmp_path / "home" / "settings.json").prefer("zone", "UTC")
    finally:
        os.umask(before)
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700


def test_two_readers_of_one_file_lose_nothing_of_each_other(tmp_path):
    desk, window = Settings(tmp_path / "settings.json"), Settings(tmp_path / "settings.json")
    desk.save(Connection(name="a", kind="newapi", url="http://x"))
    window.prefer("language", "zh")
    window.save_lookup("storm", "status:429")
    desk.save(Connection(name="b", kind="newapi", url="http://y"))
    again = Settings(tmp_path / "settings.json")
    assert [c.name for c in again.all()] == ["b", "a"]
    assert (again.preference("language"), again.lookups()) == ("zh", {"storm": "status:429"})


@pytest.mark.parametrize(
    ("share", "days", "rule"),
    [
        ("", "", LowRule()),
        ("35", "3", LowRule(share=0.35, days=3)),
        ("100", "0.5", LowRule(share=1.0, days=0.5)),
        ("101", "-2", LowRule()),
        ("many", "nan", LowRule()),
        ("0", "inf", LowRule()),
    ],
)
def test_when_a_balance_is_low_is_a_preference_and_nonsense_keeps_the_default(tmp_path, share, days, rule):
    settings = Settings(tmp_path / "settings.json")
    settings.prefer("low_share", share)
    settings.prefer("low_days", days)
    assert Settings(tmp_path / "settings.json").low_rule() == rule
