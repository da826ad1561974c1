// Before the page is drawn: the reader's theme. Afterwards: the switches of language and theme.
(function () {
  "use strict";
  const root = document.documentElement;
  const stored = localStorage.getItem("lantu-theme");
  const dark = stored ? stored === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  paint(dark);
  addEventListener("DOMContentLoaded", () => paint(root.dataset.theme === "dark"));
  function paint(on) {
    root.dataset.theme = on ? "dark" : "light";
    if (document.body) {
      document.body.classList.toggle("body--dark", on);
      document.body.classList.toggle("body--light", !on);
    }
  }
  addEventListener("click", (event) => {
    const tongue = event.target.closest("[data-tongue]");
    if (tongue) {
      event.preventDefault();
      const rest = location.pathname.replace(/^\/(zh|en)/, "");
      location.href = `/${tongue.dataset.tongue}${rest}${location.search}`;
    }
    if (event.target.closest("[data-theme-switch]")) {
      paint(root.dataset.theme !== "dark");
      localStorage.setItem("lantu-theme", root.dataset.theme);
    }
  });
})();
