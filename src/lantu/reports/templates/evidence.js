// A figure's evidence: value, range, method, caveats, rows and their pages.
const FIRST_ROWS = 8;

function figureButton(finding, pointer) {
  const shown = data.words.states[finding.value] ? stateChip(finding.value) : finding.shown;
  const button = h("button", { type: "button", class: "figure", "data-finding": pointer }, shown);
  if (finding.ranged) button.append(" ", h("small", { class: "range" }, finding.ranged));
  return button;
}

function evidenceView(finding, subject) {
  const method = data.methods[finding.method];
  const value = data.words.states[finding.value] ? stateChip(finding.value) : finding.shown;
  const caveats = finding.caveats
    ? h("section", { class: "part mind" }, h("h3", {}, words.figure_caveats),
      h("ul", {}, finding.caveats.map((caveat) => h("li", {}, caveat))))
    : null;
  return [
    h("div", { class: "value" },
      subject ? h("p", { class: "subject" }, subject) : null,
      h("p", { class: "big" }, value),
      finding.exact ? h("p", { class: "quiet" }, "= ", ...both(finding.exact)) : null,
      finding.ranged ? h("p", { class: "quiet" }, ...both(words.interval), " ", ...both(finding.ranged)) : null),
    caveats,
    h("section", { class: "part" },
      h("h3", {}, words.method),
      h("p", { class: "method-name" }, method.name),
      h("p", { class: "formula" }, ...scripted(method.formula, /()([_^])(\{[^{}]*\}|[\p{L}\p{N}]+)/u)),
      h("p", {}, ...explained(method.meaning)),
      method.reference ? h("p", { class: "reference" }, method.reference) : null),
    h("section", { class: "part" },
      h("h3", {}, words.evidence, " ", h("small", {}, countRows(finding.citations.length))),
      finding.citations.length ? rowList(finding.citations) : h("p", { class: "quiet" }, words.no_evidence)),
  ];
}

// A formula's nodes: "_x" lowered, "^x" raised, as the page's own markup sets them.
function scripted(text, pattern) {
  const nodes = [];
  let rest = text;
  for (let found = pattern.exec(rest); found; found = pattern.exec(rest)) {
    nodes.push(rest.slice(0, found.index) + found[1]);
    nodes.push(h(found[2] === "_" ? "sub" : "sup", {}, found[3].replace(/[{}]/g, "")));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...nodes, rest];
}

function explained(text) {
  const letter = /((?:^|[^\p{L}\p{N}])[\p{L}]{1,2})(_)(\{[^{}]*\}|[a-z0-9]{1,3})(?![a-z0-9_])/u;
  if (typeof text === "string") return scripted(text, letter);
  return ["zh", "en"].map((tongue) => h("span", { lang: tongue }, ...scripted(text[tongue], letter)));
}

function countRows(count) {
  return count === 1 ? words.one_row : filled(words.n_rows, { count });
}

// Rows of the facts, the first few at once and the rest on request.
function rowList(keys) {
  const list = h("ul", { class: "rows" }, keys.slice(0, FIRST_ROWS).map(rowItem));
  const rest = keys.slice(FIRST_ROWS);
  if (!rest.length) return list;
  const more = h("button", { type: "button", class: "plain-button more-rows", onclick: () => {
    list.append(...rest.map(rowItem));
    more.remove();
  } }, filled(words.more_rows, { count: rest.length }));
  return h("div", {}, list, more);
}

function rowItem(key) {
  const row = data.citations[key];
  const source = row.source === null ? null : data.sources[row.source];
  const grade = row.grade === null ? null
    : h("span", { class: `grade grade-${row.grade}` }, data.words.grades[row.grade]);
  const line = row.line ? [" · ", row.table, " ", ...both(filled(words.line_of, { line: row.line }))] : [];
  return h("li", {},
    h("p", { class: "row-reading" }, row.reading),
    row.note ? h("p", { class: "row-note" }, row.note) : null,
    h("p", { class: "row-where" }, data.words.tables[row.table], " ", h("code", {}, row.row), ...line),
    h("p", { class: "row-page" }, grade, " ", ...sourceNodes(source)));
}

function sourceNodes(source) {
  if (source === null) return [h("span", { class: "quiet" }, words.no_page)];
  const date = source.date || words.no_date;
  const link = source.url
    ? h("a", { href: source.url, rel: "noopener noreferrer nofollow", target: "_blank" }, words.open_page)
    : h("span", { class: "unsafe", title: say(words.unsafe_about) }, words.unsafe);
  return [h("span", {}, source.publisher, " ", ...both(date)), " ", link];
}

// A small button that opens the rows behind one line, under that line.
function rowsToggle(keys) {
  if (!keys.length) return null;
  const toggle = h("button", { type: "button", class: "rows-toggle", "aria-expanded": "false", onclick: () => {
    const open = toggle.getAttribute("aria-expanded") === "true";
    toggle.setAttribute("aria-expanded", String(!open));
    const line = toggle.closest("li");
    if (open) line.querySelector(".under").remove();
    else line.append(h("div", { class: "under" }, rowList(keys)));
  } }, countRows(keys.length));
  return toggle;
}
