export const lot = {
  "desk.lot.title": "soon",
} as const;
