/** The camera of the phone, and what stands in its picture. */

export type CameraTrouble = "denied" | "none" | "busy";

export interface Camera {
  stream: MediaStream;
  /** Null where there is no lamp. */
  torch: ((on: boolean) => Promise<void>) | null;
  /** Ids of all cameras; of one, no choice. */
  choices: readonly string[];
  id: string | null;
  stop: () => void;
}

/** Looked at as often; a phone in a basement is to keep its battery. */
const EVERY_MS = 120;
/** A pass fills a good part of the picture: more detail only takes longer. */
const SIDE_PX = 720;

/** Opens the camera at the back, or that one. Throws what `troubleOf` names. */
export async function openCamera(id: string | null): Promise<Camera> {
  const devices = (navigator as Partial<Navigator>).mediaDevices;
  // Only a page that was fetched safely may ask.
  if (!devices) throw new DOMException("no camera here", "NotFoundError");
  const wanted = id ? { deviceId: { exact: id } } : { facingMode: { ideal: "environment" } };
  const video = { ...wanted, width: { ideal: 1280 }, height: { ideal: 720 } };
  const stream = await devices.getUserMedia({ video, audio: false });
  const [track] = stream.getVideoTracks();
  const cameras = (await devices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
  const can = track?.getCapabilities() as { torch?: boolean } | undefined;
  return {
    stream,
    torch:
      track && can?.torch === true
        ? (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
        : null,
    choices: cameras.map(({ deviceId }) => deviceId),
    id: track?.getSettings().deviceId ?? null,
    stop: () => stream.getTracks().forEach((one) => one.stop()),
  };
}

export function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "none" : "busy";
}

type Reader = (video: HTMLVideoElement) => Promise<string | null> | string | null;

/** Reads QR codes in the picture until it is stopped. */
export function watchCodes(video: HTMLVideoElement, onCode: (text: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let reader: Reader | null = null;
  async function look() {
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0) {
      reader ??= await findReader();
      const text = await read(reader, video);
      // A page that stopped while it was looked at does not want to hear of it.
      if (text && !isStopped()) onCode(text);
    }
    if (!isStopped()) timer = setTimeout(() => void look(), EVERY_MS);
  }
  const isStopped = () => stopped;
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

interface Detector {
  detect: (source: CanvasImageSource) => Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<string[]>;
}

/** The browser's own reader where it has one, else a library's. */
async function findReader(): Promise<Reader> {
  const { BarcodeDetector: Known } = globalThis as { BarcodeDetector?: DetectorClass };
  const formats = (await Known?.getSupportedFormats().catch(() => [])) ?? [];
  if (Known && formats.includes("qr_code")) {
    const detector = new Known({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  const { decodeQR } = await import("./decoder");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return (video) => {
    const scale = Math.min(1, SIDE_PX / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen?.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = pen?.getImageData(0, 0, canvas.width, canvas.height);
    return picture ? decodeQR(picture) : null;
  };
}

/** Readers throw when there is no code, which is what they see most of the time. */
async function read(reader: Reader, video: HTMLVideoElement): Promise<string | null> {
  try {
    return await reader(video);
  } catch {
    return null;
  }
}
