import { useEffect, useState } from "react";

/** A value once it has been left alone for `milliseconds`; until then the one before. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const due = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(due);
  }, [value, milliseconds]);
  return settled;
}
