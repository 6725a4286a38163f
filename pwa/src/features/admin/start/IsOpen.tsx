import { Camera, LayoutDashboard, Link2, PencilRuler, Printer, UserPlus } from "lucide-react";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import { Link } from "wouter";
import type { LotSetup } from "../../../api/admin/setup";
import { useStaffI18n } from "../../../i18n/admin/words";
import { remove, SETTING_UP } from "../../../lib/storage";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import PassCode from "../../booking/PassCode";
import { useCopy } from "../useCopy";

/** The car park is open and was booked: what is worth doing next. */
export function IsOpen({ setup }: { setup: LotSetup }) {
  const { t } = useStaffI18n();
  const copy = useCopy();
  const address = window.location.origin + routes.lot(setup.slug);
  useEffect(() => remove("session", SETTING_UP), []);
  return (
    <div data-testid="is-open">
      <div className="glass grid items-center gap-6 rounded-card p-6 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <div>
          <h2 className="text-xl font-bold">{t("desk.start.isOpen", { lot: setup.name })}</h2>
          <p className="mt-1.5 text-ink-2">{t("desk.start.isOpenText")}</p>
          <div className="mt-4 flex flex-wrap gap-2.5">
            <ButtonLink
              href={routes.admin(setup.slug)}
              icon={<LayoutDashboard size={18} aria-hidden />}
              testId="to-dashboard"
            >
              {t("desk.start.toDashboard")}
            </ButtonLink>
            <Button
              tone="quiet"
              icon={<Printer size={18} aria-hidden />}
              data-testid="print-sign"
              onClick={() => window.print()}
            >
              {t("desk.start.print")}
            </Button>
            <Button
              tone="quiet"
              icon={<Link2 size={18} aria-hidden />}
              onClick={() => void copy(address, t("desk.start.copied"))}
            >
              {t("desk.start.copyLink")}
            </Button>
          </div>
        </div>
        <div className="mx-auto w-full max-w-48 overflow-hidden rounded-box">
          <PassCode text={address} label={t("desk.start.qr", { lot: setup.name })} />
        </div>
      </div>
      <h2 className="mt-8 mb-3 text-l font-semibold">{t("desk.start.next")}</h2>
      <ul className="grid gap-3 sm:grid-cols-3">
        <Next
          href={routes.admin(setup.slug, "lot", "photos")}
          icon={<Camera size={20} aria-hidden />}
          title={t("desk.start.nextPhotos")}
          text={t("desk.start.nextPhotosText")}
        />
        <Next
          href={routes.admin(setup.slug, "staff")}
          icon={<UserPlus size={20} aria-hidden />}
          title={t("desk.start.nextStaff")}
          text={t("desk.start.nextStaffText")}
        />
        <Next
          href={routes.admin(setup.slug, "floors")}
          icon={<PencilRuler size={20} aria-hidden />}
          title={t("desk.start.nextFloor")}
          text={t("desk.start.nextFloorText")}
        />
      </ul>
      <p className="mt-6 text-m text-ink-2">
        <Link
          href={routes.setUp()}
          className="inline-flex min-h-11 items-center font-semibold text-accent underline-offset-2 hover:underline"
        >
          {t("desk.start.another")}
        </Link>
      </p>
      {createPortal(<Sign name={setup.name} address={address} />, document.body)}
    </div>
  );
}

interface NextProps {
  href: string;
  icon: ReactNode;
  title: string;
  text: string;
}

function Next({ href, icon, title, text }: NextProps) {
  return (
    <li>
      <Link
        href={href}
        className="glass grid h-full content-start gap-1.5 rounded-card p-4.5 hover:bg-glass-strong"
      >
        <span className="text-accent">{icon}</span>
        <span className="font-semibold">{title}</span>
        <span className="text-m text-ink-2">{text}</span>
      </Link>
    </li>
  );
}

/** A sign for the entrance: on paper alone, in black on white. */
function Sign({ name, address }: { name: string; address: string }) {
  const { t } = useStaffI18n();
  return (
    <div className="hidden bg-white p-[15mm] text-center text-black print:block" aria-hidden="true">
      <p className="text-[34pt] leading-tight font-bold">{name}</p>
      <p className="mt-[6mm] text-[18pt]">{t("desk.start.signText")}</p>
      <div className="mx-auto mt-[8mm] w-[120mm]">
        <PassCode text={address} label="" />
      </div>
      <p className="mt-[6mm] text-[13pt] [overflow-wrap:anywhere]">{address}</p>
    </div>
  );
}
