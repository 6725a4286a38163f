import { createContext, use } from "react";

export const ToastContext = createContext<{ show: (text: string) => void }>({ show: () => undefined });

export function useToast() {
  return use(ToastContext);
}
