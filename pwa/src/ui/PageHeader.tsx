import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/context";
import { RoundLink } from "./Button";

interface Props {
  title: string;
  subtitle?: ReactNode;
  back?: string;
  children?: ReactNode;
}

export function PageHeader({ title, subtitle, back, children }: Props) {
  const { t } = useI18n();
  return (
    <header className="flex items-center gap-3">
      {back === undefined ? null : (
        <RoundLink href={back} label={t("action.back")}>
          <ChevronLeft size={21} aria-hidden />
        </RoundLink>
      )}
      <div className="min-w-0 flex-1">
        <h1 className="text-xl font-semibold">{title}</h1>
        {subtitle || children ? (
          <div className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-m text-ink-2">
            {subtitle}
            {children}
          </div>
        ) : null}
      </div>
    </header>
  );
}
