"""Where activities are done and how places grow, by the command line: tables worked by hand."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lantu.cli.app import app
from lantu.errors import CallerError, DataError, FactsError

if TYPE_CHECKING:
    from pathlib import Path

COURSE = """place,industry,year,employment,place_name
H,I,1985,500,Here
H,II,1985,100,Here
H,III,1985,200,Here
H,IV,1985,200,Here
R,I,1985,9500,Rest
R,II,1985,19900,Rest
R,III,1985,39800,Rest
R,IV,1985,29800,Rest
H,I,1995,1000,Here
H,II,1995,100,Here
H,III,1995,250,Here
H,IV,1995,280,Here
R,I,1995,10000,Rest
R,II,1995,23900,Rest
R,III,1995,51750,Rest
R,IV,1995,41720,Rest
"""
"""A region and its nation: G. Krumme, Geography 350, University of Washington."""

CITIES = """place,activity,employment
Graz,made,25000
Graz,rest,75000
Linz,made,32000
Linz,rest,368000
Wien,made,13000
Wien,rest,487000
"""
PLANTS = "place,activity,employment\n" + "".join(
    f"{place},made,{size}\n"
    for place, sizes in {
        "Wien": (200, 650, 12000, 100, 50),
        "Linz": (16000, 13000, 1500, 1500),
        "Graz": (25000,),
    }.items()
    for size in sizes
)
"""Farhauer & Kröll (2014), Standorttheorien: ten plants in three cities, γ = 0.05990628."""


def run(*arguments: object) -> str:
    said = ["complexity", *(str(each) for each in arguments)]
    result = CliRunner().invoke(app, said, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def asked(*arguments: object) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run(*arguments, "--json"))
    return told


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(files))}.csv"


def test_the_table_of_a_course_is_told_as_printed(tmp_path: Path) -> None:
    told = asked("shift-share", written(tmp_path, course=COURSE), "--place", "Here")
    rows = {row["code"]: row for row in told["rows"]}
    assert list(rows) == ["I", "IV", "III", "II"]
    assert [rows[k]["national"] for k in ("I", "II", "III", "IV")] == pytest.approx(
        [145, 29, 58, 58]
    )
    assert [rows[k]["mix"] for k in ("I", "II", "III", "IV")] == pytest.approx([-95, -9, 2, 22])
    assert rows["I"]["regional"] == pytest.approx(450)
    assert rows["I"]["growth"] == 1
    figures = {key: each["value"] for key, each in told["figures"].items()}
    assert figures == pytest.approx(
        {"change": 630, "national": 290, "mix": -80, "regional": 420, "whole": 0.29}
    )
    assert told["about"]["period"] == "1995"


def test_the_regional_shift_is_parted_where_asked(tmp_path: Path) -> None:
    file = written(tmp_path, course=COURSE)
    row = asked("shift-share", file, "--place", "H", "--parts", "--only", "I")["rows"][0]
    assert row["competitive"] == pytest.approx(90)
    assert row["allocation"] == pytest.approx(360)
    assert "competitive" not in asked("shift-share", file)["rows"][0]


def test_places_are_told_with_all_they_do(tmp_path: Path) -> None:
    told = asked("shift-share", written(tmp_path, course=COURSE))
    assert [row["code"] for row in told["rows"]] == ["R", "H"]
    assert told["rows"][1]["regional"] == pytest.approx(420)
    assert told["figures"]["regional"]["value"] == pytest.approx(0, abs=1e-6)
    assert "regional: 0\n" in run("shift-share", tmp_path / "course.csv", "--lang", "en")


def test_a_window_is_chosen_and_steps_add_up(tmp_path: Path) -> None:
    rows = ["place,activity,year,value"]
    for year, cells in {"1": (10, 0, 30, 10), "2": (20, 0, 20, 20), "3": (10, 5, 40, 20)}.items():
        names = ("p,a", "p,b", "q,a", "q,b")
        rows += [f"{name},{year},{cell}" for name, cell in zip(names, cells, strict=True)]
    file = written(tmp_path, three="\n".join(rows) + "\n")
    early = asked("shift-share", file, "--to", "2")
    assert early["about"]["period"] == "2"
    assert {row["code"]: row["change"] for row in early["rows"]} == {"p": 10, "q": 0}
    late = asked("shift-share", file, "--from", "2", "--place", "p")
    new = next(row for row in late["rows"] if row["code"] == "b")
    assert new["growth"] is None
    assert new["regional"] == 5
    assert any("1 cells are new" in note["en"] for note in late["notes"])
    steps = asked("shift-share", file, "--place", "p", "--only", "a", "--dynamic")["rows"][0]
    assert steps["national"] == pytest.approx(10 * 10 / 50 + 20 * 15 / 60)
    assert steps["regional"] == pytest.approx(20 - 10 + 10 - 20 * 1.25)
    with pytest.raises(CallerError, match="3 is not before 1"):
        run("shift-share", file, "--from", "3", "--to", "1")
    with pytest.raises(CallerError, match="no period '4'"):
        run("shift-share", file, "--to", "4")


def test_cells_not_on_record_are_told(tmp_path: Path) -> None:
    lines = COURSE.splitlines(keepends=True)
    file = written(tmp_path, course="".join(line for line in lines if "H,I,1985" not in line))
    told = asked("shift-share", file)
    assert any("1 cells are not on record" in note["en"] for note in told["notes"])
    assert told["rows"][-1]["change"] == 130


def test_one_period_shows_no_change(tmp_path: Path) -> None:
    with pytest.raises(CallerError, match="one period"):
        run("shift-share", written(tmp_path, cities=CITIES))


@pytest.mark.parametrize(("place", "points"), [("", 2), ("H", 4)])
def test_the_picture_of_growth_names_what_it_owes_to_what(
    tmp_path: Path, place: str, points: int
) -> None:
    drawn = tmp_path / "growth.svg"
    file = written(tmp_path, course=COURSE)
    run("shift-share", file, "--place", place, "--picture", drawn, "--lang", "en")
    svg = drawn.read_text(encoding="utf-8")
    assert svg.count("data-point=") == points
    assert not re.search("[一-鿿]", svg)
    said = (
        "Here grew by 63%: national 29%, mix −8%, regional 42%"
        if place
        else "All grew by 29%; 1 places grew faster than their mix"
    )
    assert said in svg


def test_quotients_and_shares_by_hand(tmp_path: Path) -> None:
    rows = "place,activity,value\np,a,30\np,b,10\nq,a,10\nq,b,50\n"
    file = written(tmp_path, two=rows)
    of_place = asked("location", file, "--place", "p")["rows"]
    assert of_place[0] == {
        "code": "a",
        "name": {"zh": "a", "en": "a"},
        "quotient": 1.875,
        "symmetric": pytest.approx(0.875 / 2.875),
        "share": 0.75,
        "size": 0.4,
    }
    of_activity = {row["code"]: row for row in asked("location", file, "--activity", "b")["rows"]}
    assert of_activity["q"]["share"] == pytest.approx(5 / 6)
    assert of_activity["q"]["size"] == pytest.approx(0.6)
    places = {row["code"]: row for row in asked("location", file)["rows"]}
    assert places["p"]["specialisation"] == pytest.approx(0.7)
    assert places["p"]["herfindahl"] == pytest.approx(0.625)
    activities = asked("location", file, "--of", "activities")["rows"]
    assert activities[0]["gini"] == activities[0]["localisation"] == pytest.approx(0.35)


def test_a_cell_not_on_record_has_no_quotient(tmp_path: Path) -> None:
    file = written(tmp_path, few="place,activity,value\np,a,3\np,b,0\nq,b,5\n")
    assert [row["code"] for row in asked("location", file, "--place", "q")["rows"]] == ["b"]
    assert len(asked("location", file, "--place", "p")["rows"]) == 2


def test_ten_plants_in_three_cities(tmp_path: Path) -> None:
    cities = written(tmp_path, cities=CITIES, plants=PLANTS + "Graz,made,\n")
    told = asked("agglomeration", cities, "--plants", tmp_path / "plants.csv")
    (row,) = told["rows"]
    assert row["gamma"] == pytest.approx(0.05990628, abs=5e-9)
    assert row["plants"] == 10
    assert any("1 plants without a size" in note["en"] for note in told["notes"])
    own = row["herfindahl"]
    written(tmp_path, known=f"activity,herfindahl\nmade,{own!r}\n")
    again = asked("agglomeration", cities, "--herfindahl", tmp_path / "known.csv")["rows"][0]
    assert again["gamma"] == pytest.approx(row["gamma"])
    assert again["plants"] is None
    assert abs(again["z"]) < abs(row["z"])


def test_a_count_of_plants_alone_leaves_the_greatest_gamma(tmp_path: Path) -> None:
    cities = written(tmp_path, cities=CITIES, plants=PLANTS, known="activity,plants\nmade,10\n")
    exact = asked("agglomeration", cities, "--plants", tmp_path / "plants.csv")["rows"][0]
    told = asked("agglomeration", cities, "--herfindahl", tmp_path / "known.csv")
    (row,) = told["rows"]
    assert row["gamma"] > exact["gamma"]
    assert row["z"] > exact["z"]
    assert row["herfindahl"] == 0.1
    assert any("only counted" in note["en"] for note in told["notes"])


def test_classes_need_more_than_chance(tmp_path: Path) -> None:
    cities = "place,activity,employment\n" + "".join(
        f"p{k},x,{100 if k < 2 else 0}\np{k},y,{50 if k < 3 else 0}\np{k},w,1\np{k},even,5000\n"
        for k in range(20)
    )
    known = "activity,plants\nx,400\ny,3\nw,1\neven,4\n"
    file = written(tmp_path, cities=cities, known=known)
    told = asked("agglomeration", file, "--herfindahl", tmp_path / "known.csv")
    classes = {row["code"]: row["class"]["en"] for row in told["rows"]}
    assert classes == {"x": "highly", "y": "as by chance", "even": "dispersed"}
    assert any("1 activities have one plant" in note["en"] for note in told["notes"])


def test_what_agglomeration_cannot_do_without(tmp_path: Path) -> None:
    panel = CITIES.replace("place,activity,", "place,activity,year,").replace("made,", "made,2020,")
    panel = panel.replace("rest,", "rest,2020,")
    file = written(
        tmp_path,
        panel=panel,
        none="activity,plants\nmade,\n",
        old=PLANTS.replace("activity,", "activity,year,").replace("made,", "made,2010,"),
        strange="activity,plants\nmode,3\n",
        bad="place,activity,employment\nGraz,made,many\n",
        where="place,activity,employment\nPrag,made,3\n",
    )
    with pytest.raises(CallerError, match=r"(?s)--plants FILE.*--herfindahl FILE"):
        run("agglomeration", file)
    with pytest.raises(CallerError, match="told twice"):
        run("agglomeration", file, "--plants", file, "--herfindahl", file)
    with pytest.raises(DataError, match=r"(?s)neither a Herfindahl.*赫芬达尔指数"):
        run("agglomeration", file, "--herfindahl", tmp_path / "none.csv")
    with pytest.raises(DataError, match="no plant of any size in 2020"):
        run("agglomeration", file, "--plants", tmp_path / "old.csv")
    with pytest.raises(FactsError, match="mode"):
        run("agglomeration", file, "--herfindahl", tmp_path / "strange.csv")
    with pytest.raises(FactsError, match="C2"):
        run("agglomeration", file, "--plants", tmp_path / "bad.csv")
    with pytest.raises(CallerError, match="Prag"):
        run("agglomeration", file, "--plants", tmp_path / "where.csv")


def test_shares_are_no_amounts(tmp_path: Path) -> None:
    rows = "place,activity,value,size,year\n" + "".join(
        f"{place},{activity},0.5,10,{year}\n"
        for place in "pq"
        for activity in "ab"
        for year in "12"
    )
    file = written(tmp_path, shares=rows, plants=PLANTS)
    with pytest.raises(CallerError, match="shares"):
        run("location", file)
    with pytest.raises(CallerError, match="shares"):
        run("shift-share", file)
    with pytest.raises(CallerError, match="shares"):
        run("agglomeration", file, "--plants", tmp_path / "plants.csv")


def test_the_same_place_and_activity_may_have_many_plants_but_only_one_amount(
    tmp_path: Path,
) -> None:
    twice = "place,activity,employment\np,a,1\np,a,2\nq,a,3\n"
    file = written(tmp_path, twice=twice)
    with pytest.raises(FactsError, match="C3"):
        run("location", file)
    periods = "place,activity,year,employment\np,a,1,1\np,a,2,2\nq,a,1,3\nq,b,1,3\n"
    whole = written(tmp_path, whole="place,activity,value\np,a,6\nq,a,9\n", periods=periods)
    with pytest.raises(CallerError, match="several periods"):
        run("agglomeration", whole, "--plants", tmp_path / "periods.csv")
