import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";

interface Props {
  /** Of what keeps the place until then. */
  className: string;
  children: ReactNode;
}

/** Draws its children from when their place first comes into view: what is dear to draw, and mostly below the edge. */
export function WhenSeen({ className, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(() => typeof IntersectionObserver === "undefined");
  useEffect(() => {
    if (seen || !place.current) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [seen]);
  return seen ? children : <div ref={place} className={className} />;
}
