// Pictures: zoom and pan, neighbours of what is pointed at, finding by name.
const READABLE = 0.62;
const LARGEST = 1.15;
const CLOSEST = 4;
const FARTHEST = 0.1;
const STEP = 1.25;

function drawingsOf(figure) {
  return Array.from(figure.querySelectorAll("svg.lantu-picture"));
}

function shownDrawing(figure) {
  return drawingsOf(figure).find((svg) => svg.clientWidth > 0) || drawingsOf(figure)[0];
}

function naturalWidth(svg) {
  return svg.viewBox.baseVal.width;
}

function scaleTo(figure, scale, centre) {
  const viewport = figure.querySelector(".viewport");
  const before = Number(figure.dataset.scale) || scale;
  const next = Math.min(CLOSEST, Math.max(FARTHEST, scale));
  const middle = centre || { x: viewport.clientWidth / 2, y: viewport.clientHeight / 2 };
  const left = (viewport.scrollLeft + middle.x) * (next / before) - middle.x;
  const top = (viewport.scrollTop + middle.y) * (next / before) - middle.y;
  for (const svg of drawingsOf(figure)) svg.style.width = `${naturalWidth(svg) * next}px`;
  figure.dataset.scale = String(next);
  viewport.scrollLeft = left;
  viewport.scrollTop = top;
}

function fitScale(figure) {
  const viewport = figure.querySelector(".viewport");
  return viewport.clientWidth / naturalWidth(shownDrawing(figure));
}

// No picture opens too small to read: a narrow window shows a part and scrolls.
function fitPicture(figure) {
  const viewport = figure.querySelector(".viewport");
  if (!viewport.clientWidth) return;
  scaleTo(figure, Math.max(Math.min(fitScale(figure), LARGEST), READABLE));
  viewport.scrollLeft = 0;
  viewport.scrollTop = 0;
  figure.dataset.fitted = "yes";
}

function fitAll() {
  for (const figure of document.querySelectorAll(".picture")) {
    delete figure.dataset.fitted;
    fitPicture(figure);
  }
}

function readyPicture(figure) {
  const viewport = figure.querySelector(".viewport");
  for (const button of figure.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zoomBy(figure, button.dataset.zoom));
  }
  viewport.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = viewport.getBoundingClientRect();
    const centre = { x: event.clientX - box.left, y: event.clientY - box.top };
    scaleTo(figure, Number(figure.dataset.scale) * (event.deltaY < 0 ? STEP : 1 / STEP), centre);
  }, { passive: false });
  readyDrag(viewport);
  for (const svg of drawingsOf(figure)) readyDrawing(figure, svg);
  const finder = figure.querySelector("[data-find]");
  if (finder) readyFinder(figure, finder);
}

function zoomBy(figure, how) {
  if (how === "fit") scaleTo(figure, fitScale(figure));
  else if (how === "whole") fillWindow(figure, !figure.classList.contains("whole"));
  else scaleTo(figure, Number(figure.dataset.scale) * (how === "in" ? STEP : 1 / STEP));
}

function fillWindow(figure, on) {
  figure.classList.toggle("whole", on);
  root.classList.toggle("filled", on);
  figure.querySelector("[data-zoom=whole]").replaceChildren(...both(on ? words.whole_end : words.whole));
  scaleTo(figure, Math.max(fitScale(figure), READABLE));
}

function readyDrag(viewport) {
  let from = null;
  viewport.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY, left: viewport.scrollLeft, top: viewport.scrollTop, moved: false };
  });
  window.addEventListener("pointermove", (event) => {
    if (!from) return;
    const right = event.clientX - from.x;
    const down = event.clientY - from.y;
    if (Math.abs(right) + Math.abs(down) > 4) from.moved = true;
    if (!from.moved) return;
    viewport.classList.add("dragged");
    viewport.scrollLeft = from.left - right;
    viewport.scrollTop = from.top - down;
  });
  window.addEventListener("pointerup", () => {
    if (from && from.moved) setTimeout(() => viewport.classList.remove("dragged"), 0);
    from = null;
  });
}

function readyDrawing(figure, svg) {
  const products = Array.from(svg.querySelectorAll("[data-product]"));
  products.forEach((shape, place) => {
    const known = cards.get(shape.dataset.product);
    if (!known) return;
    shape.setAttribute("role", "button");
    shape.setAttribute("tabindex", place ? "-1" : "0");
    shape.setAttribute("aria-label", `${known.card.name[svg.closest("[lang=en].drawing") ? "en" : "zh"]}`);
  });
  const product = (event) => (event.target.closest ? event.target.closest("[data-product]") : null);
  svg.addEventListener("pointerover", (event) => {
    const shape = product(event);
    if (shape) showNeighbours(figure, svg, shape.dataset.product);
  });
  svg.addEventListener("pointerout", (event) => {
    if (product(event)) restoreMarks(figure, svg);
  });
  svg.addEventListener("focusin", (event) => {
    const shape = product(event);
    if (shape) showNeighbours(figure, svg, shape.dataset.product);
  });
  svg.addEventListener("click", (event) => {
    if (svg.closest(".dragged")) return;
    const shape = product(event);
    const region = event.target.closest ? event.target.closest("[data-region]") : null;
    if (shape) openProduct(shape.dataset.product);
    else if (region) openRegion(figure, region.dataset.region);
  });
  svg.addEventListener("keydown", (event) => {
    const shape = product(event);
    if (!shape) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      openProduct(shape.dataset.product);
    } else moveFocus(products, shape, event);
  });
}

function openRegion(figure, code) {
  const place = data.region_maps.findIndex((map) => map.key === figure.dataset.picture);
  const shown = place < 0 ? -1 : data.region_maps[place].figures.findIndex((one) => one.code === code);
  if (shown >= 0) openFigure(`/region_maps/${place}/figures/${shown}/value`);
}

// Arrow keys go to the nearest product in their direction.
function moveFocus(products, from, event) {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  if (!way) return;
  event.preventDefault();
  const here = middleOf(from);
  let best = null;
  for (const shape of products) {
    const there = middleOf(shape);
    const along = (there.x - here.x) * way[0] + (there.y - here.y) * way[1];
    const aside = Math.abs((there.x - here.x) * way[1]) + Math.abs((there.y - here.y) * way[0]);
    const cost = along + 2.5 * aside;
    if (along > 1 && (!best || cost < best.cost)) best = { shape, cost };
  }
  if (!best) return;
  from.setAttribute("tabindex", "-1");
  best.shape.setAttribute("tabindex", "0");
  best.shape.focus();
}

function middleOf(shape) {
  const box = shape.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
