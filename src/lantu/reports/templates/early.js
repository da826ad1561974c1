(function () {
  var root = document.documentElement;
  var asked = new URLSearchParams(location.search);
  function kept(key) {
    try { return localStorage.getItem(key); } catch (refused) { return null; }
  }
  root.classList.remove("no-script");
  var language = asked.get("lang") || kept("lantu-language");
  if (language === "zh" || language === "en") root.lang = language === "en" ? "en" : "zh-CN";
  var theme = asked.get("theme") || kept("lantu-theme");
  if (theme !== "dark" && theme !== "light") {
    theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  root.dataset.theme = theme;
})();
