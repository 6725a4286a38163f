export const people = {
  "desk.people.title": "soon",
} as const;
