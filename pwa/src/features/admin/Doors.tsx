import { Ban, CloudOff, ParkingSquare, RotateCw, SearchX, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { WorkLot } from "../../api/admin/types";
import { useStaffI18n } from "../../i18n/admin/words";
import { routes } from "../../routes";
import { Button, ButtonLink } from "../../ui/Button";
import { Preferences } from "../../ui/Preferences";
import { Trouble } from "../../ui/Trouble";

/** A page of its own, for who does not come further. */
function Door({ icon, title, text, children }: DoorProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-center justify-center gap-3 px-6 py-12 text-center">
      <title>{`${title} · ParkPro`}</title>
      <div className="fixed top-3 right-4">
        <Preferences />
      </div>
      <Said icon={icon} title={title} text={text}>
        {children}
      </Said>
    </main>
  );
}

interface DoorProps {
  icon: ReactNode;
  title: string;
  text: string;
  children?: ReactNode;
}

function Said({ icon, title, text, children }: DoorProps) {
  return (
    <>
      <span className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent">{icon}</span>
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="[overflow-wrap:anywhere] text-ink-2">{text}</p>
      <div className="mt-2 flex flex-wrap justify-center gap-2.5">{children}</div>
    </>
  );
}

function ToDriver() {
  const { t } = useStaffI18n();
  return (
    <ButtonLink tone="quiet" href={routes.home}>
      {t("desk.toDriver")}
    </ButtonLink>
  );
}

export function NoRole({ email }: { email: string }) {
  const { t } = useStaffI18n();
  return (
    <Door
      icon={<UserRound size={26} aria-hidden />}
      title={t("desk.noRole.title")}
      text={t("desk.noRole.text", { email })}
    >
      <ToDriver />
    </Door>
  );
}

/** Only who runs all car parks makes another. */
export function NotTheOwner() {
  const { t } = useStaffI18n();
  return (
    <Door
      icon={<Ban size={26} aria-hidden />}
      title={t("desk.notOwner.title")}
      text={t("desk.notOwner.text")}
    >
      <ButtonLink href={routes.admin()}>{t("desk.title")}</ButtonLink>
    </Door>
  );
}

export function UnknownLot() {
  const { t } = useStaffI18n();
  return (
    <Door
      icon={<SearchX size={26} aria-hidden />}
      title={t("desk.unknownLot.title")}
      text={t("desk.unknownLot.text")}
    >
      <ButtonLink href={routes.admin()}>{t("desk.title")}</ButtonLink>
    </Door>
  );
}

export function Offline({ onRetry }: { onRetry: () => void }) {
  const { t } = useStaffI18n();
  return (
    <Door
      icon={<CloudOff size={26} aria-hidden />}
      title={t("desk.offline.title")}
      text={t("desk.offline.text")}
    >
      <Button tone="quiet" icon={<RotateCw size={17} aria-hidden />} onClick={onRetry}>
        {t("action.retry")}
      </Button>
      <ToDriver />
    </Door>
  );
}

/** The server said no, or could not answer. */
export function Refused({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useStaffI18n();
  return (
    <main className="mx-auto max-w-md py-12">
      <title>{`${t("desk.title")} · ParkPro`}</title>
      <Trouble error={error} onRetry={onRetry} isPage />
    </main>
  );
}

/** Within the shell: a section that the role does not include. */
export function NotYours({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-2 py-16 text-center">
      <Said
        icon={<Ban size={26} aria-hidden />}
        title={t("desk.notYours.title")}
        text={t("desk.notYours.text", { lot: lot.name })}
      />
    </div>
  );
}

export function ChooseLot({ lots }: { lots: readonly WorkLot[] }) {
  const { t } = useStaffI18n();
  return (
    <main className="mx-auto max-w-md px-4 py-6">
      <title>{`${t("desk.title")} · ParkPro`}</title>
      <div className="flex items-center justify-between gap-3">
        <p className="text-m font-medium text-ink-2">{t("desk.title")}</p>
        <Preferences />
      </div>
      <h1 className="mt-8 mb-4 text-2xl font-bold">{t("desk.chooseLot")}</h1>
      <ul className="grid grid-cols-1 gap-3" data-testid="choose-lot">
        {lots.map((lot) => (
          <li key={lot.slug}>
            <Link
              href={routes.admin(lot.slug)}
              className="glass flex min-h-16 items-center gap-3.5 rounded-box px-4 py-3 text-l font-semibold hover:bg-glass-strong"
            >
              <span className="grid size-10 shrink-0 place-items-center rounded-[12px] bg-accent-soft text-accent">
                <ParkingSquare size={21} aria-hidden />
              </span>
              {lot.name}
            </Link>
          </li>
        ))}
      </ul>
      <div className="mt-6 flex justify-center">
        <ToDriver />
      </div>
    </main>
  );
}
