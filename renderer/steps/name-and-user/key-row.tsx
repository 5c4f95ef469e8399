import { KeyRound, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Words } from '../../../src/words/words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';
import type { KeyRow } from './key-rows.ts';

export interface KeyRowLineProps {
  readonly row: KeyRow;
  readonly onChoose: (isChosen: boolean) => void;
}

/** A key by name, kind and fingerprint. One of this computer is ticked, one that was added can be removed. */
export function KeyRowLine({ row, onChoose }: KeyRowLineProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const name = nameOf(words, row);
  const kind = kindOf(words, row);
  return (
    <li data-row className="flex items-center gap-x-3 border-b border-line py-1.5 ps-3.5 pe-2">
      <div className="min-w-0 flex-1">
        {row.found === null ? (
          <div className="flex min-h-(--nb-target) items-center gap-2.5">
            <Icon of={KeyRound} size="small" className="text-text-3" />
            <span className="font-label break-all">{name}</span>
            <span className="text-small text-text-2">{kind}</span>
          </div>
        ) : (
          <Checkbox isChosen={row.isChosen} onChange={onChoose} help={kind}>
            {name}
          </Checkbox>
        )}
        <div className="ps-6.5 text-note">
          {row.isBroken && <Tag tone="warn">{t('window.step.name-and-user.key.unknown')}</Tag>}
          {row.key && <code className="font-mono break-all text-text-2">{row.key.fingerprint}</code>}
        </div>
      </div>
      {row.found === null && (
        <IconButton
          icon={Trash2}
          label={t('window.step.name-and-user.key.remove', { name })}
          onPress={() => onChoose(false)}
        />
      )}
    </li>
  );
}

function nameOf({ t }: Words, { key }: KeyRow): string {
  return key === null || key.comment === '' ? t('window.step.name-and-user.key.nameless') : key.comment;
}

/** "Ed25519, from id_ed25519.pub"; '' for what is no key. */
function kindOf({ t }: Words, { key, found }: KeyRow): string {
  if (key === null) return '';
  const kind = t(`window.step.name-and-user.key.kind.${key.kind}`, { bits: key.bits });
  return t('window.step.name-and-user.key.from', { kind, from: found?.from ?? 'added', name: found?.name ?? null });
}
