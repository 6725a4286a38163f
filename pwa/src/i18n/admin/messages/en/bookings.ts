export const bookings = {
  "desk.bookings.title": "soon",
} as const;
