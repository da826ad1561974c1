"""How the figures of sectors are made: name, formula, meaning, reference."""

from __future__ import annotations

from lantu.evidence.finding import Method
from lantu.vocab.text import Text

UPSTREAMNESS = Method(
    key="upstreamness",
    name=Text("上游度", "upstreamness"),
    formula="U = (I − B)⁻¹·1,  B_ij = Z_ij / x_i",
    meaning=Text(
        "产出到最终使用平均要走的步数,至少为 1;Z 为部门间流量,x 为总产出,已按存货变动修正。越大越靠近原料。",
        "Mean stages from a sector's output to final use, at least 1; Z flows, x output, corrected for "
        "inventories. The greater, the nearer to raw materials.",
    ),
    reference="Antràs, Chor, Fally & Hillberry (2012), AER 102(3); Antràs & Chor (2018)",
)

DOWNSTREAMNESS = Method(
    key="downstreamness",
    name=Text("下游度", "downstreamness"),
    formula="D = (I − A′)⁻¹·1,  A_ij = Z_ij / x_j",
    meaning=Text(
        "从初始投入到本部门产出平均要走的步数,至少为 1。越大,前面的加工环节越多。",
        "Mean stages from primary inputs to a sector's output, at least 1. The greater, the more "
        "processing stands before it.",
    ),
    reference="Antràs & Chor (2018); Miller & Temurshoev (2017)",
)

IMPORT_CONTENT = Method(
    key="import_content",
    name=Text("完全进口含量", "total import content"),
    formula="t = m′(I − A)⁻¹,  m_j = Σ_i Zm_ij / x_j",
    meaning=Text(
        "满足一单位国内最终使用,直接和经由各级供应商用掉的进口投入;m 为单位产出直接使用的进口品,A 为国内投入系数。",
        "Imported inputs used, directly and by all suppliers, per unit of final use of the domestic "
        "product; m imported inputs per unit of output, A domestic input coefficients.",
    ),
    reference="Hummels, Ishii & Yi (2001), J. Int. Econ. 54; Miller & Blair (2009)",
)

BACKWARD = Method(
    key="backward_linkage",
    name=Text("后向关联(影响力系数)", "backward linkage"),
    formula="U_j = Σ_i l_ij / ((1/n) Σ_i Σ_j l_ij),  L = (I − A)⁻¹",
    meaning=Text(
        "一单位最终使用带动各部门总产出之和,与各部门平均之比;大于 1 为带动力强于平均。",
        "Output called for in all sectors by a unit of final use, over the mean of sectors; above 1 "
        "it pulls more than the average.",
    ),
    reference="Rasmussen (1956), Studies in Inter-sectoral Relations",
)

GROSS_OUTPUT = Method(
    key="gross_output",
    name=Text("总产出", "gross output"),
    formula="x",
    meaning=Text("投入产出表所载,原样列出。", "As the input–output table has it."),
    reference="the table itself",
)

SECTOR_METHODS = (UPSTREAMNESS, DOWNSTREAMNESS, IMPORT_CONTENT, BACKWARD, GROSS_OUTPUT)
"""Every method of a sector's figures, in the order to be shown."""
