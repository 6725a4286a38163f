export const reports = {
  "desk.reports.title": "soon",
} as const;
