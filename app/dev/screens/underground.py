"""The app in a basement: what a phone without a signal shows of what it has seen before."""

from __future__ import annotations

from playwright.sync_api import Page

from app.dev.screens import scenes
from app.dev.screens.town import from_now
from app.dev.screens.visit import Visit

_KEPT = """async () => {
  const kept = {};
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const store of db.objectStoreNames) {
      kept[name] = await new Promise((resolve) => {
        const asking = db.transaction(store).objectStore(store).getAllKeys();
        asking.onsuccess = () => resolve(asking.result);
      });
    }
    db.close();
  }
  return kept;
}"""


def kept_on(page: Page) -> dict[str, list[str]]:
    """The names of what the app keeps in IndexedDB, by database."""
    kept: dict[str, list[str]] = page.evaluate(_KEPT)
    return kept


def wait_until_kept(page: Page, name: str) -> None:
    """Until something is kept whose name contains `name`."""
    for _ in range(100):
        if any(name in one for names in kept_on(page).values() for one in names):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{name} is not kept: {kept_on(page)}")


def settle_in(page: Page) -> None:
    """Until the app's own files are all on the phone."""
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")


def wait_for_staffs_files(page: Page) -> None:
    """Until the dashboard's files are all on the phone of who opened it."""
    settle_in(page)
    for _ in range(100):
        # Nobody has used the scanner yet: it came with all the others.
        if page.evaluate(
            "caches.open('staff').then((it) => it.keys())"
            ".then((all) => all.some(({ url }) => url.includes('/decoder-')))"
        ):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the dashboard's files are not kept")


def landing(visit: Visit) -> None:
    scenes.landing(visit)
    settle_in(visit.page)
    wait_until_kept(visit.page, '"lots"')
    _go_under(visit, "/")
    visit.see("seen")


def lot_map(visit: Visit) -> None:
    visit.open_map()
    settle_in(visit.page)
    wait_until_kept(visit.page, '"map"')
    _go_under(visit, visit.page.url.removeprefix(visit.run.address))
    visit.see("floor-map")


def bookings(visit: Visit) -> None:
    _book_and_go_under(visit, "/bookings")
    visit.see("seen")


def booking(visit: Visit) -> None:
    _book_and_go_under(visit)
    visit.see("pass-code")


def spot_sheet(visit: Visit) -> None:
    visit.choose_spot()
    settle_in(visit.page)
    visit.page.context.set_offline(True)
    visit.page.locator("[data-testid=hold-and-pay]:disabled").wait_for()


def _book_and_go_under(visit: Visit, path: str | None = None) -> None:
    booking = visit.book(from_now(2))
    settle_in(visit.page)
    wait_until_kept(visit.page, '"map"')
    wait_until_kept(visit.page, booking["reference"])
    _go_under(visit, path or f"/bookings/{booking['reference']}")


def _go_under(visit: Visit, path: str) -> None:
    visit.page.context.set_offline(True)
    visit.open(path)
