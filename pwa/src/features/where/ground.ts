/** The layer beneath the car parks, from wherever the operator has the town's map. */
import L from "leaflet";
import type { PMTiles } from "pmtiles";
import type { TownMap } from "../../api/types";
import type { OnAnswer } from "./tiles";

export interface Ground {
  layer: L.Layer;
  /** Its pictures are the same in both looks, so the dark one dims them. */
  isPictures: boolean;
}

/** Raises when the source cannot be read at all. */
export async function layGround(
  source: TownMap,
  at: HTMLElement,
  language: string,
  onAnswer: OnAnswer,
): Promise<Ground> {
  if (source.kind === "raster") return { layer: pictures(source, onAnswer), isPictures: true };
  // The libraries below extend Leaflet where they find it, on the window.
  Object.assign(window, { L });
  const [
    { PMTiles, TileType, leafletRasterLayer },
    { leafletLayer },
    { ArchiveSource, TemplateSource },
    { readLook },
  ] = await Promise.all([
    import("pmtiles"),
    import("protomaps-leaflet"),
    import("./tiles"),
    import("./look"),
  ]);
  const shapes = (url: PMTiles, maxDataZoom: number): Ground => ({
    layer: leafletLayer({ url: url as never, maxDataZoom, ...readLook(at, language) }) as unknown as L.Layer,
    isPictures: false,
  });
  if (source.kind === "vector") {
    return shapes(new TemplateSource(source.url, onAnswer) as unknown as PMTiles, source.maxZoom);
  }
  const archive = new PMTiles(new ArchiveSource(source.url, onAnswer));
  const header = await archive.getHeader();
  if (header.tileType === TileType.Mvt) return shapes(archive, header.maxZoom);
  const options = { minZoom: header.minZoom, maxNativeZoom: header.maxZoom };
  return { layer: leafletRasterLayer(archive, options) as L.Layer, isPictures: true };
}

function pictures(source: TownMap, onAnswer: OnAnswer): L.Layer {
  return L.tileLayer(source.url, { maxNativeZoom: source.maxZoom, referrerPolicy: "strict-origin" })
    .on("tileload", () => onAnswer(true))
    .on("tileerror", () => onAnswer(false));
}
