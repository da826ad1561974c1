// A product's card: its state and why, what to do, its figures, neighbours and makers.

function cardView(card, index) {
  const where = [
    chainNames.get(card.chain) || card.chain,
    segmentNames.get(card.segment) || card.segment,
    data.words.stages[card.stage],
  ].filter((part) => part);
  return [
    h("div", { class: "value" },
      h("p", { class: "subject" }, h("code", {}, card.product), " ",
        ...where.flatMap((part, place) => (place ? [" · ", ...both(part)] : both(part)))),
      h("p", { class: "big" }, figureButton(card.state, `/cards/${index}/state`)),
      h("p", { class: "quiet" }, data.words.meanings[card.state.value])),
    cardPart(words.reasons, card.reasons, (reason) => h("li", {},
      h("span", {}, reason.text), " ", rowsToggle(reason.citations)), "reasons"),
    h("section", { class: "part next" }, h("h3", {}, words.next_step), h("p", {}, card.next_step)),
    figuresPart(words.figures, card.figures, `/cards/${index}/figures`),
    cardPart(words.card_dependence, card.dependence.map((finding, place) => ({ finding, place })),
      ({ finding, place }) => h("li", {}, figureButton(finding, `/cards/${index}/dependence/${place}`)), "recorded"),
    neighboursPart(words.inputs, card.inputs, true),
    neighboursPart(words.outputs, card.outputs, true),
    neighboursPart(words.local_makers, card.local_makers, true),
    neighboursPart(words.outside_makers, card.outside_makers, false),
    neighboursPart(words.projects, card.projects, false),
    h("p", { class: "locate" }, h("button", { type: "button", class: "plain-button", onclick: () => locate(card.product) },
      words.in_panorama)),
  ];
}

function cardPart(title, items, item, look) {
  if (!items.length) return null;
  return h("section", { class: "part" }, h("h3", {}, title), h("ul", { class: look }, items.map(item)));
}

function figuresPart(title, figures, pointer) {
  if (!figures.length) return null;
  return h("section", { class: "part" }, h("h3", {}, title), h("dl", { class: "figure-list" },
    figures.map((finding, place) => h("div", {},
      h("dt", {}, data.methods[finding.method].name), h("dd", {}, figureButton(finding, `${pointer}/${place}`))))));
}

function neighboursPart(title, neighbours, always) {
  if (!neighbours.length && !always) return null;
  const body = neighbours.length
    ? h("ul", { class: "neighbours" }, neighbours.map(neighbourItem))
    : h("p", { class: "quiet" }, words.nothing);
  const count = neighbours.length ? h("small", {}, String(neighbours.length)) : null;
  return h("section", { class: "part" }, h("h3", {}, title, " ", count), body);
}

function neighbourItem(neighbour) {
  const known = cards.get(neighbour.key);
  const name = known
    ? h("button", { type: "button", class: "opener", "data-product": neighbour.key },
      h("span", { class: `state state-${known.card.state.value}` }, h("i", { class: "mark" })), neighbour.name)
    : h("span", {}, neighbour.name);
  return h("li", {}, name, " ", h("small", { class: "quiet" }, neighbour.what), " ", rowsToggle(neighbour.citations));
}
