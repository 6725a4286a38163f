// Sends the browser home after the result has been seen. Without this script the button does it.
// A person who comes back to this page by the browser's own button is not thrown out again.
const form = document.querySelector("form[data-goes-by-itself]");
if (form && !history.state?.sent) {
  setTimeout(() => {
    history.replaceState({ sent: true }, "");
    form.requestSubmit();
  }, 900);
}
