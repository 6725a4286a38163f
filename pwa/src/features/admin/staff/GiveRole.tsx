import { useState } from "react";
import type { SyntheticEvent } from "react";
import { useGiveRole } from "../../../api/admin/staff";
import type { Role, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { Segmented } from "../../../ui/Segmented";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { isProblem } from "../../../api/problem";
import { routes } from "../../../routes";
import { Card } from "../Card";
import { CopyField } from "../programs/CopyField";

const ROLES: readonly Role[] = ["attendant", "operator", "owner"];

interface Props {
  lot: WorkLot;
  /** Only who owns all car parks gives a role at all of them. */
  mayEverywhere: boolean;
}

/** Makes somebody who has an account part of the staff. */
export function GiveRole({ lot, mayEverywhere }: Props) {
  const { t } = useStaffI18n();
  const give = useGiveRole(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("attendant");
  const [where, setWhere] = useState<"here" | "everywhere">("here");

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const gift = { email: email.trim(), role, everywhere: where === "everywhere" };
    give.mutate(gift, {
      onSuccess: () => {
        setEmail("");
        toast.show(t("desk.staff.given", { email: gift.email, role: t(`desk.role.${role}`) }));
      },
    });
  }

  return (
    <Card title={t("desk.staff.give")} testId="give-role">
      <form className="grid grid-cols-1 gap-4" onSubmit={submit}>
        <Field
          label={t("desk.staff.email")}
          hint={t("desk.staff.emailHint")}
          type="email"
          name="email"
          autoComplete="off"
          required
          value={email}
          onChange={(event) => {
            setEmail(event.target.value);
            give.reset();
          }}
        />
        <div>
          <p className="mb-1 text-s font-medium text-ink-2">{t("desk.staff.role")}</p>
          <Segmented
            label={t("desk.staff.role")}
            value={role}
            onChange={setRole}
            options={ROLES.map((value) => ({ value, label: t(`desk.role.${value}`) }))}
          />
          <p className="mt-1.5 text-s text-ink-2" aria-live="polite">
            {t(`desk.may.${role}`)}
          </p>
        </div>
        {mayEverywhere ? (
          <div>
            <p className="mb-1 text-s font-medium text-ink-2">{t("desk.staff.where")}</p>
            <Segmented
              label={t("desk.staff.where")}
              value={where}
              onChange={setWhere}
              options={[
                { value: "here", label: t("desk.staff.here") },
                { value: "everywhere", label: t("desk.staff.everywhere") },
              ]}
            />
          </div>
        ) : null}
        {give.error ? (
          <Notice tone="bad" urgent title={troubleText(give.error)} testId="give-problem">
            {isProblem(give.error, "person_not_found") ? t("desk.staff.unknown") : null}
          </Notice>
        ) : null}
        <Button type="submit" busy={give.isPending} disabled={email.trim() === ""} data-testid="give">
          {t("desk.staff.give")}
        </Button>
      </form>
      <div className="mt-4 grid grid-cols-1 gap-2 border-t border-line pt-4">
        <p className="text-m text-ink-2">{t("desk.staff.invite")}</p>
        <CopyField
          label={t("desk.staff.signUpAt")}
          value={window.location.origin + routes.signUp()}
          testId="sign-up-address"
        />
      </div>
    </Card>
  );
}
