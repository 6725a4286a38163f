import { Copy } from "lucide-react";
import { useId } from "react";
import { useStaffI18n } from "../../../i18n/admin/words";
import { RoundButton } from "../../../ui/Button";
import { useCopy } from "../useCopy";

interface Props {
  label: string;
  value: string;
  testId?: string;
}

/** A text that goes into another machine, and the button that takes it there. */
export function CopyField({ label, value, testId }: Props) {
  const { t } = useStaffI18n();
  const copy = useCopy();
  const id = useId();
  return (
    <div className="min-w-0">
      <p id={id} className="mb-1 text-s font-medium text-ink-2">
        {label}
      </p>
      <div className="flex items-center gap-2">
        <code
          aria-labelledby={id}
          data-testid={testId}
          className="num min-w-0 flex-1 rounded-box border border-line bg-glass px-3 py-2.5 text-s [overflow-wrap:anywhere] select-all"
        >
          {value}
        </code>
        <RoundButton
          label={t("desk.programs.copyNamed", { what: label })}
          onClick={() => void copy(value, t("desk.programs.copied", { what: label }))}
        >
          <Copy size={18} aria-hidden />
        </RoundButton>
      </div>
    </div>
  );
}
