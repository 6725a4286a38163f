/** The head of a section that is read rather than watched. */
export function SectionHead({ title, text }: { title: string; text: string }) {
  return (
    <header>
      <h1 className="text-2xl font-bold tracking-tight">{title}</h1>
      <p className="mt-1 text-ink-2">{text}</p>
    </header>
  );
}
