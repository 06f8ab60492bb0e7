"""Applications as an online form delivers them, the ledger that keeps them, and what hostile ones come to."""

import json

import pytest

from shimonita_gis.errors import InputError
from shimonita_gis.opendata.applications import Application, read_applications
from shimonita_gis.opendata.ledger import ANSWERED, OPEN, REFUSED, Ledger

FORM = "【必須】申請番号,氏名,電話番号,利用目的,対象範囲,希望データ,ファイル形式\r\n"
SATO = FORM + "R8-012,佐藤 花子,0274-82-0000,庭の設計,下仁田12-3,道路、河川,PDF／GeoJSON\r\n"
XML = """<?xml version="1.0" encoding="{encoding}"?>
<申請書><様式>3</様式><申請><申請番号>Ｒ８－０１３</申請番号><利用目的>調査</利用目的><対象範囲>本宿</対象範囲>
<希望データ>道路</希望データ><住所><市区町村>富岡市</市区町村></住所></申請></申請書>"""


def written(folder, text, name="申請.csv", encoding="utf-8-sig"):
    (folder / name).write_text(text, encoding=encoding, newline="")
    return folder / name


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_a_form_as_csv(tmp_path, encoding):
    (application,) = read_applications(written(tmp_path, SATO, encoding=encoding))
    assert application == Application(
        "R8-012", "庭の設計", "下仁田12-3", ("道路", "河川"), ("PDF", "GeoJSON"),
        {"氏名": "佐藤 花子", "電話番号": "0274-82-0000"},
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["UTF-8", "Shift_JIS", "UTF-16"])
def test_a_form_as_xml(tmp_path, encoding):
    path = tmp_path / "申請.xml"
    path.write_bytes(XML.format(encoding=encoding).replace("－", "-").encode(encoding))
    (application,) = read_applications(path)
    assert (application.number, application.purpose, application.area) == ("R8-013", "調査", "本宿")
    assert application.applicant == {"住所": "富岡市"}


def test_many_applications_in_one_file(tmp_path):
    second = SATO.removeprefix(FORM).replace("R8-012", "R8-014")
    assert [a.number for a in read_applications(written(tmp_path, SATO + second))] == ["R8-012", "R8-014"]


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a><申請番号>&c;</申請番号></a>'
FILE_READER = (
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><申請番号>&b;</申請番号><利用目的>x</利用目的></a>'
)


@pytest.mark.parametrize(
    "text, said",
    [
        (BOMB, "cannot be read"),
        (FILE_READER, "cannot be read"),
        ("<a>" * 100_000, "cannot be read"),
        ("<a><申請番号>1", "cannot be read"),
        ("<a><b>1</b></a>", "holds no application"),
        ("<a><申請番号>1</申請番号></a>", "does not say its purpose"),
        ("<a><申請番号></申請番号><利用目的>x</利用目的></a>", "has no number"),
    ],
)  # fmt: skip
def test_xml_that_is_no_application(tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        read_applications(written(tmp_path, text, "申請.xml", "utf-8"))


def test_a_csv_that_is_no_application(tmp_path):
    with pytest.raises(InputError, match="holds no application"):
        read_applications(written(tmp_path, "名称,住所\r\n役場,下仁田\r\n"))
    with pytest.raises(InputError, match="too large"):
        read_applications(written(tmp_path, "申請番号\r\n" + "1\r\n" * 2_000_000))


def test_control_characters_and_turned_text_are_taken_out(tmp_path):
    (application,) = read_applications(written(tmp_path, "申請番号,目的\r\nR8\u202e\x00-1,\u200b調査\r\n"))
    assert (application.number, application.purpose) == ("R8-1", "調査")


# --- the ledger

SATOS = Application("R8-012", "庭の設計", applicant={"氏名": "佐藤 花子"})


def test_an_application_waits_until_it_is_answered(tmp_path):
    ledger = Ledger(tmp_path)
    ledger.receive(SATOS, "山田")
    ledger.receive(Application("R8-013", "調査"), "山田")
    assert [entry.application.number for entry in ledger.queue()] == ["R8-012", "R8-013"]
    ledger.answer("R8-012", "鈴木", ["道路"], ["pdf"], "下仁田12-3", "R8-012.zip", "ab" * 32)
    ledger.refuse("R8-013", "鈴木", "目的が利用条件に合いません")
    assert ledger.queue() == []
    assert [entry.state for entry in Ledger(tmp_path).entries()] == [ANSWERED, REFUSED]
    answer = ledger.entry("R8-012").events[-1]
    assert (answer.officer, answer.layers, answer.formats, answer.file) == ("鈴木", ("道路",), ("pdf",), "R8-012.zip")
    assert answer.time.endswith("+09:00")


def test_an_answer_that_did_not_reach_the_disk_leaves_the_application_open(tmp_path):
    ledger = Ledger(tmp_path)
    ledger.receive(SATOS, "山田")
    event = ledger.answer("R8-012", "山田", ["道路"], ["pdf"], "", "x.zip", "00")
    ledger.withdraw("R8-012", "山田", event)
    assert ledger.entry("R8-012").state == OPEN


def test_the_same_file_read_twice_is_one_application(tmp_path):
    ledger = Ledger(tmp_path)
    assert ledger.receive(SATOS, "山田") == ledger.receive(SATOS, "鈴木")
    with pytest.raises(InputError, match="another application with the number R8-012"):
        ledger.receive(Application("R8-012", "別の目的"), "山田")


def test_two_counters_at_the_same_moment_lose_nothing(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    numbers = [f"R8-{i:03}" for i in range(40)]
    with ThreadPoolExecutor(8) as counters:
        list(counters.map(lambda n: Ledger(tmp_path).receive(Application(n, "調査"), "山田"), numbers))
        list(counters.map(lambda n: Ledger(tmp_path).refuse(n, "山田", "取下げ"), numbers))
    entries = Ledger(tmp_path).entries()
    assert sorted(e.application.number for e in entries) == numbers
    assert {e.state for e in entries} == {REFUSED}


@pytest.mark.parametrize("number", ["../../x", "CON", "a" * 2000, "R8/1", '<b>"&', "C:\\x", "."])
def test_a_hostile_number_stays_in_the_ledger(tmp_path, number):
    (tmp_path / "hub").mkdir()
    Ledger(tmp_path / "hub").receive(Application(number, "x"), "山田")
    assert [path.name for path in tmp_path.iterdir()] == ["hub"]
    assert Ledger(tmp_path / "hub").entry(number).application.number == number


def test_nobody_acts_without_a_name_and_nothing_is_refused_without_a_reason(tmp_path):
    with pytest.raises(InputError, match="name of the officer"):
        Ledger(tmp_path).receive(SATOS, " ")
    Ledger(tmp_path).receive(SATOS, "山田")
    with pytest.raises(InputError, match="reason"):
        Ledger(tmp_path).refuse("R8-012", "山田", "")
    with pytest.raises(InputError, match="no application with the number R9"):
        Ledger(tmp_path).refuse("R9", "山田", "取下げ")


def test_a_damaged_ledger_says_which_file(tmp_path):
    ledger = Ledger(tmp_path)
    ledger.receive(SATOS, "山田")
    broken = next(tmp_path.rglob("application.json"))
    broken.write_text(json.dumps({"number": "R8-012"})[:-3], encoding="utf-8")
    with pytest.raises(InputError, match=r"application\.json"):
        ledger.entries()
