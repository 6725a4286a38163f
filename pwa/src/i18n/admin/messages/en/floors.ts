export const floors = {
  "desk.floors.title": "soon",
} as const;
