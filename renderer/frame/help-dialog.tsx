import type { ReactNode } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Facts } from '../ui/facts.tsx';
import { Button } from '../ui/button.tsx';
import { ExternalLink } from '../ui/link.tsx';
import { useAppFacts } from '../state/app-facts.ts';
import { useWords } from '../words/use-words.ts';

export interface HelpDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const KEYS = [
  ['back', 'Alt+←'],
  ['next', 'Ctrl+Enter'],
  ['step', 'Alt+1 … Alt+9'],
  ['search', 'Ctrl+F'],
  ['help', 'F1'],
  ['settings', 'Ctrl+,'],
  ['diagnosis', 'Ctrl+Shift+D'],
] as const;

/** The keys, and where more is written. */
export function HelpDialog({ isOpen, onClose }: HelpDialogProps): ReactNode {
  const { t } = useWords();
  const { platform } = useAppFacts();
  const named = (keys: string): string =>
    platform === 'darwin' ? keys.replace('Ctrl', '⌘').replaceAll('Alt', '⌥') : keys;
  const facts = KEYS.map(([id, keys]) => ({ name: t(`window.frame.key.${id}`), value: <kbd>{named(keys)}</kbd> }));
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('window.frame.help.title')}
      actions={
        <Button autoFocus onPress={onClose}>
          {t('window.ui.close')}
        </Button>
      }
    >
      <p className="mb-3 text-text-2">{t('window.frame.help.lead')}</p>
      <Facts facts={facts} isLined />
      {platform === 'darwin' && <p className="mt-3 text-small text-text-2">{t('window.frame.help.option')}</p>}
      <p className="mt-4 flex gap-6 text-small">
        <ExternalLink to="project">{t('window.frame.help.project')}</ExternalLink>
        <ExternalLink to="nixos-manual">{t('window.frame.help.manual')}</ExternalLink>
      </p>
    </Dialog>
  );
}
