import { useStaffI18n } from "../../i18n/admin/words";

interface Props {
  /** Which of them are listed. */
  order: "oldest" | "newest";
  shown: number;
  count: number;
}

/** Says that a list is not all there is; nothing where it is. */
export function CutNote({ order, shown, count }: Props) {
  const { t, format } = useStaffI18n();
  if (count <= shown) return null;
  return (
    <p className="num mt-3 text-s text-ink-2" data-testid="cut">
      {t(`desk.cut.${order}`, { shown: format.number(shown), count: format.number(count) })}
    </p>
  );
}
