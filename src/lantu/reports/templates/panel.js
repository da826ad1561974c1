// The side panel. What it shows stands in the address: #product=ID or #figure=POINTER,
// so every card and every figure has a link of its own, and "back" works.
const panel = document.getElementById("panel");
const panelTitle = document.getElementById("panel-title");
const panelBody = panel.querySelector(".panel-body");
const panelBack = panel.querySelector("[data-do=back]");
let openedFrom = null;
let depth = 0;
let going = false;

function openProduct(product) {
  location.hash = `product=${encodeURIComponent(product)}`;
}

function openFigure(pointer) {
  location.hash = `figure=${encodeURI(pointer)}`;
}

// Show what the address asks for; true where it asked for the panel.
function showFromAddress() {
  const [kind, value] = addressParts();
  if (kind === "product" && cards.has(value)) {
    const { card, index } = cards.get(value);
    showPanel(card.name, cardView(card, index), "card");
    markProduct(card.product);
    return true;
  }
  const finding = kind === "figure" ? at(value) : null;
  if (finding && finding.method) {
    showPanel(figureTitle(value), evidenceView(finding, figureSubject(value)), "figure");
    return true;
  }
  hidePanel();
  return false;
}

function addressParts() {
  const hash = location.hash.slice(1);
  const cut = hash.indexOf("=");
  if (cut < 0) return [hash, ""];
  try {
    return [hash.slice(0, cut), decodeURIComponent(hash.slice(cut + 1))];
  } catch (broken) {
    return ["", ""];
  }
}

function showPanel(title, content, look) {
  if (panel.hidden) {
    openedFrom = document.activeElement;
    depth = 0;
  } else if (!going) depth += 1;
  going = false;
  panelTitle.replaceChildren(...both(title));
  panelBody.replaceChildren(...content.filter(Boolean));
  panelBody.scrollTop = 0;
  panelBack.hidden = depth <= 0;
  panel.className = `panel ${look}`;
  panel.hidden = false;
  root.classList.add("reading");
  panelTitle.focus({ preventScroll: true });
}

function hidePanel() {
  if (panel.hidden) return;
  panel.hidden = true;
  root.classList.remove("reading");
  clearMarks();
  if (openedFrom && openedFrom.isConnected) openedFrom.focus({ preventScroll: true });
}

function closePanel() {
  try {
    history.pushState(null, "", location.pathname + location.search);
  } catch (refused) {
    location.hash = "";
  }
  hidePanel();
}

function goBack() {
  depth = Math.max(0, depth - 1);
  going = true;
  history.back();
}

// What a figure is called, and what it is a figure of, by where it stands.
function figureTitle(pointer) {
  const steps = pointer.split("/").slice(1);
  const ledger = steps[0] === "ledgers" ? data.ledgers[steps[1]] : steps[0] === "conflicts" ? data.conflicts : null;
  if (ledger) return ledger.columns[Number(steps[steps.length - 1])].title;
  if (steps[0] === "region_maps") return data.region_maps[steps[1]].title;
  if (steps[0] === "dependence") return data.dependence.bars[steps[2]].what;
  if (steps[0] === "plots") return data.plots[steps[1]][steps[4]].title;
  if (steps[0] === "courses") return data.courses[steps[1]].title;
  if (steps[0] === "grids") return data.grids[steps[1]].columns[steps[5]];
  return data.methods[at(pointer).method].name;
}

function figureSubject(pointer) {
  const steps = pointer.split("/").slice(1);
  if (steps[0] === "cards") return data.cards[steps[1]].name;
  if (steps[0] === "summaries") return data.summaries[steps[1]].name;
  if (steps[0] === "dependence") return data.dependence.bars[steps[2]].name;
  if (steps[0] === "plots") return data.plots[steps[1]].points[steps[3]].name;
  if (steps[0] === "courses") return data.courses[steps[1]].lines[steps[3]].name;
  if (steps[0] === "grids") return data.grids[steps[1]].rows[steps[3]].name;
  if (steps[0] === "region_maps") return regionName(steps);
  if (steps[0] === "ledgers") return rowName(data.ledgers[steps[1]], data.ledgers[steps[1]].rows[steps[3]]);
  if (steps[0] === "conflicts") return rowName(data.conflicts, data.conflicts.rows[steps[2]]);
  return null;
}

function regionName(steps) {
  const map = data.region_maps[steps[1]];
  const code = map.figures[steps[3]].code;
  const outline = map.outlines.find((shape) => shape.code === code);
  return outline ? outline.name : code;
}

function rowName(ledger, row) {
  if (ledger.product_keys && cards.has(row.key)) return cards.get(row.key).card.name;
  const place = ledger.columns.findIndex((column) => column.kind === "text");
  const cell = place < 0 ? row.key : row.cells[place];
  if (cell === null) return row.key;
  return cell.method ? cell.shown : cell;
}
