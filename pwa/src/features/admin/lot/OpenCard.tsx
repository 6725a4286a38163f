import { ExternalLink, Wand2 } from "lucide-react";
import { useChangeSettings } from "../../../api/admin/settings";
import type { Settings } from "../../../api/admin/settings";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { ButtonLink } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { Switch } from "../../../ui/Switch";
import { useTroubleText } from "../../../ui/Trouble";
import { Card } from "../Card";

/** Whether drivers find the car park; it can be booked by its address all the same. */
export function OpenCard({ settings, mayStart }: { settings: Settings; mayStart: boolean }) {
  const { t } = useStaffI18n();
  const troubleText = useTroubleText();
  const change = useChangeSettings(settings.slug);
  const { isListed } = settings;
  return (
    <Card title={t("desk.open.title")} testId="open">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1 text-m" id="listed-text">
          {t(isListed ? "desk.open.yes" : "desk.open.no")}
        </p>
        <Switch
          label={t("desk.open.switch")}
          on={isListed}
          busy={change.isPending}
          testId="listed"
          onChange={(on) => change.mutate({ changes: { isListed: on }, seen: { isListed } })}
        />
      </div>
      {change.error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(change.error)}
        </Notice>
      ) : null}
      <div className="mt-3 flex flex-wrap gap-2.5">
        <ButtonLink
          tone="quiet"
          href={routes.lot(settings.slug)}
          icon={<ExternalLink size={17} aria-hidden />}
        >
          {t("desk.open.see")}
        </ButtonLink>
        {mayStart ? (
          <ButtonLink tone="quiet" href={routes.setUp(settings.slug)} icon={<Wand2 size={17} aria-hidden />}>
            {t("desk.open.guided")}
          </ButtonLink>
        ) : null}
      </div>
    </Card>
  );
}
