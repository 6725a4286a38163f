export const arrivals = {
  "desk.arrivals.title": "soon",
} as const;
