import { useCallback, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { ToastContext } from "./toast";

const SHOWN_MS = 5_000;

/** Short news at the foot of the screen, told politely and gone by itself. */
export function Toasts({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<{ id: number; text: string } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const show = useCallback((text: string) => {
    clearTimeout(timer.current);
    setToast((before) => ({ id: (before?.id ?? 0) + 1, text }));
    timer.current = setTimeout(() => setToast(null), SHOWN_MS);
  }, []);
  const value = useMemo(() => ({ show }), [show]);
  return (
    <ToastContext value={value}>
      {children}
      <div
        role="status"
        className="pointer-events-none fixed inset-x-4 bottom-24 z-50 flex justify-center lg:bottom-8"
      >
        {toast ? (
          <p
            key={toast.id}
            className="animate-rise rounded-box bg-ink px-4 py-3 text-m font-medium text-[var(--ground-1)] shadow-[var(--shadow)]"
          >
            {toast.text}
          </p>
        ) : null}
      </div>
    </ToastContext>
  );
}
