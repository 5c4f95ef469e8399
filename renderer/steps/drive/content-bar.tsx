import type { ReactNode } from 'react';
import type { WindowDrive } from '../../../src/contract/window/drives.ts';

interface Segment {
  readonly key: string;
  readonly bytes: number;
  /** Null where nobody knows. */
  readonly usedBytes: number | null;
}

const SEGMENT =
  'overflow-hidden rounded-mark bg-track forced-colors:outline forced-colors:outline-1 forced-colors:-outline-offset-1';
/** Stripes for what nobody has measured: neither full nor empty. */
const UNKNOWN = 'bg-[repeating-linear-gradient(135deg,var(--nb-line-strong)_0_2px,transparent_2px_5px)]';

/**
 * How much of a drive is taken, as a bar: each partition as long as it is, filled as far as it is used, striped where that is
 * not known. Decoration: the words below it say what they are.
 */
export function ContentBar({ drive: { bytes, content } }: { readonly drive: WindowDrive }): ReactNode {
  const segments = segmentsOf(bytes, content);
  if (bytes === 0 || segments.length === 0) return null;
  return (
    <span aria-hidden className="my-1.5 flex h-2 max-w-120 gap-0.5">
      {segments.map(({ key, usedBytes, ...segment }) => (
        <span
          key={key}
          className={`${SEGMENT} min-w-1 ${usedBytes === null ? UNKNOWN : ''}`}
          style={{ width: percent(segment.bytes, bytes) }}
        >
          {usedBytes !== null && (
            <span
              className="block h-full bg-text-3 forced-colors:bg-[CanvasText]"
              style={{ width: percent(usedBytes, segment.bytes) }}
            />
          )}
        </span>
      ))}
      <span className={`${SEGMENT} flex-1`} />
    </span>
  );
}

/** A file system on the whole drive is one segment, where it says how full it is. */
function segmentsOf(bytes: number, { partitions, usedBytes }: WindowDrive['content']): readonly Segment[] {
  if (partitions.length > 0) return partitions.map((partition) => ({ key: partition.device, ...partition }));
  return usedBytes === null ? [] : [{ key: 'whole', bytes, usedBytes }];
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.min(100, (part / whole) * 100)}%`;
}
