// Sets the chosen theme and language before the first paint. Kept apart from the bundle: the page allows no inline script.
(function () {
  try {
    // Inside Telegram, after a reload, its look is the system's.
    var theme = localStorage.getItem("parkpro.theme") || sessionStorage.getItem("parkpro.telegram-look");
    if (theme === "light" || theme === "dark") {
      document.documentElement.dataset.theme = theme;
      document.querySelectorAll('meta[name="theme-color"]').forEach(function (meta) {
        meta.media = meta.dataset.look === theme ? "all" : "not all";
      });
    }
    var language = localStorage.getItem("parkpro.language");
    if (language) {
      document.documentElement.lang = language;
      // The server did not know that its first words are in another language: app.css hides them.
      if (document.documentElement.dataset.words !== language) delete document.documentElement.dataset.words;
    }
  } catch {
    /* storage is closed to us: the system's theme holds */
  }
})();
