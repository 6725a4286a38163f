export const closures = {
  "desk.closures.title": "soon",
} as const;
