import { useStaffI18n } from "../../../i18n/admin/words";
import type { SectionProps } from "../AdminPage";
import { SectionHead } from "../SectionHead";

export default function ProgramsPage({ lot }: SectionProps) {
  const { t } = useStaffI18n();
  return <SectionHead title={t("desk.programs")} text={lot.name} />;
}
