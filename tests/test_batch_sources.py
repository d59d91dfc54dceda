"""Where pages come from."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from summarizer.batch.files import OutputError, read_stored, report_path, write_report
from summarizer.batch.sources import count_pages, open_sources
from summarizer.errors import InputError


def names(*inputs: Path | str) -> list[str]:
    return [page.name for page in open_sources([str(given) for given in inputs])]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "pages"
    for name in ("b.txt", "a.html", "deep/er/c.htm", "noise.png", ".hidden.txt", ".git/d.txt"):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return root


def test_a_folder_gives_its_pages_through_and_through_in_a_stable_order(folder: Path) -> None:
    assert names(folder) == ["a.html", "b.txt", "deep/er/c.htm"]
    assert count_pages([str(folder)]) == 3


def test_pages_are_read_when_it_is_their_turn(folder: Path) -> None:
    first, second, *_ = open_sources([str(folder)])
    (folder / "a.html").write_text("changed")
    (folder / "b.txt").unlink()
    assert first.load() == b"changed"
    with pytest.raises(InputError, match="does not exist"):
        second.load()


def test_a_glob_takes_what_it_names(folder: Path) -> None:
    assert [Path(name).name for name in names(f"{folder}/**/*.htm*")] == ["a.html", "c.htm"]
    with pytest.raises(InputError, match="nothing matches"):
        names(f"{folder}/*.pdf")


def test_json_lines_give_a_page_a_line_and_bad_lines_fail_alone(tmp_path: Path) -> None:
    file = tmp_path / "pages.jsonl"
    file.write_text(
        json.dumps({"id": "x", "text": "甲"}) + '\n\n{"torn": \n' + json.dumps({"url": "u"}) + "\n[1]\n"
    )
    good, torn, empty, odd = open_sources([str(file)])
    assert (good.name, good.load().decode()) == ("pages.jsonl:1:x", "甲")
    for page, message in ((torn, "not a JSON object"), (empty, "no text field"), (odd, "not a JSON object")):
        with pytest.raises(InputError, match=message):
            page.load()
    assert count_pages([str(file)]) is None


def test_parquet_gives_a_page_a_row(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "pages.parquet"
    pq.write_table(pa.table({"url": ["u1", "u2"], "content": ["甲", None], "other": [1, 2]}), file)
    first, second = open_sources([str(file)])
    assert (first.name, first.load().decode()) == ("pages.parquet:1:u1", "甲")
    with pytest.raises(InputError, match="no text"):
        second.load()
    pq.write_table(pa.table({"n": [1]}), file)
    with pytest.raises(InputError, match="no text column"):
        names(file)


def test_what_does_not_exist_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        names(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a.txt", r"reports/a\.txt\.json"),
        ("2023/a.html", r"reports/2023/a\.html\.json"),
        ("/abs/../../etc/passwd", r"reports/abs/etc/passwd\.\w{8}\.json"),
        ("pages.jsonl:1:http://x/?y", r"reports/pages\.jsonl_1_http_/x/_y\.\w{8}\.json"),
        ("..", r"reports/page\.\w{8}\.json"),
        ("招商" * 200, r"reports/(招商)+\.\w{8}\.json"),
    ],
)
def test_a_report_stays_inside_its_folder(name: str, path: str) -> None:
    assert re.fullmatch(path, report_path(name))
    assert max(len(part.encode()) for part in report_path(name).split("/")) < 250


def test_different_names_never_share_a_report() -> None:
    names = ["a?b", "a*b", "a_b", "x/../y", "x/y", "招" * 100, "招" * 101, "..", "page"]
    assert len({report_path(name) for name in names}) == len(names)


def test_pages_of_several_folders_keep_apart(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder)
    assert names(tmp_path / "one", tmp_path / "two") == [f"{tmp_path}/one/a.txt", f"{tmp_path}/two/a.txt"]


def test_a_pipe_in_the_folder_is_a_page_that_fails(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.txt")
    (page,) = open_sources([str(tmp_path)])
    with pytest.raises(InputError, match="no regular file"):
        page.load()


def test_a_name_that_is_no_utf8_is_written_out(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/\xd5\xd0.txt"
    Path(os.fsdecode(odd)).write_text("x")
    (page,) = open_sources([str(tmp_path)])
    assert page.name == r"\xd5\xd0.txt"
    assert page.load() == b"x"


def test_a_report_is_whole_or_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report(tmp_path, "reports/a.json", '{"article": {"id": "one"}}')
    assert read_stored(tmp_path, "reports/a.json") == {"article": {"id": "one"}}

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("summarizer.batch.files.os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_report(tmp_path, "reports/a.json", '{"article": {"id": "two"}}')
    assert read_stored(tmp_path, "reports/a.json") == {"article": {"id": "one"}}
    assert [file.name for file in (tmp_path / "reports").iterdir()] == ["a.json"]


def test_a_torn_report_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"article": {"id": "on')
    assert read_stored(tmp_path, "a.json") is None
