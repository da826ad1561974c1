"""How each figure of a stress test is made."""

from __future__ import annotations

from lantu.evidence.finding import Method
from lantu.vocab.text import Text

_DRAWN = Text(
    "值为各次抽样的均值，区间为抽样的 5%–95%；没有不确定的数时只有一个值。",
    "The value is the mean of the draws, the interval their 5–95 %; one value where nothing is in doubt.",
)
_AFTER = "AND/OR product graph; Simchi-Levi, Schmidt, Wei et al. (2015), Interfaces 45(5), 375-390"

LOST = Method(
    key="stress_loss",
    name=Text("平均停产天数", "days lost on average"),
    formula="L = Σ_i v_i Σ_t (1 − y_i(t)) / Σ_i v_i",
    meaning=Text(
        "y_i(t) 为环节 i 第 t 天剩下的部分，v_i 为其本地存在度；减半两天算一天。" + _DRAWN.zh,
        "y_i(t) is what is left of link i on day t, v_i its local presence; two days at half count "
        "as one. " + _DRAWN.en,
    ),
    reference=_AFTER,
)

DIRECT = Method(
    key="stress_direct",
    name=Text("其中直接受击", "the part of the blow itself"),
    formula="D / L,  D = Σ_i v_i Σ_t (1 − cap_i(t)) / Σ_i v_i",
    meaning=Text(
        "cap_i(t) 为冲击本身给环节 i 留下的部分；其余是沿链传开的。" + _DRAWN.zh,
        "cap_i(t) is what the blow itself leaves of link i; the rest has spread along the chains. "
        + _DRAWN.en,
    ),
    reference=_AFTER,
)

BY_DAY = Method(
    key="stress_by_day",
    name=Text("当日损失", "loss of a day"),
    formula="ℓ(t) = Σ_i v_i (1 − y_i(t)) / Σ_i v_i",
    meaning=Text(
        "y、v 见“平均停产天数”；曲线为各次抽样的均值，带为 5%–95%。",
        "For y and v see days lost on average; the line is the mean of the draws, the band their "
        "5–95 %.",
    ),
    reference=_AFTER,
)

DAYS = Method(
    key="stress_days",
    name=Text("停产天数", "days lost"),
    formula="L_i = Σ_t (1 − y_i(t)),  y_i = min(cap_i, min_ess e_ij, min_g max_{j∈g} y_j, Π_opt (1 − κ(1 − e_ij)))",
    meaning=Text(
        "e_ij 为到达 i 的投入 j：上游剩下的部分，库存没用完时由库存补上。" + _DRAWN.zh,
        "e_ij is what reaches i of input j: what is left upstream, topped up by stocks as long as they "
        "last. " + _DRAWN.en,
    ),
    reference=_AFTER,
)

CHANCE = Method(
    key="stress_chance",
    name=Text("受影响的可能", "chance to be hit"),
    formula="P(L_i > 0)",
    meaning=Text(
        "受影响的抽样占全部抽样的比例；抽样按置信度决定企业与投入关系是否属实。",
        "Part of the draws in which it is hit; makers and inputs are there by their confidence.",
    ),
    reference="Monte Carlo over the confidence classes; lantu docs/explain/uncertainty-of-scenarios",
)

WHEN = Method(
    key="stress_when",
    name=Text("哪一天", "which day"),
    formula="min{t: y_i(t) < 1};  min{t: y_i(s) = 1 ∀ s ≥ t}",
    meaning=Text(
        "记录全部属实、情景取中间值时，首次受影响与完全恢复的那一天；期末仍未恢复的不写。",
        "The first day short and the day from which whole for good, every record being right and the "
        "scenario at its medians; none where it is not back by the end.",
    ),
    reference="time to survive, time to recover: Simchi-Levi et al. (2015)",
)

PATH = Method(
    key="stress_path",
    name=Text("传导路径", "path"),
    formula="i ← argmin_j e_ij ← … ← cap",
    meaning=Text(
        "从受击的环节，沿最先卡住每个下游的投入走到它。",
        "From what is hit, along the input that first held each user down, to the link.",
    ),
    reference=_AFTER,
)

FIRM_DAYS = Method(
    key="stress_firm",
    name=Text("企业停产天数", "days lost of a firm"),
    formula="L_f = (1/|P_f|) Σ_{i∈P_f} min(T, h_f + L_i − D_i)",
    meaning=Text(
        "P_f 为企业在案在产的环节，h_f 为冲击直接打在它身上的天数，L_i − D_i 为沿链传来的天数。"
        "由在案记录推得，不是企业自报。" + _DRAWN.zh,
        "P_f are the links it makes on record, h_f the days by which blows hit it, L_i − D_i those "
        "that spread to link i. Told by the records, not by the firm. " + _DRAWN.en,
    ),
    reference=_AFTER,
)

PLACE_DAYS = Method(
    key="stress_place",
    name=Text("地方停产天数", "days lost of a place"),
    formula="L_c = (1/|M_c|) Σ_{(f,i)∈M_c} min(T, h_f + L_i − D_i)",
    meaning=Text(
        "M_c 为该地企业在案在产的（企业、环节）对；h、L、D 见“企业停产天数”。" + _DRAWN.zh,
        "M_c are the pairs of firm and link made there, on record; for h, L, D see days lost of a firm. "
        + _DRAWN.en,
    ),
    reference=_AFTER,
)

GROUP_DAYS = Method(
    key="stress_group",
    name=Text("链与行业停产天数", "days lost of a chain or industry"),
    formula="L_g = Σ_{i∈g} v_i L_i / Σ_{i∈g} v_i",
    meaning=Text(
        "g 为一条链或一个行业大类（GB/T 4754）的环节；v、L 见“停产天数”。" + _DRAWN.zh,
        "g are the links of a chain or of a division of GB/T 4754; for v and L see days lost. "
        + _DRAWN.en,
    ),
    reference=_AFTER,
)

ALONE = Method(
    key="failure_alone",
    name=Text("单点失效", "single failure"),
    formula="F_u = Σ_i v_i (1 − y_i) / Σ_i v_i,  u cut, stocks used up",
    meaning=Text(
        "u 全部断供、库存用完之后，本地环节失去的部分（含 u 自己）；记录全部属实。",
        "Part of the local links that is lost once u is cut whole and stocks are used up, u itself "
        "included; every record being right.",
    ),
    reference=_AFTER,
)

PAIR = Method(
    key="failure_pair",
    name=Text("双点失效", "double failure"),
    formula="F_uw;  S_uw = F_uw − F_u − F_w",
    meaning=Text(
        "u、w 同时断供失去的部分；S 大于 0，说明两者互为备份，小于 0，说明断的是同一片。",
        "Part that is lost when u and w are cut together; S above 0: one stands in for the other; "
        "below: they take the same with them.",
    ),
    reference=_AFTER,
)

STRESS_METHODS = (
    LOST,
    DIRECT,
    BY_DAY,
    DAYS,
    CHANCE,
    WHEN,
    PATH,
    FIRM_DAYS,
    PLACE_DAYS,
    GROUP_DAYS,
    ALONE,
    PAIR,
)
"""Those of chain breaks."""
