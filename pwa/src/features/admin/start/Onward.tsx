import { ArrowLeft, ArrowRight } from "lucide-react";
import type { LotSetup } from "../../../api/admin/setup";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { ButtonLink } from "../../../ui/Button";
import { following, STEPS } from "./steps";
import type { Step } from "./steps";

interface Props {
  step: Step;
  setup: LotSetup;
  /** Whether the next step can be gone to. */
  ready?: boolean;
}

/** To the next step and the one before; what was made stays. */
export function Onward({ step, setup, ready = true }: Props) {
  const { t } = useStaffI18n();
  const before = STEPS[STEPS.indexOf(step) - 1];
  return (
    <div className="mt-6 flex flex-wrap-reverse gap-2.5">
      {before ? (
        <ButtonLink
          tone="quiet"
          href={routes.setUp(setup.slug, before)}
          icon={<ArrowLeft size={18} aria-hidden />}
        >
          {t("action.back")}
        </ButtonLink>
      ) : null}
      {ready ? (
        <ButtonLink
          href={routes.setUp(setup.slug, following(step))}
          icon={<ArrowRight size={18} aria-hidden />}
          testId="onward"
          className="flex-1 sm:flex-none"
        >
          {t("desk.start.onward", { step: t(`desk.start.${following(step)}.name`) })}
        </ButtonLink>
      ) : null}
    </div>
  );
}
