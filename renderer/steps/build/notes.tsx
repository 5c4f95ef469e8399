import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BuildView } from '../../../src/contract/window/build.ts';
import { Banner } from '../../ui/banner.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../words/use-words.ts';

/** What may cost hours, or the image: above everything else. The rest is told below. */
const CAREFUL: readonly string[] = [
  'cross-compiles',
  'cache-ignored',
  'cache-waiting',
  'machine-nix-old',
  'machine-space-low',
  'machine-home-full',
  'keep-failed',
  'lock-kept',
  'lock-failed',
  'job-not-stopped',
];

export interface NotesProps {
  readonly notes: BuildView['notes'];
  readonly kind: 'careful' | 'told';
}

/** What there is to know of a build that is no error. */
export function Notes({ notes, kind }: NotesProps): ReactNode {
  const { t, hasWords } = useWords();
  const said = notes
    .filter(({ code }) => CAREFUL.includes(code) === (kind === 'careful'))
    .map(({ code, facts }) => {
      const key = `build-note.${code}`;
      return hasWords(key) ? t(key, facts) : code;
    });
  if (said.length === 0) return null;
  if (kind === 'careful')
    return said.map((text) => (
      <Banner key={text} tone="warn">
        {text}
      </Banner>
    ));
  return (
    <ul className="flex max-w-168 flex-col gap-1 text-small text-text-2">
      {said.map((text) => (
        <li key={text} className="flex gap-2">
          <Icon of={Info} size="small" className="mt-0.5" />
          <span className="min-w-0 break-words">{text}</span>
        </li>
      ))}
    </ul>
  );
}
