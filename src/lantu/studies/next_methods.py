"""How the figures of what a place may do next are made: name, formula, meaning, reference."""

from __future__ import annotations

from lantu.evidence.finding import Method
from lantu.vocab.text import Text

ENTRY = Method(
    key="entry_probability",
    name=Text("进入概率", "probability of entry"),
    formula="P(RCA_ca ≥ 1 later | RCA_ca < 0.5 now)",
    meaning=Text(
        "由此前一段时期里各地进入了什么学得:梯度提升树与逻辑线的平均,逐折校正。区间十之有九。它预测的是同样长的一段时期之后。",
        "Learned from what places entered in the period before: the mean of gradient-boosted trees and a "
        "logistic line, set right on places not seen. The interval holds nine times in ten. It looks as "
        "far ahead as that period was long.",
    ),
    reference="Albora, Pietronero, Tacchella & Zaccaria (2023), Sci. Rep. 13:1481",
)

DENSITY = Method(
    key="relatedness_density",
    name=Text("关联密度", "relatedness density"),
    formula="ω_cq = Σ_p M_cp φ_pq / Σ_p φ_pq,  φ_pq = n_pq / max(u_p, u_q)",
    meaning=Text(
        "与该活动相伴的活动里，该地已有的份额。",
        "Of what goes with the activity, the share that the place does already.",
    ),
    reference="Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317:482–487",
)

PCI = Method(
    key="product_complexity",
    name=Text("活动复杂度", "complexity of activities"),
    formula="PCI_p = Σ_c M_cp ECI_c / u_p, up to a factor",
    meaning=Text(
        "做这项活动的地区平均有多复杂。", "How complex the places are that do the activity."
    ),
    reference="Hidalgo & Hausmann (2009), PNAS 106:10570–10575",
)

COG = Method(
    key="outlook_gain",
    name=Text("前景增益 COG", "complexity outlook gain"),
    formula="COG_cp = Σ_q (1 − M_cq) φ_pq PCI_q / S_q − ω_cp PCI_p",
    meaning=Text(
        "做了这项活动之后,够得着的复杂活动多出多少;邻近度和 PCI 不变。",
        "By how much complexity within reach grows once the place does the activity, all else as it is.",
    ),
    reference="Hausmann, Hidalgo et al. (2014), The Atlas of Economic Complexity",
)

ADVANTAGE = Method(
    key="advantage",
    name=Text("区位商 RCA", "advantage (RCA)"),
    formula="RCA_ca = (X_ca / X_c) / (X_a / X)",
    meaning=Text(
        "该活动在本地的份额,除以它在全部地区的份额;1 为一样。",
        "The activity's share of the place over its share of all places; 1 is the same.",
    ),
    reference="Balassa (1965), The Manchester School 33:99–123",
)

NEXT_METHODS = (ENTRY, DENSITY, PCI, COG, ADVANTAGE)
"""Every method of the figures of what comes next, in the order to be shown."""
