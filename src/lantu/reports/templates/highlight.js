// What is lit in a picture: neighbours of a product, matches of a search, an open card.
let marked = null;

function showNeighbours(figure, svg, product) {
  const up = new Set();
  const down = new Set();
  for (const link of svg.querySelectorAll("[data-source]")) {
    const { source, target } = link.dataset;
    const on = source === product || target === product;
    link.classList.toggle("on", on);
    link.classList.toggle("off", !on);
    if (target === product) up.add(source);
    if (source === product) down.add(target);
  }
  for (const shape of svg.querySelectorAll("[data-product]")) {
    const near = shape.dataset.product === product || up.has(shape.dataset.product) || down.has(shape.dataset.product);
    shape.classList.toggle("off", !near && up.size + down.size > 0);
    shape.classList.toggle("chosen", shape.dataset.product === product);
  }
  svg.classList.toggle("lit", up.size + down.size > 0);
  const known = cards.get(product);
  if (known) tellPicture(figure, [
    h("b", {}, known.card.name), " ", stateChip(known.card.state.value), " ",
    ...both(words.upstream), ` ${up.size} · `, ...both(words.downstream), ` ${down.size}`]);
}

function tellPicture(figure, nodes) {
  const said = figure.querySelector(".picture-said");
  if (said) said.replaceChildren(...nodes);
}

// Back to the search's matches, or the open card's product, or rest.
function restoreMarks(figure, svg) {
  const finder = figure.querySelector("[data-find]");
  if (finder && finder.value.trim()) return markMatches(figure, finder.value);
  for (const shape of svg.querySelectorAll(".on,.off,.chosen")) shape.classList.remove("on", "off", "chosen");
  svg.classList.remove("lit");
  if (marked) markIn(svg, marked);
  tellPicture(figure, finder ? both(words.picture_hint) : []);
  return undefined;
}

function markIn(svg, product) {
  for (const shape of svg.querySelectorAll("[data-product]")) {
    if (shape.dataset.product === product) shape.classList.add("chosen");
  }
}

function markProduct(product) {
  clearMarks();
  marked = product;
  for (const svg of document.querySelectorAll("svg.lantu-picture")) markIn(svg, product);
}

function clearMarks() {
  marked = null;
  for (const shape of document.querySelectorAll(".lantu-picture .chosen")) shape.classList.remove("chosen");
}

function matches(card, asked) {
  const told = folded(`${card.product} ${card.name.zh} ${card.name.en}`);
  return folded(asked).trim().split(/\s+/).every((word) => told.includes(word));
}

function readyFinder(figure, finder) {
  let turn = 0;
  finder.addEventListener("input", () => {
    turn = 0;
    markMatches(figure, finder.value);
  });
  finder.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      finder.value = "";
      markMatches(figure, "");
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const found = Array.from(shownDrawing(figure).querySelectorAll("[data-product].chosen"));
    if (found.length) bringIntoView(figure, found[turn++ % found.length]);
  });
}

function markMatches(figure, asked) {
  const none = !asked.trim();
  const found = new Set();
  for (const svg of drawingsOf(figure)) {
    svg.classList.toggle("lit", !none);
    for (const link of svg.querySelectorAll("[data-source]")) {
      link.classList.remove("on");
      link.classList.toggle("off", !none);
    }
    for (const shape of svg.querySelectorAll("[data-product]")) {
      const known = cards.get(shape.dataset.product);
      const fits = !none && known !== undefined && matches(known.card, asked);
      if (fits) found.add(shape.dataset.product);
      shape.classList.toggle("chosen", fits);
      shape.classList.toggle("off", !none && !fits);
    }
  }
  if (none) tellPicture(figure, both(words.picture_hint));
  else tellPicture(figure, found.size ? [`${found.size} `, ...both(words.found)] : both(words.find_none));
}

function bringIntoView(figure, shape) {
  const viewport = figure.querySelector(".viewport");
  const box = viewport.getBoundingClientRect();
  const there = middleOf(shape);
  viewport.scrollLeft += there.x - (box.left + box.width / 2);
  viewport.scrollTop += there.y - (box.top + box.height / 2);
}

// Show a product where its own chain draws it.
function locate(product) {
  const own = Array.from(document.querySelectorAll(".picture.panorama"))
    .filter((figure) => figure.querySelector(`[data-product="${CSS.escape(product)}"]`));
  const figure = own.find((one) => one.closest("#panoramas")) || own[0];
  if (!figure) return;
  showTab(figure.id);
  figure.scrollIntoView({ block: "start" });
  markProduct(product);
  const shape = shownDrawing(figure).querySelector(`[data-product="${CSS.escape(product)}"]`);
  if (shape) bringIntoView(figure, shape);
}
