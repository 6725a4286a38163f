import { useState } from "react";
import { useLocation } from "wouter";
import { useSettings } from "../../../api/admin/settings";
import { useOpenLot } from "../../../api/admin/setup";
import type { LotSetup } from "../../../api/admin/setup";
import { isProblem } from "../../../api/problem";
import type { Position } from "../../../lib/geo";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { Segmented } from "../../../ui/Segmented";
import { SelectField } from "../../../ui/SelectField";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble, useTroubleText } from "../../../ui/Trouble";
import { Card } from "../Card";
import { stopAtWrong } from "../stopAtWrong";
import { ContactCard, PlaceCard } from "../lot/AboutCards";
import { ALWAYS_OPEN, USUAL } from "../lot/hours";
import { HoursCard } from "../lot/HoursCards";
import { HoursEditor } from "../lot/HoursEditor";
import { PlaceFields } from "../lot/PlaceFields";
import { useLeaveGuard } from "../useLeaveGuard";
import { Onward } from "./Onward";
import { slugOf } from "./steps";

/** What the address of a car park may be. */
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The car park itself: made here, or looked at again. */
export function CarParkStep({ setup }: { setup: LotSetup | null }) {
  return setup ? <Known setup={setup} /> : <NewCarPark />;
}

function Known({ setup }: { setup: LotSetup }) {
  const settings = useSettings(setup.slug);
  if (settings.data)
    return (
      <>
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <PlaceCard settings={settings.data} />
          <div className="grid gap-4">
            <HoursCard settings={settings.data} />
            <ContactCard settings={settings.data} />
          </div>
        </div>
        <Onward step="car-park" setup={setup} />
      </>
    );
  if (settings.isError) return <Trouble error={settings.error} onRetry={() => void settings.refetch()} />;
  return <Skeleton className="h-96 !rounded-card" />;
}

const HOME_ZONE = "Asia/Kuala_Lumpur";

function NewCarPark() {
  const { t } = useStaffI18n();
  const [, navigate] = useLocation();
  const troubleText = useTroubleText();
  const open = useOpenLot();
  const [name, setName] = useState("");
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [address, setAddress] = useState("");
  const [place, setPlace] = useState<Position | null>(null);
  const [operatorName, setOperatorName] = useState("");
  const [contact, setContact] = useState("");
  const [timeZone, setTimeZone] = useState(HOME_ZONE);
  const [hours, setHours] = useState(ALWAYS_OPEN);
  const [isAlways, setIsAlways] = useState(true);
  const [tried, setTried] = useState(false);
  const slug = ownSlug ?? slugOf(name);
  useLeaveGuard(name !== "" && !open.isPending && !open.isSuccess);

  const problem = isProblem(open.error) ? open.error : null;
  const missing = (text: string) => (tried && text.trim() === "" ? t("field.missing") : null);
  const slugError =
    problem?.code === "slug_taken"
      ? problem.detail
      : tried && !SLUG.test(slug)
        ? t("desk.start.slugWrong")
        : null;

  function submit(form: HTMLElement) {
    setTried(true);
    if (!name.trim() || !address.trim() || !operatorName.trim() || !SLUG.test(slug)) return;
    if (place === null || stopAtWrong(form)) return;
    open.mutate(
      {
        slug,
        name: name.trim(),
        address: address.trim(),
        ...place,
        operatorName: operatorName.trim(),
        contact: contact.trim(),
        timeZone,
        openingHours: isAlways ? ALWAYS_OPEN : hours,
      },
      { onSuccess: (settings) => navigate(routes.setUp(settings.slug, "floor")) },
    );
  }

  return (
    <form
      noValidate
      className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      <Card title={t("desk.start.what")} testId="new-lot">
        <div className="grid gap-4">
          <Field
            label={t("desk.setting.name")}
            hint={t("desk.start.nameHint")}
            name="name"
            maxLength={80}
            value={name}
            error={missing(name)}
            onChange={(event) => setName(event.target.value)}
          />
          <Field
            label={t("desk.start.slug")}
            hint={t("desk.start.slugHint", {
              address: `${window.location.host}${routes.lot("")}${slug || "…"}`,
            })}
            name="slug"
            maxLength={60}
            value={slug}
            error={slugError}
            onChange={(event) => {
              setOwnSlug(event.target.value.toLowerCase());
              open.reset();
            }}
          />
          <Field
            label={t("desk.start.operator")}
            hint={t("desk.start.operatorHint")}
            name="operatorName"
            autoComplete="organization"
            maxLength={120}
            value={operatorName}
            error={missing(operatorName)}
            onChange={(event) => setOperatorName(event.target.value)}
          />
          <Field
            label={t("desk.setting.contact")}
            hint={t("desk.contact.emailHint")}
            name="contact"
            type="email"
            maxLength={120}
            value={contact}
            onChange={(event) => setContact(event.target.value)}
          />
          <SelectField
            label={t("desk.start.zone")}
            hint={t("desk.start.zoneHint")}
            name="timeZone"
            value={timeZone}
            onChange={setTimeZone}
            options={zones().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
          />
          <p className="text-m text-ink-2">{t("desk.start.currency")}</p>
        </div>
      </Card>
      <Card title={t("desk.start.where")}>
        <div className="grid gap-4">
          <Field
            label={t("desk.setting.address")}
            name="address"
            maxLength={200}
            value={address}
            error={missing(address)}
            onChange={(event) => setAddress(event.target.value)}
          />
          <PlaceFields
            place={place}
            onChange={setPlace}
            error={tried && place === null ? t("desk.start.placeMissing") : null}
          />
        </div>
      </Card>
      <div className="lg:col-span-2">
        <Card title={t("desk.hours.title")}>
          <Segmented
            label={t("desk.hours.title")}
            value={isAlways ? "always" : "hours"}
            onChange={(next) => {
              setIsAlways(next === "always");
              if (next === "hours" && hours === ALWAYS_OPEN)
                setHours(ALWAYS_OPEN.map(({ weekday }) => ({ weekday, ...USUAL })));
            }}
            options={[
              { value: "always", label: t("desk.hours.always") },
              { value: "hours", label: t("desk.start.ownHours") },
            ]}
          />
          {isAlways ? null : (
            <div className="mt-4">
              <HoursEditor value={hours} onChange={setHours} />
            </div>
          )}
        </Card>
      </div>
      <div className="grid content-start gap-3 lg:col-span-2 lg:max-w-sm">
        {open.error && !slugError ? (
          <Notice tone="bad" urgent testId="new-lot-problem">
            {troubleText(open.error)}
          </Notice>
        ) : null}
        <Button type="submit" busy={open.isPending} data-testid="make-lot">
          {t("desk.start.make")}
        </Button>
        <p className="text-s text-ink-2">{t("desk.start.unseen")}</p>
      </div>
    </form>
  );
}

/** Those that the browser knows; the home of most first. */
function zones(): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return [HOME_ZONE, ...known.filter((zone) => zone !== HOME_ZONE)];
}
