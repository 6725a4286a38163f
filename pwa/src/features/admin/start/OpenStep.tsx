import { ArrowRight, DoorOpen } from "lucide-react";
import { useChangeSettings } from "../../../api/admin/settings";
import type { LotSetup } from "../../../api/admin/setup";
import { useStaffI18n } from "../../../i18n/admin/words";
import { SETTING_UP, write } from "../../../lib/storage";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useTroubleText } from "../../../ui/Trouble";
import PassCode from "../../booking/PassCode";
import { Card } from "../Card";
import { IsOpen } from "./IsOpen";
import { Onward } from "./Onward";

/** Opens the car park, then waits for its first booking, wherever that is made. */
export function OpenStep({ setup }: { setup: LotSetup }) {
  if (setup.isListed && setup.hasBooking) return <IsOpen setup={setup} />;
  return setup.isListed ? <FirstBooking setup={setup} /> : <Opening setup={setup} />;
}

function useListing(slug: string) {
  const change = useChangeSettings(slug);
  const list = (isListed: boolean) => change.mutate({ changes: { isListed }, seen: {} });
  return { change, list };
}

function Opening({ setup }: { setup: LotSetup }) {
  const { t } = useStaffI18n();
  const troubleText = useTroubleText();
  const { change, list } = useListing(setup.slug);
  return (
    <>
      <Card title={t("desk.start.ready", { lot: setup.name })} testId="opening">
        <p>{t("desk.start.readyText")}</p>
        {change.error ? (
          <Notice tone="bad" urgent className="mt-3">
            {troubleText(change.error)}
          </Notice>
        ) : null}
        <Button
          className="mt-4 w-full sm:w-auto"
          icon={<DoorOpen size={19} aria-hidden />}
          busy={change.isPending}
          data-testid="open-lot"
          onClick={() => list(true)}
        >
          {t("desk.start.openIt")}
        </Button>
      </Card>
      <Onward step="open" setup={setup} ready={false} />
    </>
  );
}

function FirstBooking({ setup }: { setup: LotSetup }) {
  const { t } = useStaffI18n();
  const { change, list } = useListing(setup.slug);
  const address = window.location.origin + routes.lot(setup.slug);
  return (
    <>
      <Notice tone="good" className="mb-4" title={t("desk.start.isListed")} testId="is-listed">
        {t("desk.start.isListedText")}
      </Notice>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <Card title={t("desk.start.firstBooking")} testId="first-booking">
          <ol className="grid list-decimal gap-1.5 pl-5">
            <li>{t("desk.start.first1")}</li>
            <li>{t("desk.start.first2")}</li>
            <li>{t("desk.start.first3")}</li>
          </ol>
          <div className="mt-4 flex flex-wrap gap-2.5">
            <ButtonLink
              href={routes.lot(setup.slug)}
              icon={<ArrowRight size={18} aria-hidden />}
              testId="book-first"
              onClick={() => write("session", SETTING_UP, setup.slug)}
            >
              {t("desk.start.bookNow")}
            </ButtonLink>
            <ButtonLink tone="quiet" href={routes.admin(setup.slug, "bookings")}>
              {t("desk.start.atCounter")}
            </ButtonLink>
          </div>
          <p className="mt-4 flex items-center gap-2.5 text-m text-ink-2" role="status">
            <span aria-hidden="true" className="size-2 animate-breathe rounded-full bg-accent" />
            {t("desk.start.waiting")}
          </p>
        </Card>
        {isOnlyHere() ? null : (
          <div className="max-sm:hidden">
            <Card title={t("desk.start.onPhone")}>
              <div className="mx-auto max-w-56 overflow-hidden rounded-box">
                <PassCode text={address} label={t("desk.start.qr", { lot: setup.name })} />
              </div>
              <p className="mt-2 text-center text-s [overflow-wrap:anywhere] text-ink-2">{address}</p>
            </Card>
          </div>
        )}
      </div>
      <div className="mt-6">
        <Button tone="plain" busy={change.isPending} onClick={() => list(false)} data-testid="close-lot">
          {t("desk.start.closeAgain")}
        </Button>
      </div>
    </>
  );
}

/** Whether the page has an address of this machine alone, which no phone can open. */
function isOnlyHere(): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(window.location.hostname);
}
