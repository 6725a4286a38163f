import { Suspense } from "react";
import type { ComponentProps } from "react";
import { Route, Switch } from "wouter";
import { ErrorBoundary } from "./ErrorBoundary";
import { isSectionName } from "./features/admin/sectionNames";
import { useI18n } from "./i18n/context";
import {
  AccountPage,
  AdminPage,
  BookingPage,
  BookingsPage,
  ConsentPage,
  FindPage,
  FirstRunPage,
  ForgotPasswordPage,
  LandingPage,
  LotPage,
  ResetPasswordPage,
  SetUpPage,
  SignInPage,
  SignUpPage,
  VerifyEmailPage,
} from "./pages";
import { Shell } from "./Shell";
import { ButtonLink } from "./ui/Button";
import { Skeleton } from "./ui/Skeleton";
import { Toasts } from "./ui/Toasts";

export function App() {
  return (
    <ErrorBoundary>
      <Toasts>
        <Switch>
          <Route path="/admin">
            <StaffSide slug={null} section="live" />
          </Route>
          <Route path="/admin/:slug">{({ slug }) => <StaffSide slug={slug} section="live" />}</Route>
          <Route path="/admin/:slug/:section/:item?">
            {({ slug, section, item }) => <StaffSection slug={slug} name={section} item={item} />}
          </Route>
          <Route path="/set-up/:slug?/:step?">
            {({ slug, step }) => (
              <Suspense fallback={<PageSkeleton />}>
                <SetUpPage slug={slug} step={step} />
              </Suspense>
            )}
          </Route>
          <Route>
            <DriverSide />
          </Route>
        </Switch>
      </Toasts>
    </ErrorBoundary>
  );
}

/** What staff see; a shell of its own stands around it. */
function StaffSide(props: ComponentProps<typeof AdminPage>) {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <AdminPage {...props} />
    </Suspense>
  );
}

function StaffSection({ slug, name, item }: { slug: string; name: string; item?: string | undefined }) {
  return isSectionName(name) ? <StaffSide slug={slug} section={name} item={item} /> : <NoSuchPage />;
}

function DriverSide() {
  return (
    <Shell>
      <Suspense fallback={<PageSkeleton />}>
        <Switch>
          <Route path="/" component={LandingPage} />
          <Route path="/lots/:slug">{({ slug }) => <LotPage key={slug} slug={slug} />}</Route>
          <Route path="/bookings" component={BookingsPage} />
          <Route path="/bookings/:reference">
            {({ reference }) => <BookingPage key={reference} reference={reference} />}
          </Route>
          <Route path="/find" component={FindPage} />
          <Route path="/sign-in" component={SignInPage} />
          <Route path="/sign-up" component={SignUpPage} />
          <Route path="/first-run" component={FirstRunPage} />
          <Route path="/forgot-password" component={ForgotPasswordPage} />
          <Route path="/reset-password" component={ResetPasswordPage} />
          <Route path="/verify-email" component={VerifyEmailPage} />
          <Route path="/account" component={AccountPage} />
          <Route path="/oauth/authorize" component={ConsentPage} />
          <Route component={NoSuchPage} />
        </Switch>
      </Suspense>
    </Shell>
  );
}

function PageSkeleton() {
  return (
    <div className="mx-auto grid max-w-2xl gap-4 p-4 pt-6">
      <Skeleton className="h-12" />
      <Skeleton className="h-24" />
      <Skeleton className="h-64" />
    </div>
  );
}

function NoSuchPage() {
  const { t } = useI18n();
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-4 px-6 py-24 text-center">
      <title>{`${t("noPage.title")} · ParkPro`}</title>
      <h1 className="text-2xl font-semibold">{t("noPage.title")}</h1>
      <p className="text-ink-2">{t("noPage.text")}</p>
      <ButtonLink href="/">{t("noPage.home")}</ButtonLink>
    </div>
  );
}
