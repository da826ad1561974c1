"""An example of a file of activities: an invented province of 60 cities, three years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.facts.activities.writing import write_activities
from lantu.model.activity_matrix import ActivityMatrix
from lantu.model.axis import Axis
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from lantu.vocab.text import Language

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]

GUIDE = (
    Text(
        "样例：一个虚构省份 60 个城市、31 个制造业大类、三个年份的从业人数，数字全是编的。照着改：一行一个“地区、活动、时期”。",
        "An example: employment of 31 divisions of manufacturing in 60 cities of an invented province in three years; every figure is made up. One row for each place, activity and period.",
    ),
    Text(
        "没有记录就不写这一行，或把数值留空；确实为零写 0。",
        "Leave out the row, or the value, where nothing is on record; write 0 where there is none.",
    ),
    Text(
        "时期可以没有；有两个以上时期，才能学到“谁会进入什么”。名称列、规模列、人口列都可以没有。",
        "Periods may be left out; it takes two or more to learn who enters what. Columns of names, sizes and population may be left out.",
    ),
)
"""What the workbook's first sheet tells people."""

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
LATIN_STEMS = ("Jia", "Yi", "Bing", "Ding", "Wu", "Ji", "Geng", "Xin", "Ren", "Gui")
LATIN_BRANCHES = (
    "zi", "chou", "yin", "mao", "chen", "si", "wu", "wei", "shen", "you", "xu", "hai",
)  # fmt: skip
CITIES = 60
"""A cycle of stems and branches: names that no real city has."""

DIVISIONS = (
    ("13", "农副食品加工业", "Processing of farm produce"),
    ("14", "食品制造业", "Food"),
    ("15", "酒、饮料和精制茶制造业", "Drinks and tea"),
    ("16", "烟草制品业", "Tobacco"),
    ("17", "纺织业", "Textiles"),
    ("18", "纺织服装、服饰业", "Apparel"),
    ("19", "皮革、毛皮、羽毛及其制品和制鞋业", "Leather and footwear"),
    ("20", "木材加工和木、竹、藤、棕、草制品业", "Wood and bamboo"),
    ("21", "家具制造业", "Furniture"),
    ("22", "造纸和纸制品业", "Paper"),
    ("23", "印刷和记录媒介复制业", "Printing"),
    ("24", "文教、工美、体育和娱乐用品制造业", "Culture and sports goods"),
    ("25", "石油、煤炭及其他燃料加工业", "Fuel processing"),
    ("26", "化学原料和化学制品制造业", "Chemicals"),
    ("27", "医药制造业", "Medicines"),
    ("28", "化学纤维制造业", "Chemical fibres"),
    ("29", "橡胶和塑料制品业", "Rubber and plastics"),
    ("30", "非金属矿物制品业", "Non-metallic minerals"),
    ("31", "黑色金属冶炼和压延加工业", "Ferrous metals"),
    ("32", "有色金属冶炼和压延加工业", "Non-ferrous metals"),
    ("33", "金属制品业", "Metal products"),
    ("34", "通用设备制造业", "General machinery"),
    ("35", "专用设备制造业", "Special machinery"),
    ("36", "汽车制造业", "Motor vehicles"),
    ("37", "铁路、船舶、航空航天和其他运输设备制造业", "Other transport equipment"),
    ("38", "电气机械和器材制造业", "Electrical equipment"),
    ("39", "计算机、通信和其他电子设备制造业", "Computers and electronics"),
    ("40", "仪器仪表制造业", "Instruments"),
    ("41", "其他制造业", "Other manufacturing"),
    ("42", "废弃资源综合利用业", "Recycling"),
    ("43", "金属制品、机械和设备修理业", "Repair of machinery"),
)
"""Divisions of manufacturing, GB/T 4754-2017."""

NEEDS = (
    "ab", "ab", "ac", "a", "de", "de", "df", "ag", "fg", "bh", "fh", "df", "bi", "bij", "bjk", "bei",
    "hi", "gi", "gil", "il", "gl", "lm", "lmn", "lmno", "lmo", "mno", "nop", "nopk", "df", "gil", "lm",
)  # fmt: skip
"""What each division takes, of sixteen things that a city may be able to do, a to p."""

ABILITIES = "abcdefghijklmnop"
PERIODS = ("2010", "2015", "2020")
SEED = 20200708


def write_template(path: str | Path, language: Language = "zh") -> Path:
    """Write the example, with a sheet that explains it in a workbook.

    Args:
        path: Where to.
        language: Language of its headers and words.

    Raises:
        CallerError: Another ending than .csv, .parquet or .xlsx.
        PlaceError: The place cannot be written.
    """
    return write_activities(example(language), path, guide=GUIDE, language=language)


def example(language: Language = "zh") -> ActivityMatrix:
    """Cities that can do more make more kinds of things; each learns a little in five years.

    In Chinese its names are told in both languages, in English in English alone.
    """
    rng = np.random.default_rng(SEED)
    size = np.sort(rng.lognormal(0, 0.9, CITIES))[::-1]
    needs = np.array([[letter in need for letter in ABILITIES] for need in NEEDS])
    taste = rng.lognormal(0, 0.3, (CITIES, len(NEEDS)))
    usual = rng.lognormal(0, 0.7, len(NEEDS))
    able, values = _able(rng), []
    for _ in PERIODS:
        values.append(_jobs(rng, size[:, None] * usual * taste, able, needs))
        able = _learnt(rng, able, needs)
    codes = [f"99{at + 1:02}00" for at in range(CITIES)]
    names = dict(zip(codes, _cities(), strict=True))
    names |= {code: Text(zh, en) for code, zh, en in DIVISIONS}
    if language == "en":
        names = {code: Text(name.en, name.en) for code, name in names.items()}
    return ActivityMatrix(
        places=Axis("place", tuple(codes)),
        activities=Axis("activity", tuple(code for code, _, _ in DIVISIONS)),
        periods=Axis("period", PERIODS),
        values=np.stack(values),
        measure=Text("从业人数", "persons employed"),
        unit="人" if language == "zh" else "persons",
        source="lantu complexity template",
        names=names,
    )


def _cities() -> list[Text]:
    return [
        Text(
            f"{STEMS[at % 10]}{BRANCHES[at % 12]}市",
            f"{LATIN_STEMS[at % 10]}{LATIN_BRANCHES[at % 12]} City",
        )
        for at in range(CITIES)
    ]


def _able(rng: np.random.Generator) -> Flags:
    """Larger cities can do more; what few can do, only those can that do much."""
    reach = np.linspace(0.9, 0.1, CITIES)[:, None]
    hard = np.linspace(0.0, 0.4, len(ABILITIES))[None, :]
    found: Flags = rng.random((CITIES, len(ABILITIES))) < np.clip(reach - hard, 0.03, 0.97)
    return found


def _learnt(rng: np.random.Generator, able: Flags, needs: Flags) -> Flags:
    """Learned is what goes with what a city can do: most of a division's needs, then the rest."""
    held = able.astype(np.float64) @ needs.T / needs.sum(axis=1)
    pull = (held @ needs) / needs.sum(axis=0)
    found: Flags = able | (rng.random(able.shape) < 0.3 * pull)
    return found


def _jobs(rng: np.random.Generator, usual: Floats, able: Flags, needs: Flags) -> Floats:
    """Persons employed: many where a city can do all that a division takes, few elsewhere."""
    lacking = needs.sum(axis=1) - able.astype(np.int64) @ needs.T.astype(np.int64)
    jobs = 4000 * usual * 0.06**lacking * rng.lognormal(0, 0.2, usual.shape)
    found: Floats = np.round(jobs)
    return found
