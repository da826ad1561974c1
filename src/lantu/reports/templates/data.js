// What every part of the page shares: the data, the words, and building of elements.
const root = document.documentElement;
const data = unpacked(JSON.parse(document.getElementById("blueprint").textContent));
const words = data.words.page;
const cards = new Map(data.cards.map((card, index) => [card.product, { card, index }]));
const segmentNames = new Map(
  data.panoramas.flatMap((panorama) => panorama.segments.map((segment) => [segment.key, segment.name])));
const chainNames = new Map(data.summaries.map((summary) => [summary.chain, summary.name]));

// Packed data names what stands in many places: {"_": n} is the pool's entry n.
function unpacked(packed) {
  const pool = [];
  function whole(value) {
    if (Array.isArray(value)) return value.map(whole);
    if (value === null || typeof value !== "object") return value;
    if ("_" in value) return pool[value._];
    const record = {};
    for (const key of Object.keys(value)) record[key] = whole(value[key]);
    return record;
  }
  for (const entry of packed.pool) pool.push(whole(entry));
  return whole(packed.data);
}

function language() {
  return root.lang === "en" ? "en" : "zh";
}

function say(text) {
  if (text === null || text === undefined) return "";
  return typeof text === "string" ? text : text[language()];
}

// An element; children are elements, strings, or texts in both languages.
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === false || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === "") continue;
    if (child instanceof Node || typeof child === "string") element.append(child);
    else element.append(...both(child));
  }
  return element;
}

// A text in both languages, as nodes of which the style sheet shows one.
function both(text) {
  if (typeof text === "string") return [text];
  if (text.zh === text.en) return [text.zh];
  return ["zh", "en"].map((tongue) => {
    const span = document.createElement("span");
    span.lang = tongue;
    span.textContent = text[tongue];
    return span;
  });
}

function filled(text, values) {
  const put = (words) => words.replace(/\{(\w+)\}/g, (whole, name) => String(values[name]));
  return typeof text === "string" ? put(text) : { zh: put(text.zh), en: put(text.en) };
}

// The value at a JSON Pointer (RFC 6901); undefined where there is none.
function at(pointer) {
  return pointer.split("/").slice(1).reduce(
    (value, step) => (value === null || value === undefined ? undefined : value[step]), data);
}

function keep(key, value) {
  try { localStorage.setItem(key, value); } catch (refused) { /* private windows keep nothing */ }
}

function stateChip(state) {
  return h("span", { class: `state state-${state}` }, h("i", { class: "mark" }), data.words.states[state]);
}

// One form for comparing: full and half width, upper and lower case are the same.
function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}
