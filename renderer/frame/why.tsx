import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { DialogTrigger, Popover } from 'react-aria-components/Popover';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';

export interface WhyProps {
  readonly text: string;
}

/** "Why am I asked this?": the reason opens over the page, so that nothing on it moves. */
export function Why({ text }: WhyProps): ReactNode {
  const { t } = useWords();
  return (
    <DialogTrigger>
      <Button className="inline-flex min-h-(--nb-target) items-center gap-1.5 rounded-control text-small text-accent-text data-hovered:underline data-pressed:text-accent-pressed">
        <Icon of={CircleHelp} size="small" />
        {t('window.frame.why')}
      </Button>
      <Popover placement="bottom end" offset={4} className="opens max-w-88 rounded-panel bg-raised shadow-float">
        <Dialog aria-label={t('window.frame.why')} className="p-4 text-small outline-none">
          {text}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
