import { useSetup } from "../../../api/admin/setup";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { ButtonLink } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";

/** Leads back to where a car park's making was left, while drivers cannot find it. */
export function Unfinished({ slug }: { slug: string }) {
  const { t } = useStaffI18n();
  const here = useSetup(true).data?.lots.find((one) => one.slug === slug);
  if (here?.isListed !== false) return null;
  return (
    <Notice
      tone="wait"
      className="mb-4"
      testId="unfinished"
      title={t("desk.start.unfinished")}
      action={
        <ButtonLink tone="quiet" href={routes.setUp(slug)}>
          {t("desk.start.goOn")}
        </ButtonLink>
      }
    >
      {t("desk.start.unfinishedText")}
    </Notice>
  );
}
