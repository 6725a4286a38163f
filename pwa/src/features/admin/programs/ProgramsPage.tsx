import { Plus } from "lucide-react";
import { useState } from "react";
import { usePrograms } from "../../../api/admin/programs";
import type { Program, ProgramKind, Registered } from "../../../api/admin/programs";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import type { SectionProps } from "../AdminPage";
import { Card } from "../Card";
import { ReadingsQueue } from "../readings/ReadingsQueue";
import { SectionHead } from "../SectionHead";
import { CopyField } from "./CopyField";
import { ProgramDialog } from "./ProgramDialog";
import { ProgramRow } from "./ProgramRow";
import { RegisterDialog } from "./RegisterDialog";
import { SecretDialog } from "./SecretDialog";

const KINDS: readonly ProgramKind[] = ["device", "partner", "app"];
const READINGS = "readings";

/** The programs that connect to the car park, and the way to what its plate readers doubt. */
export default function ProgramsPage({ lot, work, item }: SectionProps) {
  if (item === READINGS) return <Readings lot={lot} />;
  return <Programs lot={lot} mayEverywhere={work.everywhere.includes("manage_programs")} />;
}

function Readings({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  return (
    <div className="max-w-[60rem]">
      <SectionHead title={t("desk.programs.doubtful")} text={t("desk.readings.text", { lot: lot.name })} />
      <ButtonLink tone="plain" href={routes.admin(lot.slug, "programs")} className="mt-1 -ml-3">
        {t("desk.programs.toPrograms")}
      </ButtonLink>
      <div className="mt-2">
        <ReadingsQueue lot={lot} />
      </div>
    </div>
  );
}

type Open =
  { what: "register" } | { what: "program"; id: Program["id"] } | { what: "secret"; told: Registered };

function Programs({ lot, mayEverywhere }: { lot: WorkLot; mayEverywhere: boolean }) {
  const { t } = useStaffI18n();
  const programs = usePrograms(lot.slug);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const data = programs.data;
  const chosen = open?.what === "program" ? data?.programs.find(({ id }) => id === open.id) : undefined;
  return (
    <div className="max-w-[72rem]">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-[1_1_18rem]">
          <SectionHead title={t("desk.programs")} text={t("desk.programs.text", { lot: lot.name })} />
        </div>
        <Button
          icon={<Plus size={18} aria-hidden />}
          disabled={!data?.issuer}
          data-testid="new-program"
          onClick={() => setOpen({ what: "register" })}
        >
          {t("desk.programs.new")}
        </Button>
      </div>
      {data && !data.issuer ? (
        <Notice tone="wait" title={t("desk.programs.notSetUp")} className="mt-4">
          {t("desk.programs.notSetUpText")}
        </Notice>
      ) : null}
      <div className="mt-4 grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22.25rem] lg:gap-4.5">
        {data ? (
          <Lists
            programs={data.programs}
            lot={lot}
            onOpen={(program) => setOpen({ what: "program", id: program.id })}
          />
        ) : programs.isError ? (
          <Trouble error={programs.error} onRetry={() => void programs.refetch()} />
        ) : (
          <Skeleton className="h-64 !rounded-card" />
        )}
        <div className="grid gap-4 lg:gap-4.5">
          <Card title={t("desk.programs.doubtful")} testId="doubtful">
            <p className="text-ink-2">
              {data?.doubtful
                ? t("desk.programs.doubtfulCount", { count: data.doubtful })
                : t("desk.programs.doubtfulNone")}
            </p>
            <ButtonLink
              tone="quiet"
              href={routes.admin(lot.slug, "programs", READINGS)}
              className="mt-3 w-full"
              testId="to-readings"
            >
              {t("desk.programs.toReadings")}
            </ButtonLink>
          </Card>
          {data?.issuer ? (
            <Card title={t("desk.programs.how")}>
              <p className="mb-3 text-ink-2">{t("desk.programs.howText")}</p>
              <CopyField label={t("desk.programs.address")} value={metadataOf(data.issuer)} />
            </Card>
          ) : null}
        </div>
      </div>
      {open?.what === "register" ? (
        <RegisterDialog
          lot={lot}
          mayEverywhere={mayEverywhere}
          onClose={close}
          onDone={(told) => setOpen({ what: "secret", told })}
        />
      ) : null}
      {chosen ? (
        <ProgramDialog
          lot={lot}
          program={chosen}
          onClose={close}
          onSecret={(told) => setOpen({ what: "secret", told })}
        />
      ) : null}
      {open?.what === "secret" ? (
        <SecretDialog told={open.told} address={metadataOf(data?.issuer ?? "")} onClose={close} />
      ) : null}
    </div>
  );
}

interface ListsProps {
  programs: readonly Program[];
  lot: WorkLot;
  onOpen: (program: Program) => void;
}

function Lists({ programs, lot, onOpen }: ListsProps) {
  const { t } = useStaffI18n();
  if (programs.length === 0)
    return (
      <div className="glass rounded-card px-6 py-12 text-center text-ink-2">
        <p className="mx-auto max-w-100">{t("desk.programs.none")}</p>
      </div>
    );
  return (
    <div className="grid gap-4 lg:gap-4.5">
      {KINDS.map((kind) => {
        const some = programs.filter((program) => program.kind === kind);
        return some.length > 0 ? (
          <Card key={kind} title={t(`desk.programs.kinds.${kind}`)} testId={`programs-${kind}`}>
            <ul>
              {some.map((program) => (
                <ProgramRow
                  key={program.id}
                  program={program}
                  zone={lot.timeZone}
                  onOpen={() => onOpen(program)}
                />
              ))}
            </ul>
          </Card>
        ) : null;
      })}
    </div>
  );
}

/** Where the standard (RFC 8414) has programs look first. */
function metadataOf(issuer: string): string {
  return `${issuer}/.well-known/oauth-authorization-server`;
}
