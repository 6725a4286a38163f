import { Suspense } from "react";
import { Redirect, useLocation } from "wouter";
import { useMe } from "../../../api/account";
import { useSetup } from "../../../api/admin/setup";
import { useWork } from "../../../api/admin/work";
import { isProblem } from "../../../api/problem";
import { StaffWords } from "../../../i18n/admin/StaffWords";
import { routes } from "../../../routes";
import { NotTheOwner, Offline, Refused, UnknownLot } from "../Doors";
import { AdminSkeleton } from "../Skeletons";
import { CarParkStep } from "./CarParkStep";
import { FloorStep } from "./FloorStep";
import { Frame } from "./Frame";
import { OpenStep } from "./OpenStep";
import { PaymentsStep } from "./PaymentsStep";
import { PricesStep } from "./PricesStep";
import { isWithinReach, stepAhead, stepNamed } from "./steps";

interface Props {
  /** Of the lot that is being made; none for a new one. */
  slug?: string | undefined;
  step?: string | undefined;
}

/** From nothing to a car park that is booked. How far it has come is what the server has: it can be left at any time. */
export default function SetUpPage(props: Props) {
  return (
    <Suspense fallback={<AdminSkeleton />}>
      <StaffWords>
        <Door {...props} />
      </StaffWords>
    </Suspense>
  );
}

function Door({ slug, step: name }: Props) {
  const [path] = useLocation();
  const me = useMe();
  const work = useWork(Boolean(me.data));
  const mayStart = work.data?.everywhere.includes("set_lot") ?? false;
  const step = stepNamed(name);
  const setup = useSetup(mayStart, step === "open");

  if (me.data === null) return <Redirect to={routes.signIn(path)} replace />;
  if (me.data && work.data && !mayStart) return <NotTheOwner />;
  if (!me.data || !work.data || !setup.data) {
    const failed = [me, work, setup].find((one) => one.error);
    if (!failed) return <AdminSkeleton />;
    const retry = () => void failed.refetch();
    return isProblem(failed.error) ? (
      <Refused error={failed.error} onRetry={retry} />
    ) : (
      <Offline onRetry={retry} />
    );
  }
  if (slug === undefined)
    return (
      <Frame step="car-park" setup={null}>
        <CarParkStep setup={null} />
      </Frame>
    );
  const here = setup.data.lots.find((one) => one.slug === slug);
  if (!here) return <UnknownLot />;
  if (step === null || !isWithinReach(step, here))
    return <Redirect to={routes.setUp(slug, stepAhead(here))} replace />;
  const Here = { "car-park": CarParkStep, floor: FloorStep, prices: PricesStep, open: OpenStep };
  const Chosen = step === "payments" ? null : Here[step];
  return (
    <Frame step={step} setup={here}>
      {Chosen ? (
        <Chosen key={here.slug} setup={here} />
      ) : (
        <PaymentsStep setup={here} payments={setup.data.payments} />
      )}
    </Frame>
  );
}
