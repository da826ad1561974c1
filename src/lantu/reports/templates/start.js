// Putting it together: language, theme, print, keys, and the address.
const themes = { light: "dark", dark: "light" };

function setLanguage(chosen) {
  root.lang = chosen === "en" ? "en" : "zh-CN";
  keep("lantu-language", chosen);
  sayAttributes();
  for (const table of tableOf.values()) narrow(table);
  fitAll();
}

function sayAttributes() {
  document.title = data.title[language()];
  for (const element of document.querySelectorAll("[data-say]")) {
    const told = element.dataset[language()];
    if (element.dataset.say === "text") element.textContent = told;
    else element.setAttribute(element.dataset.say, told);
  }
}

function printOnly(look) {
  root.classList.add(look);
  window.addEventListener("afterprint", () => root.classList.remove(look), { once: true });
  window.print();
}

function togglePrintMenu(open) {
  const button = document.querySelector("[data-do=print-menu]");
  const list = button.nextElementSibling;
  const next = open === undefined ? list.hidden : open;
  list.hidden = !next;
  button.setAttribute("aria-expanded", String(next));
}

const doings = {
  language: () => setLanguage(language() === "zh" ? "en" : "zh"),
  theme: () => {
    root.dataset.theme = themes[root.dataset.theme] || "dark";
    keep("lantu-theme", root.dataset.theme);
  },
  "print-menu": () => togglePrintMenu(),
  "print-body": () => printOnly("without-appendix"),
  "print-all": () => printOnly("with-appendix"),
  "print-card": () => printOnly("card-only"),
  close: closePanel,
  back: goBack,
};

document.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  const doing = on("[data-do]");
  if (!on(".menu")) togglePrintMenu(false);
  if (doing) doings[doing.dataset.do]();
  else if (on(".figure[data-finding]")) openFigure(on(".figure").dataset.finding);
  else if (on(".opener[data-product]")) openProduct(on(".opener").dataset.product);
  else if (on("[data-list]") && on("[data-list]").dataset.list) {
    event.preventDefault();
    openList(on("[data-list]").dataset.list, on("[data-list]").dataset.narrow);
  } else if (on(".clamp")) on(".clamp").classList.toggle("open");
});

document.addEventListener("keydown", (event) => {
  const typing = /^(input|select|textarea)$/i.test(event.target.tagName);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    searchBox.focus();
  }
  if (event.key !== "Escape" || typing) return;
  const whole = document.querySelector(".picture.whole");
  togglePrintMenu(false);
  if (!panel.hidden) closePanel();
  else if (whole) fillWindow(whole, false);
});

function followAddress() {
  if (showFromAddress()) return;
  const place = location.hash ? document.getElementById(addressParts()[0]) : null;
  if (!place) return;
  showTab(place.id);
  place.scrollIntoView({ block: "start" });
}

for (const list of document.querySelectorAll(".tabs")) readyTabs(list);
for (const box of document.querySelectorAll("[data-ledger]")) readyTable(box);
for (const figure of document.querySelectorAll(".picture")) readyPicture(figure);
for (const details of document.querySelectorAll("details.as-table")) details.open = false;
readySearch();
sayAttributes();
fitAll();
window.addEventListener("resize", fitAll);
window.addEventListener("hashchange", followAddress);
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details.as-table")) details.open = true;
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
  try {
    if (localStorage.getItem("lantu-theme")) return;
  } catch (refused) { /* nothing kept: follow the system */ }
  root.dataset.theme = event.matches ? "dark" : "light";
});
followAddress();
root.classList.add("ready");
