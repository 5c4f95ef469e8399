import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { ExternalLink } from '../../src/contract/window/app.ts';
import { call } from '../bridge/call.ts';

const LOOK =
  'inline max-w-full rounded-mark text-start wrap-anywhere text-accent-text underline decoration-1 underline-offset-3 data-hovered:decoration-2 data-pressed:text-accent-pressed';

export interface LinkProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
}

/** Something inside a sentence that acts here: mends a field, opens a dialog, goes to a step. */
export function Link({ children, onPress }: LinkProps): ReactNode {
  return (
    // No slot: in the line under a `Select` it would else become the button that opens the list.
    <AriaButton slot={null} className={LOOK} onPress={onPress}>
      {children}
    </AriaButton>
  );
}

export interface ExternalLinkProps {
  readonly children: ReactNode;
  /** A page of main's list: the window itself names no address. */
  readonly to: ExternalLink;
}

/** A page in the person's browser. A system without a browser is nothing that we could mend: it is left at that. */
export function ExternalLink({ children, to }: ExternalLinkProps): ReactNode {
  const open = (): void => void call('app.openExternal', { link: to }).catch(() => undefined);
  return (
    <AriaButton slot={null} className={LOOK} onPress={open}>
      {children}
    </AriaButton>
  );
}
