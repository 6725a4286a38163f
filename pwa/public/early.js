// Asks for what the page at this address shows while the app itself is still coming; src/api/early.ts takes the answer.
// Kept apart from the bundle, which is what it does not wait for.
(function () {
  var at = location.pathname.split("/");
  var url = null;
  if (at[1] === "") url = "/api/lots";
  else if (at[1] === "lots" && at[2]) url = "/api/lots/" + at[2];
  else if (at[1] === "bookings" && at[2] && !location.hash) url = "/api/bookings/" + at[2];
  if (!url) return;
  var language = null;
  try {
    language = localStorage.getItem("parkpro.language");
    // The server is to hear of the sign-out before anything else.
    if (localStorage.getItem("parkpro.sign-out-owed") !== null) return;
  } catch {
    /* storage is closed to us: the browser's own language holds */
  }
  var headers = { Accept: "application/json" };
  if (language) headers["Accept-Language"] = language;
  var answer = fetch(url, { credentials: "same-origin", headers: headers });
  answer.catch(function () {});
  window.parkproEarly = { url: url, answer: answer };
})();
