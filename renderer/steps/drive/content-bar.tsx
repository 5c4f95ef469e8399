import type { ReactNode } from 'react';
import type { WindowDrive } from '../../../src/contract/window/drives.ts';

/** How much of a drive its partitions take, as a bar. Decoration: the words below it say what they are. */
export function ContentBar({ drive: { bytes, content } }: { readonly drive: WindowDrive }): ReactNode {
  if (bytes === 0 || content.partitions.length === 0) return null;
  return (
    <span aria-hidden className="my-1.5 flex h-2 max-w-120 gap-0.5 overflow-hidden rounded-mark bg-track">
      {content.partitions.map((partition) => (
        <span
          key={partition.device}
          className="min-w-1 bg-text-3 forced-colors:bg-[CanvasText]"
          style={{ width: `${Math.min(100, (partition.bytes / bytes) * 100)}%` }}
        />
      ))}
    </span>
  );
}
