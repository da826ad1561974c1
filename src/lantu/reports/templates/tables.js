// Lists: filter by words and facets, sort by a column, move between tabs.
const tableOf = new Map();

function readyTable(box) {
  const body = box.querySelector("tbody");
  if (!body) return;
  const rows = Array.from(body.rows);
  const table = {
    box, body, rows,
    texts: rows.map((row) => folded(row.textContent)),
    words: box.querySelector("[data-filter]"),
    facets: Array.from(box.querySelectorAll("[data-facet]")),
    count: box.querySelector(".count"),
    sorted: null,
  };
  tableOf.set(box.dataset.ledger, table);
  if (table.words) table.words.addEventListener("input", () => narrow(table));
  for (const facet of table.facets) facet.addEventListener("change", () => narrow(table));
  for (const sorter of box.querySelectorAll(".sorter")) {
    sorter.addEventListener("click", () => sortBy(table, sorter.closest("th")));
  }
}

function narrow(table) {
  const asked = table.words ? folded(table.words.value).trim().split(/\s+/).filter(Boolean) : [];
  let shown = 0;
  table.rows.forEach((row, place) => {
    const places = (row.dataset.facets || "").split(" ");
    const fits = asked.every((word) => table.texts[place].includes(word))
      && table.facets.every((facet) => facet.value === "" || places[facet.dataset.facet] === facet.value);
    row.hidden = !fits;
    shown += fits ? 1 : 0;
  });
  tellCount(table, shown);
}

function tellCount(table, shown) {
  if (!table.count) return;
  const total = String(table.rows.length);
  const whole = shown === table.rows.length;
  table.count.replaceChildren(...(shown === 0
    ? both(words.no_rows)
    : [whole ? total : `${shown} / ${total}`, " ", ...both(words.shown_rows)]));
}

// Up, down, and back to the list's own order.
function sortBy(table, header) {
  const column = header.cellIndex;
  const next = { none: "ascending", ascending: "descending", descending: "none" }[header.getAttribute("aria-sort")];
  for (const other of header.parentNode.cells) {
    if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
  }
  header.setAttribute("aria-sort", next);
  const turn = next === "descending" ? -1 : 1;
  const order = next === "none" ? table.rows
    : table.rows.map((row, place) => ({ row, place, key: sortKey(row.cells[column]) }))
      .sort((a, b) => compareKeys(a.key, b.key, turn) || a.place - b.place).map((entry) => entry.row);
  table.body.append(...order);
}

function sortKey(cell) {
  if (cell.dataset.sort) return Number(cell.dataset.sort);
  const own = cell.querySelector(`[lang=${language()}]`);
  const text = (own || cell).textContent.trim();
  return text === "—" || text === "" ? null : text;
}

// Absent comes last whichever way the column is turned.
function compareKeys(a, b, turn) {
  if (a === null || b === null) return (a === null) - (b === null);
  if (typeof a === "number" && typeof b === "number") return turn * (a - b);
  return turn * String(a).localeCompare(String(b), language() === "zh" ? "zh-Hans-CN" : "en", { numeric: true });
}

function openList(key, value) {
  const table = tableOf.get(key);
  showTab(`list-${key}`);
  if (table) {
    if (table.words) table.words.value = "";
    for (const facet of table.facets) {
      const option = Array.from(facet.options).find((candidate) => candidate.dataset.zh === value);
      facet.value = option ? option.value : "";
    }
    narrow(table);
  }
  document.getElementById(`list-${key}`).scrollIntoView({ block: "start" });
}

function readyTabs(list) {
  const tabs = Array.from(list.querySelectorAll("[data-tab]"));
  for (const tab of tabs) {
    const shown = document.getElementById(tab.dataset.tab);
    tab.setAttribute("aria-controls", shown.id);
    shown.setAttribute("role", "tabpanel");
    shown.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      showTab(tab.dataset.tab);
    });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
      showTab(next.dataset.tab);
      next.focus();
    });
  }
  if (tabs.length) showTab(tabs[0].dataset.tab);
}

// Show one tab's content; a place within a hidden tab asks for it by the tab's id.
function showTab(id) {
  const tab = document.querySelector(`[data-tab="${id}"]`);
  if (!tab) return;
  for (const other of tab.parentNode.querySelectorAll("[data-tab]")) {
    const on = other === tab;
    other.setAttribute("aria-selected", String(on));
    other.tabIndex = on ? 0 : -1;
    document.getElementById(other.dataset.tab).classList.toggle("tab-off", !on);
  }
  const shown = document.getElementById(id);
  if (shown.dataset.picture && !shown.dataset.fitted) fitPicture(shown);
}
