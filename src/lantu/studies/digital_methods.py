"""How the figures of digital levels are made: name, formula, meaning, reference."""

from __future__ import annotations

from lantu.evidence.finding import Method
from lantu.vocab.text import Text

SCORE = Method(
    key="digital_score",
    name=Text("数字化水平得分", "digital score"),
    formula="score_f = scale · Σ_i w_i s_fi",
    meaning=Text(
        "w 为指标权重，s 为答案得到该项分值的几成。没答的题不当作零：区间下端没答的全不得分，上端全得分。",
        "w is an item's weight, s what its answer earns. What was not answered is not zero: it earns "
        "nothing at the lower end of the interval and all at the upper.",
    ),
    reference="中小企业数字化水平评测指标(2024年版)，工信厅企业〔2024〕56号，或使用者自己的指标",
)

LEVEL = Method(
    key="digital_level",
    name=Text("数字化等级的企业数", "firms by digital level"),
    formula="level_f = max k: score_f ≥ cut_k, scenes_f(k) ≥ n_k",
    meaning=Text(
        "得分和场景数都达到门槛才算这一级；没答的题可能改变等级的，单列为待定。",
        "A level needs both its score and its scenes; a firm whose level hangs on what it did not "
        "answer stands apart as open.",
    ),
    reference=SCORE.reference,
)

DISTANCE = Method(
    key="digital_distance",
    name=Text("距下一级的分数", "points to the next level"),
    formula="points_f = max(0, cut_{k+1} − score_f)",
    meaning=Text(
        "按得分的下限算；已到最高一级的为 0。",
        "By the least score; 0 where the top is reached.",
    ),
    reference=SCORE.reference,
)

ITEMS = Method(
    key="digital_items",
    name=Text("够上下一级最少要提升的项数", "fewest items that lift a firm to the next level"),
    formula="min n: Σ_{the n items that lose most} scale · w_i (1 − s_fi) ≥ points_f",
    meaning=Text(
        "先补失分最多的项；没答的题按失分算。0 而未升级的，缺的是场景。",
        "Items that lose most come first; unanswered ones count as lost. At 0 and not lifted, scenes "
        "are missing.",
    ),
    reference=SCORE.reference,
)

BIAS = Method(
    key="digital_bias",
    name=Text("自评高出复核的分数", "self-reported less audited"),
    formula="gap_f = scale · Σ_i w_i (s_fi − a_fi),  i answered by both",
    meaning=Text(
        "只比两边都答了的题。自评与复核从不合并。",
        "Over items that both answered. The two are never merged.",
    ),
    reference=SCORE.reference,
)

DIGITAL_METHODS = (SCORE, LEVEL, DISTANCE, ITEMS, BIAS)
"""All of them."""
