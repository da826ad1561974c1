"""An example of a file of activities: an invented province of 22 cities, two years."""

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

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]

GUIDE = (
    "样例：一个虚构省份 22 个城市、31 个制造业大类、两个年份的从业人数，数字全是编的。照着改：一行一个“地区、活动、时期”。",
    "An example: employment of 31 divisions of manufacturing in 22 cities of an invented province in two years; every figure is made up. One row for each place, activity and period.",
    "没有记录就不写这一行，或把数值留空；确实为零写 0。",
    "Leave out the row, or the value, where nothing is on record; write 0 where there is none.",
    "时期可以没有；有两个以上时期，才能学到“谁会进入什么”。名称列、规模列都可以没有。",
    "Periods may be left out; it takes two or more to learn who enters what. Columns of names and sizes may be left out.",
)  # fmt: skip
"""What the workbook's first sheet tells people."""

STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
LATIN = (
    "Jia", "Yi", "Bing", "Ding", "Wu", "Ji", "Geng", "Xin", "Ren", "Gui", "Zi", "Chou", "Yin",
    "Mao", "Chen", "Si", "Wei'er", "Wei", "Shen", "You", "Xu", "Hai",
)  # fmt: skip

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
    "a", "a", "ab", "a", "c", "c", "cd", "a", "ae", "b", "bd", "cd", "b", "bf", "bfg", "bc", "bd",
    "b", "be", "be", "e", "ef", "efg", "efh", "efgh", "fh", "fgh", "fgh", "d", "e", "ef",
)  # fmt: skip
"""What each division takes, of eight things that a city may be able to do, a to h."""

PERIODS = ("2015", "2020")
SEED = 20200708


def write_template(path: str | Path) -> Path:
    """Write the example, with a sheet that explains it in a workbook.

    Raises:
        CallerError: Another ending than .csv, .parquet or .xlsx.
        PlaceError: The place cannot be written.
    """
    return write_activities(example(), path, guide=GUIDE)


def example() -> ActivityMatrix:
    """Cities that can do more make more kinds of things; each learns a little in five years."""
    rng = np.random.default_rng(SEED)
    size = np.sort(rng.lognormal(0, 0.9, len(STEMS)))[::-1]
    needs = np.array([[letter in need for letter in "abcdefgh"] for need in NEEDS])
    able = _able(rng, len(STEMS))
    values = np.stack([_jobs(rng, size, able, needs), _jobs(rng, size, _learnt(rng, able), needs)])
    codes = [f"99{at + 1:02}00" for at in range(len(STEMS))]
    names = dict(zip(codes, _cities(), strict=True))
    names |= {code: Text(zh, en) for code, zh, en in DIVISIONS}
    return ActivityMatrix(
        places=Axis("place", tuple(codes)),
        activities=Axis("activity", tuple(code for code, _, _ in DIVISIONS)),
        periods=Axis("period", PERIODS),
        values=values,
        measure=Text("从业人数", "persons employed"),
        unit="人",
        source="示例数据 invented",
        names=names,
    )


def _cities() -> list[Text]:
    return [Text(f"{zh}市", f"{en} City") for zh, en in zip(STEMS, LATIN, strict=True)]


def _able(rng: np.random.Generator, places: int) -> Flags:
    """Larger cities can do more; what few can do, only those can that do much."""
    reach = np.linspace(1.0, 0.25, places)[:, None]
    hard = np.linspace(0.0, 0.75, 8)[None, :]
    likely = np.clip(1.25 * reach - hard + 0.1, 0.02, 0.98)
    found: Flags = rng.random((places, 8)) < likely
    return found


def _learnt(rng: np.random.Generator, able: Flags) -> Flags:
    part = able.mean(axis=1, keepdims=True)
    found: Flags = able | (rng.random(able.shape) < 0.25 * part)
    return found


def _jobs(rng: np.random.Generator, size: Floats, able: Flags, needs: Flags) -> Floats:
    """Persons employed: many where a city can do all that a division takes, few elsewhere."""
    lacking = needs.sum(axis=1) - able.astype(np.int64) @ needs.T.astype(np.int64)
    fit = np.where(lacking == 0, 1.0, 0.12**lacking)
    usual = rng.lognormal(0, 0.7, len(needs))
    jobs = 4000 * size[:, None] * usual * fit * rng.lognormal(0, 0.35, fit.shape)
    found: Floats = np.round(jobs)
    return found
