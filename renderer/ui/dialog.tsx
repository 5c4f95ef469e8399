import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { classes } from './classes.ts';

export interface DialogProps {
  readonly isOpen: boolean;
  /** Escape, and a click outside of a plain dialog. The focus goes back to where it was. */
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons, the one that goes on last. In an `alert` give Cancel `autoFocus`. */
  readonly actions?: ReactNode;
  /** `alert`: a question that must be answered; only Escape and its buttons close it. */
  readonly kind?: 'plain' | 'alert';
  readonly width?: 'question' | 'form' | 'wide';
}

const WIDTHS = { question: 'w-136', form: 'w-160', wide: 'w-240' } as const;

/**
 * A dialog over the window. The focus stays inside while it is open. Title and buttons stay in sight, also with very large
 * text: only what is between them scrolls.
 */
export function Dialog({
  isOpen,
  onClose,
  title,
  children,
  actions,
  kind = 'plain',
  width = 'question',
}: DialogProps): ReactNode {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={kind === 'plain'}
      className="fixed inset-0 z-10 flex items-center justify-center bg-scrim p-6 transition-opacity duration-(--nb-enter) data-entering:opacity-0 data-exiting:opacity-0"
    >
      <Modal
        className={classes(
          'opens flex max-h-full max-w-full flex-col overflow-auto rounded-panel bg-raised shadow-float',
          WIDTHS[width],
        )}
      >
        <AriaDialog
          role={kind === 'alert' ? 'alertdialog' : 'dialog'}
          className="flex min-h-0 flex-col py-6 outline-none"
        >
          <Heading slot="title" className="flex-none px-6 text-[1.125rem]/6 font-head">
            {title}
          </Heading>
          <div className="mt-1 min-h-16 overflow-auto px-6 py-1">{children}</div>
          {actions !== undefined && (
            <div className="mt-5 flex flex-none flex-wrap justify-end gap-3 px-6">{actions}</div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
