import type { WorkLot } from "../../../api/admin/types";
import { DataButtons } from "./DataButtons";
import type { DataVerb } from "./DataDialogs";

/** An address under which somebody booked without an account. */
export function Guest({
  lot,
  email,
  onData,
}: {
  lot: WorkLot;
  email: string;
  onData: (verb: DataVerb) => void;
}) {
  return (
    <li className="border-t border-line py-2.5 first:border-0" data-testid={`guest-${email}`}>
      <p className="font-medium [overflow-wrap:anywhere]">{email}</p>
      <div className="-ml-3 flex flex-wrap gap-x-1">
        <DataButtons lot={lot} email={email} subject={{ email }} name={email} onData={onData} />
      </div>
    </li>
  );
}
