"""How each figure of a blueprint is made: name, formula, meaning, reference."""

from __future__ import annotations

from lantu.evidence.finding import Method
from lantu.vocab.text import Text

STATE = Method(
    key="state",
    name=Text("环节状态", "state of a link"),
    formula="p ≥ θ: s ≥ τ ∧ h → S1, else S2;  p < θ: b → S3, d > 0 ∧ o → S4, φ ∧ ω → S5, else S6",
    meaning=Text(
        "p 为本地存在度,s 为强度,d 为本地需求拉动,θ、τ 为门槛(可在 lantu.toml 修改);"
        "h 为硬证据:在案份额,或 A、B 级生产记录且无数字表明供给主要在外部;b 为在建、在研或未投产项目;"
        "o 为外部供给有据,且没有待核实的本地线索(或有数字压过它);φ、ω 为投入可得且与本地强项相邻或相关。"
        "S1 锻长板,S2 强链,S3 在建,S4 补链,S5 延链,S6 待核。"
        "查无记录一律为“待核”;“补链”须经人工确认方可对外使用。",
        "p is local presence, s strength, d local demand pull, θ and τ thresholds set in lantu.toml; "
        "h is hard evidence: a recorded share, or class A or B rows of production where no figure says "
        "that supply is held outside; b: being built, developed or planned; o: outside supply on "
        "record and no open local lead, or a figure that outweighs it; φ and ω: inputs at hand, and "
        "related to or beside what is made here. S1 strong, S2 weak, S3 being built, S4 gap with "
        "evidence, S5 extendable, S6 no evidence yet. No record always means S6; S4 needs a person's "
        "confirmation before it is used.",
    ),
    reference="lantu docs/explain/diagnosis; 补链·强链·延链 practice of chain offices (链长制)",
)

PRESENCE = Method(
    key="presence",
    name=Text("本地存在度", "local presence"),
    formula="p = 1 − Π_f (1 − c_f);  [Bel, Pl]: Bel from A, B rows only; Pl = 1 unless absence is confirmed",
    meaning=Text(
        "f 为本地现产企业,c_f 为其证据权重(A 0.95、B 0.85、C 0.6、D 0.3,可改)。区间下限只用 A、B 级证据;"
        "无人确认“本地没有”时上限为 1:查无记录不等于没有。",
        "f runs over local firms that make it now, c_f is the weight of their evidence (A .95, B .85, "
        "C .6, D .3; editable). The lower bound uses class A and B only; the upper bound is 1 until "
        "a person confirms absence: no record is not absence.",
    ),
    reference="Shafer (1976), A Mathematical Theory of Evidence; lantu docs/explain/diagnosis",
)

STRENGTH = Method(
    key="strength",
    name=Text("强度", "strength"),
    formula="s = LQ/(1 + LQ), LQ = q/q₀;  q = ∅: s = max_f ρ_f",
    meaning=Text(
        "q 为在案的本省(企业)市场份额,q₀ 为本省占全国经济的份额(默认 5%,请按本省改),两者相等时 s 为 0.5;"
        "没有份额记录(q = ∅)时取本地企业最高称号分 ρ:链主 1、单项冠军 0.8、龙头 0.7、小巨人 0.5、其他 0.3(可改)。",
        "q is the recorded market share of the region or its firm, q₀ the region's share of the national "
        "economy (5 % unless set); equal shares give 0.5. Without a recorded share (q = ∅), the best "
        "standing ρ of a local maker: chain master 1, single champion .8, leader .7, little giant .5, other .3 (editable).",
    ),
    reference="lantu docs/explain/diagnosis",
)

DEMAND = Method(
    key="demand",
    name=Text("本地需求拉动", "local demand pull"),
    formula="d_i = Σ_k w_ik · p_k",
    meaning=Text(
        "k 为使用 i 的下游产品,p_k 为其本地存在度;w 必需为 1,可替代按组内个数均分,可选取 κ。",
        "k runs over products that use i, p_k is their local presence; w is 1 for essential, "
        "1/|group| for alternatives, κ for optional inputs.",
    ),
    reference="lantu docs/explain/diagnosis",
)

IMPACT = Method(
    key="impact",
    name=Text("断供影响", "impact of a cut"),
    formula="I_i = Σ_{k≠i} p_k (1 − y_k),  y_k = min(min_ess y_j, min_g max_{j∈g} y_j, Π_opt (1 − κ(1 − y_j)))",
    meaning=Text(
        "假定 i 完全断供,沿必需(与)、可替代(或)、可选关系推到停产为止;按本地存在度加总,单位为“个本地产品”。",
        "i is cut entirely; the stop is followed along essential (AND), alternative (OR) and optional "
        "inputs until it ends; summed by local presence, in local products.",
    ),
    reference="AND/OR product graph; cf. Simchi-Levi et al. (2014), HBR 92(1/2)",
)

STOPPED = Method(
    key="stopped",
    name=Text("断供停产", "stops if cut"),
    formula="|{k ≠ i: y_k = 0}|",
    meaning=Text(
        "i 完全断供后停产的环节个数,不论在何处生产;y 见“断供影响”。",
        "How many products stop, wherever they are made, once i is cut entirely; for y see "
        "impact of a cut.",
    ),
    reference="as the impact of a cut",
)

CRITICALITY = Method(
    key="criticality",
    name=Text("关键度", "criticality"),
    formula="K_i = I_i / max(1, n_i)",
    meaning=Text(
        "I 为断供影响,n 为在案供应商的期望个数(本地与外部,按证据权重计):供应商越少越关键。",
        "I is the impact of a cut, n the expected number of known suppliers, local and outside, "
        "weighted by evidence: the fewer, the more critical.",
    ),
    reference="lantu docs/explain/diagnosis",
)

