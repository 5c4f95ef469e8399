import { Check, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { TONE_ICONS, TONE_TEXT, type Tone } from './tone.ts';

export interface TagProps {
  readonly tone: Tone | 'plain';
  readonly children: ReactNode;
  /** Another icon than the tone's. */
  readonly icon?: LucideIcon;
}

/** A verdict in a few words, with its icon: "Supported", "Larger than 256 GB". */
export function Tag({ tone, children, icon }: TagProps): ReactNode {
  const shape = icon ?? (tone === 'ok' ? Check : tone === 'plain' ? undefined : TONE_ICONS[tone]);
  return (
    <span className={`inline-flex items-start gap-1.5 text-small ${tone === 'plain' ? 'text-text' : TONE_TEXT[tone]}`}>
      {shape !== undefined && <Icon of={shape} size="small" className="mt-0.5" />}
      <span>{children}</span>
    </span>
  );
}
