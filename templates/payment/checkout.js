// Coming back from the bank by the Back button must not send the same form again: that order is in use.
const form = document.getElementById("gateway");
const used = "sent:" + location.pathname;
if (sessionStorage.getItem(used)) {
  location.replace(form.dataset.booking);
} else {
  sessionStorage.setItem(used, "1");
  form.submit();
}
addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(form.dataset.booking);
});
