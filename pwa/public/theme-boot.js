// Sets the chosen theme and language before the first paint. Kept apart from the bundle: the page allows no inline script.
(function () {
  try {
    var theme = localStorage.getItem("parkpro.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    var language = localStorage.getItem("parkpro.language");
    if (language) document.documentElement.lang = language;
  } catch (error) {
    /* storage is closed to us: the system's theme holds */
  }
})();
