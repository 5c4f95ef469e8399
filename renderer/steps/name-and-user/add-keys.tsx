import { ExternalLink, FileKey, Plus } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import type { PublicKey } from '../../../src/contract/window/keys.ts';
import { call } from '../../bridge/call.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/use-words.ts';
import { AddedKeys } from './added-keys.tsx';
import { GithubForm } from './github-form.tsx';
import { PasteForm } from './paste-form.tsx';
import { useAdding } from './use-adding.ts';

/** The three ways to a key that is not on this computer: pasted, in a file, at GitHub. */
export function AddKeys({ add }: { readonly add: (keys: readonly PublicKey[]) => number }): ReactNode {
  const { t } = useWords();
  const adding = useAdding(add);
  const [form, setForm] = useState<'paste' | 'github' | null>(null);
  const open = (next: 'paste' | 'github'): void => {
    adding.clear();
    setForm(form === next ? null : next);
  };
  const forms = useRef<HTMLDivElement>(null);
  const paste = useRef<HTMLButtonElement>(null);
  const github = useRef<HTMLButtonElement>(null);
  const close = (opener: HTMLButtonElement | null): void => {
    // The focus would go with the form; unless it is elsewhere by now, it goes back to what had opened it.
    if (forms.current?.contains(document.activeElement)) opener?.focus();
    setForm(null);
  };
  return (
    <div className="px-1.5 py-1.5">
      <div className="flex flex-wrap gap-1">
        <Button ref={paste} size="small" variant="quiet" icon={Plus} onPress={() => open('paste')}>
          {t('window.step.name-and-user.key.paste')}
        </Button>
        <Button
          size="small"
          variant="quiet"
          icon={FileKey}
          isBusy={adding.isBusy && form === null}
          onPress={() => {
            setForm(null);
            void adding.run(() => call('keys.openFile'));
          }}
        >
          {t('window.step.name-and-user.key.file')}
        </Button>
        <Button ref={github} size="small" variant="quiet" icon={ExternalLink} onPress={() => open('github')}>
          {t('window.step.name-and-user.key.github')}
        </Button>
      </div>
      <div ref={forms}>
        {form === 'paste' && <PasteForm adding={adding} onDone={() => close(paste.current)} />}
        {form === 'github' && <GithubForm adding={adding} onDone={() => close(github.current)} />}
      </div>
      <AddedKeys last={adding.last} />
    </div>
  );
}
