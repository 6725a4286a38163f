import { useLeaves, usePutOut } from "../../api/programs";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import { useToast } from "../../ui/toast";
import { useTroubleText } from "../../ui/Trouble";
import { ScopeWords } from "./ConsentPage";

const HOME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The apps that may act for the person; nothing where there are none. */
export default function LeaveCard() {
  const { t, format } = useI18n();
  const leaves = useLeaves();
  const putOut = usePutOut();
  const toast = useToast();
  const troubleText = useTroubleText();
  if (!leaves.data?.length) return null;
  return (
    <section className="glass rounded-card p-5" data-testid="leaves">
      <h2 className="text-base font-semibold">{t("leaves.title")}</h2>
      <p className="mt-0.5 text-s text-ink-2">{t("leaves.text")}</p>
      <ul className="mt-2">
        {leaves.data.map(({ id, name, scopes, usedAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-3">
            <div className="min-w-0 flex-[1_1_14rem]">
              <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
              <ul className="text-s text-ink-2">
                {scopes.map((scope) => (
                  <li key={scope}>
                    <ScopeWords scope={scope} />
                  </li>
                ))}
                <li className="num">{t("leaves.used", { day: format.day(usedAt, HOME_ZONE) })}</li>
              </ul>
            </div>
            <Button
              tone="plain"
              className="-mx-3 sm:mx-0"
              aria-label={t("leaves.putOutNamed", { name })}
              busy={putOut.isPending && putOut.variables === id}
              onClick={() =>
                putOut.mutate(id, {
                  onSuccess: () => toast.show(t("leaves.out", { name })),
                  onError: (error) => toast.show(troubleText(error)),
                })
              }
            >
              {t("leaves.putOut")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
