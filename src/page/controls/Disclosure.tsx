/** Details behind a summary; what is closed is not rendered and follows nothing. */
import { type ReactNode, useState } from 'react';

export function Disclosure(properties: {
  summary: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  const { summary, className, children } = properties;
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={className} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children}
    </details>
  );
}
