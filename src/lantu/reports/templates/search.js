// The search box at the top: names and ids of products, in either language.
const MOST_FOUND = 10;
const searchBox = document.getElementById("search");
const searchList = document.getElementById("search-list");
let searchAt = -1;

function foundCards(asked) {
  if (!asked.trim()) return [];
  const start = folded(asked.trim());
  const begins = (card) => [card.product, card.name.zh, card.name.en].some((name) => folded(name).startsWith(start));
  return data.cards.filter((card) => matches(card, asked))
    .sort((a, b) => begins(b) - begins(a)).slice(0, MOST_FOUND);
}

function showFound() {
  const found = foundCards(searchBox.value);
  searchAt = -1;
  searchList.replaceChildren(...found.map((card, place) => h("li", {
    role: "option", id: `found-${place}`, "data-product": card.product, "aria-selected": "false" },
  h("span", { class: `state state-${card.state.value}` }, h("i", { class: "mark" })),
  h("span", { class: "found-name" }, card.name),
  h("small", {}, card.product, " · ", ...both(chainNames.get(card.chain) || card.chain)))));
  if (!found.length && searchBox.value.trim()) searchList.append(h("li", { class: "quiet" }, words.find_none));
  setSearchOpen(Boolean(searchBox.value.trim()));
}

function setSearchOpen(open) {
  searchList.hidden = !open;
  searchBox.setAttribute("aria-expanded", String(open));
  if (!open) searchBox.removeAttribute("aria-activedescendant");
}

function moveSearch(step) {
  const options = Array.from(searchList.querySelectorAll("[data-product]"));
  if (!options.length) return;
  searchAt = (searchAt + step + options.length) % options.length;
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === searchAt)));
  searchBox.setAttribute("aria-activedescendant", options[searchAt].id);
  options[searchAt].scrollIntoView({ block: "nearest" });
}

function chooseFound(option) {
  if (!option) return;
  searchBox.value = "";
  setSearchOpen(false);
  searchBox.blur();
  openProduct(option.dataset.product);
}

function readySearch() {
  searchBox.addEventListener("input", showFound);
  searchBox.addEventListener("focus", showFound);
  searchBox.addEventListener("blur", () => setTimeout(() => setSearchOpen(false), 150));
  searchBox.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") moveSearch(1);
    else if (event.key === "ArrowUp") moveSearch(-1);
    else if (event.key === "Escape") {
      searchBox.value = "";
      setSearchOpen(false);
      searchBox.blur();
    } else if (event.key === "Enter") {
      const options = searchList.querySelectorAll("[data-product]");
      chooseFound(options[Math.max(0, searchAt)]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  searchList.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    chooseFound(event.target.closest("[data-product]"));
  });
}
