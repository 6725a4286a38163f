import { CameraOff, Flashlight, RotateCw, SwitchCamera } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { openCamera, troubleOf, watchCodes } from "./camera";
import type { Camera, CameraTrouble } from "./camera";
import type { Direction } from "./judge";

interface Props {
  direction: Direction;
  /** A code was seen; nothing is looked for until `outcome` is gone again. */
  onCode: (text: string) => void;
  checking: boolean;
  /** What came of the last code, instead of the picture. */
  outcome: ReactNode;
  onNext: () => void;
  onType: () => void;
  onClose: () => void;
}

/** The same pass, still held up after "Next car", is not a second car. */
const SAME_PASS_MS = 4_000;

/** The camera at the gate: hold up a pass, read what to do, next car. */
export function Scanner({ direction, onCode, checking, outcome, onNext, onType, onClose }: Props) {
  const { t } = useStaffI18n();
  const video = useRef<HTMLVideoElement>(null);
  const last = useRef({ text: "", until: 0 });
  const [wanted, setWanted] = useState<{ id: string | null; attempt: number }>({ id: null, attempt: 0 });
  const [camera, setCamera] = useState<Camera | null>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  const [lit, setLit] = useState(false);
  const looking = camera !== null && !checking && outcome === null;

  useEffect(() => {
    let gone = false;
    let opened: Camera | null = null;
    openCamera(wanted.id).then(
      (found) => {
        opened = found;
        if (gone) found.stop();
        else setCamera(found);
      },
      (error: unknown) => {
        if (!gone) setTrouble(troubleOf(error));
      },
    );
    return () => {
      gone = true;
      opened?.stop();
      setCamera(null);
      setTrouble(null);
      setLit(false);
    };
  }, [wanted]);

  useEffect(() => {
    if (!video.current || !camera) return;
    video.current.srcObject = camera.stream;
    // A page that is left while the picture starts is no fault.
    void video.current.play().catch(() => undefined);
  }, [camera]);

  const saw = useEffectEvent((text: string) => {
    if (text === last.current.text && Date.now() < last.current.until) return;
    last.current = { text, until: Infinity };
    (navigator as Partial<Navigator>).vibrate?.(60);
    onCode(text);
  });

  useEffect(() => {
    if (!looking || !video.current) return;
    return watchCodes(video.current, (text) => saw(text));
  }, [looking]);

  function next() {
    last.current.until = Date.now() + SAME_PASS_MS;
    onNext();
  }

  function switchCamera() {
    const choices = camera?.choices ?? [];
    const at = choices.indexOf(camera?.id ?? "");
    setWanted({ id: choices[(at + 1) % choices.length] ?? null, attempt: wanted.attempt });
  }

  function light() {
    void camera?.torch?.(!lit).then(
      () => setLit(!lit),
      () => undefined,
    );
  }

  return (
    <Dialog
      title={t(`desk.arrivals.scanner.${direction}`)}
      onClose={onClose}
      testId="scanner"
      footer={
        outcome ? (
          <Button onClick={next} data-testid="next-car">
            {t("desk.arrivals.next")}
          </Button>
        ) : (
          <Button tone="quiet" onClick={onType}>
            {t("desk.arrivals.scanner.type")}
          </Button>
        )
      }
    >
      {outcome}
      {trouble && !outcome ? (
        <div role="alert" className="grid justify-items-center gap-3 px-4 py-10 text-center">
          <span className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent">
            <CameraOff size={26} aria-hidden />
          </span>
          <p className="text-l font-semibold">{t(`desk.arrivals.scanner.${trouble}.title`)}</p>
          <p className="text-ink-2">{t(`desk.arrivals.scanner.${trouble}.text`)}</p>
          <Button
            tone="quiet"
            icon={<RotateCw size={17} aria-hidden />}
            onClick={() => setWanted({ id: null, attempt: wanted.attempt + 1 })}
          >
            {t("action.retry")}
          </Button>
        </div>
      ) : null}
      {/* It keeps running behind an outcome, so that the next car does not wait for it. */}
      <div className={outcome || trouble ? "hidden" : "grid grid-cols-1 gap-3"}>
        <div className="relative aspect-[4/5] max-h-[58dvh] w-full overflow-hidden rounded-box bg-black sm:aspect-square">
          <video
            ref={video}
            muted
            playsInline
            aria-hidden="true"
            className="size-full object-cover"
            data-testid="picture"
          />
          <i
            aria-hidden
            className="absolute inset-[14%] rounded-card border-4 border-white/90 shadow-[0_0_0_100vmax_rgb(0_0_0/0.32)]"
          />
          <div className="absolute right-3 bottom-3 flex gap-2">
            {camera?.torch ? (
              <PictureButton label={t("desk.arrivals.scanner.lamp")} pressed={lit} onClick={light}>
                <Flashlight size={20} aria-hidden />
              </PictureButton>
            ) : null}
            {camera && camera.choices.length > 1 ? (
              <PictureButton label={t("desk.arrivals.scanner.other")} onClick={switchCamera}>
                <SwitchCamera size={20} aria-hidden />
              </PictureButton>
            ) : null}
          </div>
        </div>
        <p role="status" className="text-center text-m text-ink-2">
          {t(
            checking
              ? "desk.arrivals.scanner.checking"
              : camera
                ? "desk.arrivals.scanner.hint"
                : "desk.arrivals.scanner.starting",
          )}
        </p>
      </div>
    </Dialog>
  );
}

interface PictureButtonProps {
  label: string;
  pressed?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function PictureButton({ label, pressed, onClick, children }: PictureButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      onClick={onClick}
      className="grid size-12 place-items-center rounded-full bg-black/65 text-white aria-pressed:bg-white aria-pressed:text-black"
    >
      {children}
    </button>
  );
}
