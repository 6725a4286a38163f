import { useStaffI18n } from "../../../i18n/admin/words";
import { SpotSign } from "../../../ui/SpotSign";
import { Card } from "../Card";
import type { KindCount } from "./counts";

/** The floor by kind of spot. */
export function Kinds({ kinds }: { kinds: readonly KindCount[] }) {
  const { t, format } = useStaffI18n();
  const heading = "pb-1.5 pl-2 text-right font-medium";
  const number = "py-1.5 pl-2 text-right";
  return (
    <Card title={t("desk.byKind")} testId="kinds">
      <table className="num w-full text-m">
        <thead className="text-s text-ink-2">
          <tr>
            <th scope="col" className="pb-1.5 text-left font-medium">
              {t("desk.kind")}
            </th>
            <th scope="col" className={heading}>
              {t("desk.state.free")}
            </th>
            <th scope="col" className={heading}>
              {t("desk.inUse")}
            </th>
            <th scope="col" className={heading}>
              {t("desk.total")}
            </th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ type, free, inUse, total }) => (
            <tr key={type} className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-medium [overflow-wrap:anywhere]">
                <span className="flex flex-wrap items-center gap-x-1.5">
                  <SpotSign type={type} size={14} />
                  {t(`type.${type}`)}
                </span>
              </th>
              <td className={`${number} font-semibold`}>{format.number(free)}</td>
              <td className={number}>{format.number(inUse)}</td>
              <td className={`${number} text-ink-2`}>{format.number(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
