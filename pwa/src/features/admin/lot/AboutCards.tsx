import type { Settings } from "../../../api/admin/settings";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Field } from "../../../ui/Field";
import { zoneCity } from "../../../lib/zoned";
import { FormCard } from "./FormCard";
import { PlaceFields } from "./PlaceFields";
import { useSettingsForm } from "./useSettingsForm";

/** What the car park is called, and where it is. */
export function PlaceCard({ settings }: { settings: Settings }) {
  const { t } = useStaffI18n();
  const form = useSettingsForm(settings);
  const { values, set, errorOf } = form;
  return (
    <FormCard title={t("desk.place.title")} text={t("desk.place.text")} form={form} testId="place">
      <Field
        label={t("desk.setting.name")}
        name="name"
        maxLength={80}
        required
        value={values.name}
        error={errorOf("name")}
        onChange={(event) => set({ name: event.target.value })}
      />
      <Field
        label={t("desk.setting.address")}
        name="address"
        maxLength={200}
        required
        value={values.address}
        error={errorOf("address")}
        onChange={(event) => set({ address: event.target.value })}
      />
      <PlaceFields
        place={{ latitude: values.latitude, longitude: values.longitude }}
        error={errorOf("latitude") ?? errorOf("longitude")}
        onChange={set}
      />
      <p className="text-s text-ink-2">
        {t("desk.place.forGood", {
          zone: zoneCity(values.timeZone),
          currency: values.currency,
          slug: values.slug,
        })}
      </p>
    </FormCard>
  );
}

/** How drivers reach somebody. */
export function ContactCard({ settings }: { settings: Settings }) {
  const { t } = useStaffI18n();
  const form = useSettingsForm(settings);
  const { values, set, errorOf } = form;
  return (
    <FormCard title={t("desk.contact.title")} text={t("desk.contact.text")} form={form} testId="contact">
      <Field
        label={t("desk.setting.contact")}
        hint={t("desk.contact.emailHint")}
        name="contact"
        type="email"
        maxLength={120}
        value={values.contact}
        error={errorOf("contact")}
        onChange={(event) => set({ contact: event.target.value })}
      />
      <Field
        label={t("desk.setting.phone")}
        name="phone"
        type="tel"
        maxLength={30}
        value={values.phone}
        error={errorOf("phone")}
        onChange={(event) => set({ phone: event.target.value })}
      />
      <Field
        label={t("desk.setting.whatsapp")}
        hint={t("desk.contact.whatsappHint")}
        name="whatsapp"
        inputMode="numeric"
        maxLength={20}
        value={values.whatsapp}
        error={errorOf("whatsapp")}
        // People write numbers with signs between; the address of a chat has none.
        onChange={(event) => set({ whatsapp: event.target.value.replace(/\D/g, "") })}
      />
    </FormCard>
  );
}
