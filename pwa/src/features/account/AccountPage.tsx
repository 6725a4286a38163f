import { LayoutDashboard, LogOut, UserRound } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useChangeMe, useMe, useSendVerification } from "../../api/account";
import { useAppInfo } from "../../api/lots";
import type { Me } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { InstallCard } from "../../installed/InstallCard";
import { routes } from "../../routes";
import { Button, ButtonLink } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { PageHeader } from "../../ui/PageHeader";
import { PreferenceFields } from "../../ui/PreferenceFields";
import { Skeleton } from "../../ui/Skeleton";
import { Trouble, useTroubleText } from "../../ui/Trouble";
import { Notifications } from "../push/Notifications";
import { VehicleList } from "../vehicles/VehicleList";
import { useLeaving } from "./useLeaving";

const LeaveCard = lazy(() => import("./LeaveCard"));
const TelegramCard = lazy(() => import("../telegram/TelegramCard"));

export default function AccountPage() {
  const { t } = useI18n();
  const me = useMe();
  const bot = useAppInfo().data?.telegramBot;
  return (
    <div className="mx-auto max-w-2xl px-4 pt-4 lg:pt-8">
      <title>{`${t("nav.account")} · ParkPro`}</title>
      <PageHeader title={t("nav.account")} />
      <div className="mt-4 grid grid-cols-1 gap-4">
        {me.isPending ? (
          <>
            <Skeleton className="h-28 !rounded-card" />
            <Skeleton className="h-44 !rounded-card" />
          </>
        ) : me.data ? (
          <>
            <Profile me={me.data} />
            {me.data.roles.length > 0 ? (
              <ButtonLink
                tone="quiet"
                icon={<LayoutDashboard size={18} aria-hidden />}
                href={routes.admin()}
                testId="dashboard"
              >
                {t("account.dashboard")}
              </ButtonLink>
            ) : null}
            <VehicleList />
          </>
        ) : me.isError ? (
          <Trouble error={me.error} onRetry={() => void me.refetch()} />
        ) : (
          <NobodyYet />
        )}
        <section className="glass rounded-card p-5">
          <PreferenceFields />
        </section>
        {me.data && bot ? (
          <Suspense fallback={<Skeleton className="h-40 !rounded-card" />}>
            <TelegramCard bot={bot} />
          </Suspense>
        ) : null}
        {me.data ? (
          <Suspense fallback={null}>
            <LeaveCard />
          </Suspense>
        ) : null}
        <Notifications />
        <InstallCard />
        {me.data ? <SignOut /> : null}
      </div>
    </div>
  );
}

function Profile({ me }: { me: Me }) {
  const { t } = useI18n();
  const send = useSendVerification();
  const [editing, setEditing] = useState(false);
  return (
    <section className="glass rounded-card p-5">
      <div className="flex items-center gap-3.5">
        <span className="grid size-13 shrink-0 place-items-center rounded-full bg-accent-soft text-l font-bold text-accent">
          {initials(me.name)}
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-l font-semibold">{me.name}</h2>
          <p className="truncate text-m text-ink-2">{me.email}</p>
        </div>
        <Button tone="plain" onClick={() => setEditing(true)} data-testid="edit-name">
          {t("action.edit")}
        </Button>
      </div>
      {me.emailVerified ? null : (
        <Notice
          tone={send.isSuccess ? "good" : "wait"}
          className="mt-4"
          action={
            send.isSuccess ? null : (
              <Button tone="quiet" busy={send.isPending} onClick={() => send.mutate()}>
                {t("verify.send")}
              </Button>
            )
          }
        >
          {send.isSuccess ? t("verify.sent") : t("verify.please")}
        </Notice>
      )}
      {editing ? <EditName me={me} onClose={() => setEditing(false)} /> : null}
    </section>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0]?.toUpperCase() ?? "")
    .join("");
}

function EditName({ me, onClose }: { me: Me; onClose: () => void }) {
  const { t } = useI18n();
  const change = useChangeMe();
  const troubleText = useTroubleText();
  const [name, setName] = useState(me.name);
  return (
    <Dialog
      title={t("account.editName")}
      onClose={onClose}
      footer={
        <Button
          busy={change.isPending}
          disabled={name.trim() === ""}
          onClick={() => change.mutate({ name: name.trim() }, { onSuccess: onClose })}
        >
          {t("action.save")}
        </Button>
      }
    >
      <Field
        label={t("name.yours")}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {change.error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(change.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}

function NobodyYet() {
  const { t } = useI18n();
  return (
    <section className="glass flex flex-col items-center gap-2 rounded-card px-6 py-10 text-center">
      <span className="mb-1 grid size-14 place-items-center rounded-full bg-accent-soft text-accent">
        <UserRound size={26} aria-hidden />
      </span>
      <h2 className="text-l font-semibold">{t("account.guestTitle")}</h2>
      <p className="w-full max-w-72 text-m text-ink-2">{t("account.guestText")}</p>
      <div className="mt-3 grid w-full max-w-72 gap-2.5">
        <ButtonLink href={routes.signIn(routes.account)}>{t("account.signIn")}</ButtonLink>
        <ButtonLink tone="quiet" href={routes.signUp(routes.account)}>
          {t("account.signUp")}
        </ButtonLink>
      </div>
    </section>
  );
}

function SignOut() {
  const { t } = useI18n();
  const signOut = useLeaving(routes.home);
  return (
    <Button
      tone="plain"
      icon={<LogOut size={17} aria-hidden />}
      busy={signOut.isPending}
      data-testid="sign-out"
      onClick={() => signOut.mutate()}
    >
      {t("account.signOut")}
    </Button>
  );
}