FEASIBILITY = Method(
    key="feasibility",
    name=Text("配套可行度", "feasibility"),
    formula="φ_i = (1/n) Σ_j p_j",
    meaning=Text(
        "必需投入(可替代组取其最好者)在本地的平均存在度;没有投入记录时不计算。",
        "Mean local presence of its essential inputs (the best of each alternative group); not "
        "computed where no input is on record.",
    ),
    reference="lantu docs/explain/diagnosis",
)

DENSITY = Method(
    key="density",
    name=Text("关联密度", "relatedness density"),
    formula="ω_i = Σ_j M_j φ_ij / Σ_j φ_ij,  φ_ij = min(P(i|j), P(j|i))",
    meaning=Text(
        "φ 为同一企业同时生产 i、j 的条件概率之小者,M 为本地现有产品;企业样本有限,仅作提示。",
        "φ is the smaller conditional probability that one firm makes both i and j, M the products "
        "present locally; the sample of firms is small, so read it as a hint.",
    ),
    reference="Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317:482",
)

DEPENDENCE = Method(
    key="dependence",
    name=Text("外部依赖", "outside dependence"),
    formula="x;  1 − r",
    meaning=Text(
        "x 为外部供应商份额、前几家集中度、进口依存度等在案数字,原样列出;r 为国产化率,记为 1 − r;范围与年份以原文为准,口径不同不可相加。",
        "x is a share of outside suppliers, a concentration ratio or import dependence, as recorded; a "
        "domestic rate r is shown as 1 − r; scope and year as the page gives them; different "
        "definitions cannot be added.",
    ),
    reference="table dependence",
)

COMPLETENESS = Method(
    key="completeness",
    name=Text("链条完整度", "completeness"),
    formula="CI = Σ_i w_i p_i / Σ_i w_i,  w_i = 1 + u_i",
    meaning=Text(
        "按必需下游用途数 u 加权的本地存在度 p;区间来自存在度的上下限。",
        "Local presence p weighted by the number u of essential downstream uses; the interval comes "
        "from the bounds of presence.",
    ),
    reference="lantu docs/explain/diagnosis",
)

SMAA = Method(
    key="smaa",
    name=Text("名次区间(SMAA)", "rank interval (SMAA)"),
    formula="b_i^r = P(rank_i(w, x) = r),  w ~ Dirichlet(κ·w₀)",
    meaning=Text(
        "在给定权重附近随机抽取权重、在区间内随机抽取无记录或存疑的指标值,统计每个名次出现的比例;"
        "分不出高下的并列显示。权重与指标可在 lantu.toml 修改。",
        "Weights are drawn around the given ones and doubtful or unrecorded measures within "
        "their intervals; the share of draws with each rank is counted. What cannot be told apart is shown "
        "as tied. Weights and criteria are set in lantu.toml.",
    ),
    reference="Lahdelma & Salminen (2001), Operations Research 49(3):444–454",
)

STANDING = Method(
    key="standing",
    name=Text("称号分", "standing"),
    formula="max_r ρ(r)",
    meaning=Text(
        "r 为企业在案称号;ρ 为称号分,可在 lantu.toml 修改。",
        "r runs over the firm's recorded roles; the scores ρ are set in lantu.toml.",
    ),
    reference="lantu docs/explain/diagnosis",
)

REACH = Method(
    key="reach",
    name=Text("触达", "reach"),
    formula="|P_f ∪ N(P_f)|",
    meaning=Text(
        "P 为企业在产产品,N 为与之相隔一条投入关系的产品。",
        "P is what the firm makes now, N the products one input away from it.",
    ),
    reference="tables firm_products and links",
)

BETWEENNESS = Method(
    key="betweenness",
    name=Text("中介度", "betweenness"),
    formula="Σ_{v∈P_f} (c_fv/Σ_g c_gv) Σ_{s≠v≠t} σ_st(v)/σ_st / ((n−1)(n−2))",
    meaning=Text(
        "σ_st 为由 s 到 t 的最短投入路径条数,σ_st(v) 为其中经过产品 v 的条数;"
        "每个产品的中介度按证据权重 c 分给在案各企业。",
        "σ_st counts the shortest paths of inputs from s to t, σ_st(v) those through product v; each "
        "product's part is shared among its makers on record by the weight c of their evidence.",
    ),
    reference="Freeman (1977), Sociometry 40:35–41; Brandes (2001)",
)

COVERAGE = Method(
    key="coverage",
    name=Text("覆盖", "coverage"),
    formula="|segments within 2 inputs of P_f| / |segments of the chain|",
    meaning=Text(
        "企业产品两条投入关系以内涉及的细分领域,占全链细分领域的比例。",
        "Segments that lie within two inputs of what the firm makes, as a share of the chain's.",
    ),
    reference="tables products, firm_products and links",
)

COUNT = Method(
    key="count",
    name=Text("计数", "count"),
    formula="n = |{rows}|",
    meaning=Text("在案行数,一行一计。", "Rows on record, each counted once."),
    reference="the rows themselves",
)

RECORD = Method(
    key="record",
    name=Text("原文记载", "as recorded"),
    formula="x",
    meaning=Text(
        "数值与口径照录原文,未作推算。",
        "The figure and its definition as the page gives them, nothing computed.",
    ),
    reference="the row itself",
)

ALL_METHODS = (
    STATE,
    PRESENCE,
    STRENGTH,
    DEMAND,
    IMPACT,
    STOPPED,
    CRITICALITY,
    FEASIBILITY,
    DENSITY,
    DEPENDENCE,
    COMPLETENESS,
    STANDING,
    REACH,
    BETWEENNESS,
    COVERAGE,
    SMAA,
    COUNT,
    RECORD,
)
"""Every method a blueprint may use, in the order to be shown."""
