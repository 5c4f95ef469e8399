import { type ReactElement, type ReactNode } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';

export interface TooltipProps {
  /** What it says; null for no tooltip. */
  readonly text: string | null;
  /** One thing that can hold the focus: a kit button or link. */
  readonly children: ReactElement;
}

const DELAY_MS = 500;

/** A short note on hover and focus. It also describes its child to screen readers. */
export function Tooltip({ text, children }: TooltipProps): ReactNode {
  return (
    <TooltipTrigger delay={DELAY_MS} isDisabled={text === null}>
      {children}
      <AriaTooltip
        offset={6}
        className="opens max-w-80 rounded-control bg-raised px-2.5 py-1.5 text-small text-text shadow-float"
      >
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
