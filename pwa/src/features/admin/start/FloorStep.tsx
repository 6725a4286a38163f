import { PencilRuler } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import { usePublishFloor, useSketch } from "../../../api/admin/setup";
import type { LotSetup, PlannedFloor, Sketch } from "../../../api/admin/setup";
import { useLot } from "../../../api/lots";
import type { AreaMap, SpaceId } from "../../../api/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { FloorMap } from "../../../map/FloorMap";
import { prepareFloor } from "../../../map/floor";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { SelectField } from "../../../ui/SelectField";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble, useTroubleText } from "../../../ui/Trouble";
import { useSettled } from "../../../ui/useSettled";
import { Card } from "../Card";
import { NumberField } from "../NumberFields";
import { stopAtWrong } from "../stopAtWrong";
import { Onward } from "./Onward";
import { STOREYS } from "./steps";
import type { Storey } from "./steps";

const KINDS = ["ev", "oku", "vip", "motorcycle"] as const;
type Kind = (typeof KINDS)[number];
const MOST_ROWS = 24;
const MOST_COLUMNS = 60;

/** A floor by its numbers alone: it is seen before it is kept, and can be drawn in detail later. */
export function FloorStep({ setup }: { setup: LotSetup }) {
  const { t } = useStaffI18n();
  const [, navigate] = useLocation();
  const troubleText = useTroubleText();
  const lot = useLot(setup.slug);
  const publish = usePublishFloor(setup.slug);
  const fields = useRef<HTMLDivElement>(null);
  const [storey, setStorey] = useState<Storey>(STOREYS[0] ?? { level: 0, code: "G" });
  const [rows, setRows] = useState(4);
  const [columns, setColumns] = useState(10);
  const [special, setSpecial] = useState<Record<Kind, number>>({ ev: 2, oku: 2, vip: 0, motorcycle: 0 });
  const total = rows * columns;
  const isTooMany = Object.values(special).reduce((sum, count) => sum + count, 0) > total;
  const wanted = useSettled(
    useMemo<Sketch>(() => ({ rows, columns, types: { ...special } }), [rows, columns, special]),
    250,
  );
  const sketch = useSketch(setup.slug, isTooMany ? null : wanted);
  const floors = lot.data?.areas ?? [];
  const standing = floors.find((floor) => floor.code === storey.code);

  function keep(plan: PlannedFloor) {
    publish.mutate(
      { ...storey, name: storeyName(storey, t), plan },
      { onSuccess: () => navigate(routes.setUp(setup.slug, "prices")) },
    );
  }

  return (
    <>
      {floors.length > 0 ? (
        <Notice
          tone="good"
          className="mb-4"
          testId="floors-there"
          title={t("desk.start.floorsThere", {
            floors: floors.map((floor) => `${floor.name} (${floor.spaceCount})`).join(", "),
          })}
          action={
            <ButtonLink
              tone="quiet"
              href={routes.admin(setup.slug, "floors")}
              icon={<PencilRuler size={17} aria-hidden />}
            >
              {t("desk.start.editor")}
            </ButtonLink>
          }
        >
          {t("desk.start.floorsText")}
        </Notice>
      ) : null}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Card title={t("desk.start.numbers")} testId="sketch">
          <div ref={fields} className="grid gap-4">
            <SelectField
              label={t("desk.start.whichStorey")}
              value={storey.code}
              testId="storey"
              onChange={(chosen) => {
                const next = STOREYS.find(({ code }) => code === chosen);
                if (next) setStorey(next);
              }}
              options={STOREYS.map((one) => ({ value: one.code, label: storeyName(one, t) }))}
            />
            <div className="grid grid-cols-2 gap-3">
              <NumberField
                label={t("desk.start.rows")}
                unit=""
                least={1}
                most={MOST_ROWS}
                value={rows}
                onChange={setRows}
                testId="rows"
              />
              <NumberField
                label={t("desk.start.columns")}
                unit=""
                least={1}
                most={MOST_COLUMNS}
                value={columns}
                onChange={setColumns}
                testId="columns"
              />
            </div>
            <p className="text-m text-ink-2">{t("desk.start.ofThese", { count: total })}</p>
            <div className="grid grid-cols-2 gap-3">
              {KINDS.map((kind) => (
                <NumberField
                  key={kind}
                  label={t(`type.${kind}`)}
                  unit=""
                  least={0}
                  most={total}
                  value={special[kind]}
                  onChange={(count) => setSpecial({ ...special, [kind]: count })}
                  testId={`count-${kind}`}
                />
              ))}
            </div>
          </div>
        </Card>
        <section aria-label={t("desk.start.preview")} className="glass grid gap-3 rounded-card p-4">
          {isTooMany ? (
            <Notice tone="bad">{t("desk.start.tooManySpecial", { count: total })}</Notice>
          ) : sketch.data ? (
            <Preview plan={sketch.data} storey={storey} />
          ) : sketch.isError ? (
            <Trouble error={sketch.error} onRetry={() => void sketch.refetch()} />
          ) : (
            <Skeleton className="h-80" />
          )}
          <p className="text-m text-ink-2">{t("desk.start.previewText")}</p>
          {publish.error ? (
            <Notice tone="bad" urgent testId="floor-problem">
              {troubleText(publish.error)}
            </Notice>
          ) : null}
          <Button
            tone={floors.length > 0 ? "quiet" : "primary"}
            disabled={!sketch.data || sketch.isPlaceholderData || isTooMany}
            busy={publish.isPending}
            data-testid="keep-floor"
            onClick={() => {
              if (sketch.data && !stopAtWrong(fields.current)) keep(sketch.data);
            }}
          >
            {standing
              ? t("desk.start.replaceFloor", { floor: standing.name })
              : t("desk.start.keepFloor", { count: total })}
          </Button>
        </section>
      </div>
      <Onward step="floor" setup={setup} ready={setup.hasFloor} />
    </>
  );
}

function storeyName({ level }: Storey, t: ReturnType<typeof useStaffI18n>["t"]): string {
  if (level === 0) return t("desk.start.ground");
  return level < 0 ? t("desk.start.basement", { number: -level }) : t("desk.start.upper", { number: level });
}

const NONE: ReadonlyMap<SpaceId, "free"> = new Map();

/** The floor as drivers will see it. */
function Preview({ plan, storey }: { plan: PlannedFloor; storey: Storey }) {
  const { t } = useStaffI18n();
  const floor = useMemo(() => prepareFloor(asMap(plan, storey)), [plan, storey]);
  return (
    <div className="h-80 lg:h-[26rem]" data-testid="sketch-preview">
      <FloorMap
        floor={floor}
        states={NONE}
        still
        label={t("desk.start.previewLabel", { count: plan.spaces.length })}
        describe={(spot) => `${spot.label}, ${t(`type.${spot.type}`)}`}
      />
    </div>
  );
}

/** A plan has no ids yet; its order stands for them. */
function asMap(plan: PlannedFloor, storey: Storey): AreaMap {
  return {
    areaId: 0,
    lotSlug: "",
    code: storey.code,
    name: storey.code,
    version: 0,
    width: plan.width,
    height: plan.height,
    unit: "cm",
    drawing: plan.drawing,
    spaces: plan.spaces.map((space, at) => ({ ...space, id: at + 1 })),
  };
}
