export const programs = {
  "desk.programs.title": "soon",
} as const;
