import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

export interface CodeProps {
  /** A command, path, hash or fingerprint. */
  readonly text: string;
  /** With a button that copies it, in a box of its own. */
  readonly canCopy?: boolean;
}

/** Text of machines, in the mono face. */
export function Code({ text, canCopy = false }: CodeProps): ReactNode {
  if (!canCopy) return <code className="text-[0.9286em] break-all">{text}</code>;
  return (
    <span className="flex items-center gap-2 rounded-control border border-line bg-sunken py-1 ps-3 pe-1">
      <code className="min-w-0 flex-1 text-small break-all select-all">{text}</code>
      <CopyButton text={text} />
    </span>
  );
}
