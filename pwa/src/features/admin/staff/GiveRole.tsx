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
import { Card } from "../Card";

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
          <Notice tone="bad" urgent testId="give-problem">
            {troubleText(give.error)}
          </Notice>
        ) : null}
        <Button type="submit" busy={give.isPending} disabled={email.trim() === ""} data-testid="give">
          {t("desk.staff.give")}
        </Button>
      </form>
    </Card>
  );
}
