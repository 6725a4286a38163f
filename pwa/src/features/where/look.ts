/** How shapes of the town are painted: in the app's own colours, with the layers of Protomaps' basemap. */
import {
  CenteredTextSymbolizer,
  exp,
  LineLabelSymbolizer,
  LineSymbolizer,
  PolygonSymbolizer,
} from "protomaps-leaflet";
import type { Feature, LabelRule, PaintRule } from "protomaps-leaflet";
import { readTokens } from "../../map/palette";

const NAMES = [
  "ink-2",
  "town-land",
  "town-park",
  "town-water",
  "town-building",
  "town-road",
  "town-road-edge",
  "town-highway",
] as const;

const GREEN = new Set(["park", "nature_reserve", "forest", "wood", "grass", "grassland", "golf_course"]);
const FONT = '"Inter Variable", "Inter fallback", system-ui, sans-serif';

export interface Look {
  paintRules: PaintRule[];
  labelRules: LabelRule[];
  backgroundColor: string;
}

/** The look at an element, light or dark; names in a language where the map has them. */
export function readLook(at: HTMLElement, language: string): Look {
  const colours = readTokens(at, NAMES);
  const road = (kind: string, widths: number[][], edge: boolean, colour: string): PaintRule => ({
    dataLayer: "roads",
    symbolizer: new LineSymbolizer({
      color: edge ? colours["town-road-edge"] : colour,
      width: (zoom) => exp(1.6, widths)(zoom) + (edge ? 2 : 0),
      lineCap: "round",
      lineJoin: "round",
    }),
    filter: (_zoom, feature) => feature.props["kind"] === kind,
  });
  const roads = [
    {
      kind: "minor_road",
      colour: colours["town-road"],
      widths: [
        [13, 0.6],
        [15, 3],
        [18, 14],
      ],
    },
    {
      kind: "major_road",
      colour: colours["town-road"],
      widths: [
        [9, 0.5],
        [12, 2],
        [15, 6],
        [18, 22],
      ],
    },
    {
      kind: "highway",
      colour: colours["town-highway"],
      widths: [
        [7, 0.8],
        [11, 2.6],
        [15, 9],
        [18, 28],
      ],
    },
  ];
  const area = (dataLayer: string, fill: string, filter?: (feature: Feature) => boolean): PaintRule => ({
    dataLayer,
    symbolizer: new PolygonSymbolizer({ fill }),
    ...(filter ? { filter: (_zoom: number, feature: Feature) => filter(feature) } : {}),
  });
  const text = {
    labelProps: [`name:${language}`, "name"],
    fill: colours["ink-2"],
    stroke: colours["town-land"],
    width: 2.5,
  };
  return {
    backgroundColor: colours["town-land"],
    paintRules: [
      area("landuse", colours["town-park"], ({ props }) => GREEN.has(props["kind"] as string)),
      area("water", colours["town-water"]),
      area("buildings", colours["town-building"]),
      ...roads.map(({ kind, widths, colour }) => road(kind, widths, true, colour)),
      ...roads.map(({ kind, widths, colour }) => road(kind, widths, false, colour)),
    ],
    labelRules: [
      {
        dataLayer: "places",
        symbolizer: new CenteredTextSymbolizer({ ...text, font: `600 12px ${FONT}` }),
        filter: (_zoom, feature) => feature.props["kind"] !== "country",
      },
      {
        dataLayer: "roads",
        minzoom: 13,
        symbolizer: new LineLabelSymbolizer({ ...text, font: `500 11px ${FONT}` }),
        filter: (_zoom, feature) => feature.props["kind"] !== "path",
      },
    ],
  };
}
