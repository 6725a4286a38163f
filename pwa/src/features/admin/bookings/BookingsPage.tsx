import type { SectionProps } from "../AdminPage";
import { BookingPage } from "./BookingPage";
import { NewBooking } from "./NewBooking";
import { SearchPage } from "./SearchPage";

/** Where a booking for somebody is made; no reference looks like it. */
export const NEW = "new";

export default function BookingsPage({ lot, work, item }: SectionProps) {
  if (item === undefined) return <SearchPage lot={lot} />;
  if (item === NEW) return <NewBooking lot={lot} />;
  return <BookingPage key={item} lot={lot} work={work} reference={item} />;
}
