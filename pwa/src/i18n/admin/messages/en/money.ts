export const money = {
  "desk.money.title": "soon",
} as const;
