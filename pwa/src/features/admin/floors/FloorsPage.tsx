import type { SectionProps } from "../AdminPage";
import { FloorEditor } from "./editor/FloorEditor";
import { FloorList } from "./list/FloorList";

/** The lot's floors, or one of them in the editor. */
export default function FloorsPage({ lot, item }: SectionProps) {
  return item === undefined ? <FloorList lot={lot} /> : <FloorEditor key={item} lot={lot} code={item} />;
}
