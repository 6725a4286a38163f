export const messages = {
  "desk.messages.title": "soon",
} as const;
