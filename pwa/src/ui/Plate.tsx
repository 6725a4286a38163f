import { readablePlate } from "../lib/plate";

/** A number plate as it hangs on a Malaysian car: white on black. */
export function Plate({ number }: { number: string }) {
  return (
    <span className="inline-block rounded-[7px] bg-[#101418] px-2 py-[3px] font-plate text-s font-bold tracking-[0.06em] whitespace-nowrap text-white ring-1 ring-white/10">
      {readablePlate(number)}
    </span>
  );
}
