import { Download } from "lucide-react";
import { useFile } from "../../../api/admin/reports";
import { useStaffI18n } from "../../../i18n/admin/words";
import { saveFile } from "../../../lib/saveFile";
import { Button } from "../../../ui/Button";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";

interface Props {
  files: readonly { kind: "csv" | "xlsx"; address: string }[];
  /** What is in them. */
  of: string;
}

/** The same numbers, to take along. */
export function Downloads({ files, of }: Props) {
  const { t } = useStaffI18n();
  const fetched = useFile();
  const toast = useToast();
  const troubleText = useTroubleText();
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      {files.map(({ kind, address }) => (
        <Button
          key={kind}
          tone="quiet"
          icon={<Download size={17} aria-hidden />}
          busy={fetched.isPending && fetched.variables === address}
          aria-label={t("desk.reports.fileOf", { kind: kind.toUpperCase(), of })}
          data-testid={`download-${kind}`}
          onClick={() =>
            fetched.mutate(address, {
              onSuccess: saveFile,
              onError: (error) => toast.show(troubleText(error)),
            })
          }
        >
          {kind.toUpperCase()}
        </Button>
      ))}
    </div>
  );
}
