export const prices = {
  "desk.prices.title": "soon",
} as const;
