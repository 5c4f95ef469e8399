import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import { TONE_GROUND, TONE_ICONS, TONE_TEXT, type Tone } from './tone.ts';

export interface BannerProps {
  readonly tone: Tone;
  readonly title?: string;
  readonly children: ReactNode;
  /** Buttons or links that mend it. */
  readonly actions?: ReactNode;
}

/** A quiet button has no line: when it comes first, its words begin below those of the message. */
const ACTIONS = 'mt-2 flex flex-wrap items-center gap-3 *:first:data-[variant=quiet]:-ms-2.75';

/** What is wrong with the system rather than with an answer, or has to be read before going on. It stays until mended. */
export function Banner({ tone, title, children, actions }: BannerProps): ReactNode {
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classes(
        'flex gap-2.5 rounded-control border border-transparent px-3.5 py-2.5 text-small in-data-[theme=contrast]:border-line-strong contrast-more:border-line-strong',
        TONE_GROUND[tone],
      )}
    >
      <Icon of={TONE_ICONS[tone]} className={TONE_TEXT[tone]} />
      <div className="min-w-0 flex-1">
        {title !== undefined && <p className="font-head">{title}</p>}
        <div>{children}</div>
        {actions !== undefined && <div className={ACTIONS}>{actions}</div>}
      </div>
    </div>
  );
}
