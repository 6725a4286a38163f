import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { importFloor, saveDraft, sketchFloor } from "../../../../api/admin/floors";
import type { FloorInHand, PlannedFloor } from "../../../../api/admin/floors";
import { adminKeys } from "../../../../api/admin/keys";
import type { WorkLot } from "../../../../api/admin/types";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { routes } from "../../../../routes";
import { Button } from "../../../../ui/Button";
import { Dialog } from "../../../../ui/Dialog";
import { Field } from "../../../../ui/Field";
import { Notice } from "../../../../ui/Notice";
import { Segmented } from "../../../../ui/Segmented";
import { useTroubleText } from "../../../../ui/Trouble";
import { NumberField } from "../../NumberFields";
import { NotAFloorFile, readFloorFile } from "../plan/readFile";
import { emptyFloor, isCode, LEVELS, levelOf, nextCode } from "./newFloor";

type Way = "empty" | "sketch" | "file";

interface Props {
  lot: WorkLot;
  floors: readonly FloorInHand[];
  onClose: () => void;
}

const NEW = { revision: 0, baseMapVersion: 0 };

/** A floor to come: an empty sheet, a simple sketch, or a file. It is a draft, and nothing is published. */
export function AddFloor({ lot, floors, onClose }: Props) {
  const { t } = useStaffI18n();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const troubleText = useTroubleText();
  const picker = useRef<HTMLInputElement>(null);
  const [way, setWay] = useState<Way>("empty");
  const [code, setCode] = useState(() => nextCode(floors.map((floor) => floor.code)));
  const [name, setName] = useState("");
  // Null until it is typed: the code tells it where it can.
  const [ownLevel, setOwnLevel] = useState<number | null>(null);
  const [rows, setRows] = useState(4);
  const [columns, setColumns] = useState(20);
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const level = ownLevel ?? levelOf(code) ?? 0;
  const isTaken = floors.some((floor) => floor.code.toLowerCase() === code.toLowerCase());
  const ready = isCode(code) && !isTaken && (way === "file" ? file !== null : name.trim() !== "");

  async function make(): Promise<void> {
    if (way === "file") {
      if (file) await importFloor(lot.slug, code, await readFloorFile(file), NEW);
      return;
    }
    const plan: PlannedFloor = way === "sketch" ? await sketchFloor(lot.slug, rows, columns) : emptyFloor();
    await saveDraft(lot.slug, code, { name: name.trim(), level, plan, ...NEW });
  }

  async function add() {
    setBusy(true);
    setError(null);
    try {
      await make();
      await cache.invalidateQueries({ queryKey: adminKeys.floors(lot.slug), exact: true });
      navigate(routes.admin(lot.slug, "floors", code));
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={t("desk.floors.add")}
      onClose={onClose}
      testId="add-dialog"
      footer={
        <Button busy={busy} disabled={!ready} data-testid="add-now" onClick={() => void add()}>
          {t("desk.floors.addNow")}
        </Button>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        <div data-testid="begin-with">
          <Segmented
            label={t("desk.floors.beginWith")}
            value={way}
            options={(["empty", "sketch", "file"] as const).map((value) => ({
              value,
              label: t(`desk.floors.begin.${value}`),
            }))}
            onChange={setWay}
          />
        </div>
        <p className="text-m text-ink-2">{t(`desk.floors.beginText.${way}`)}</p>
        <div className="grid grid-cols-2 gap-3">
          <Field
            label={t("desk.floors.code")}
            value={code}
            maxLength={12}
            autoComplete="off"
            data-testid="new-code"
            error={
              isTaken
                ? t("desk.floors.codeTaken")
                : code !== "" && !isCode(code)
                  ? t("desk.floors.codeRule")
                  : null
            }
            onChange={(event) => setCode(event.target.value)}
          />
          {way === "file" ? null : (
            <NumberField
              live
              label={t("desk.floors.level")}
              value={level}
              {...LEVELS}
              onChange={setOwnLevel}
              testId="new-level"
            />
          )}
        </div>
        {way === "file" ? null : (
          <Field
            label={t("desk.floors.name")}
            value={name}
            maxLength={60}
            autoComplete="off"
            data-testid="new-name"
            onChange={(event) => setName(event.target.value)}
          />
        )}
        {way === "sketch" ? (
          <div className="grid grid-cols-2 gap-3">
            <NumberField
              live
              label={t("desk.floors.rows")}
              value={rows}
              least={1}
              most={24}
              onChange={setRows}
            />
            <NumberField
              live
              label={t("desk.floors.perRow")}
              value={columns}
              least={1}
              most={60}
              onChange={setColumns}
            />
          </div>
        ) : null}
        {way === "file" ? (
          <>
            <input
              ref={picker}
              type="file"
              accept="application/json,.json"
              aria-label={t("desk.floors.import")}
              data-testid="new-file"
              className="hidden"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
            <Button
              tone="quiet"
              icon={<FileUp size={17} aria-hidden />}
              onClick={() => picker.current?.click()}
            >
              {file ? file.name : t("desk.floors.chooseFile")}
            </Button>
          </>
        ) : null}
        {error ? (
          <Notice tone="bad" urgent testId="add-problem">
            {error instanceof NotAFloorFile ? t("desk.floors.notAFile") : troubleText(error)}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}
