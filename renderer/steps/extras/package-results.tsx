import { Check, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { LiveRegion } from '../../ui/live-region.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Tag } from '../../ui/tag.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Offered } from './found-packages.ts';

export interface PackageResultsProps {
  readonly offered: readonly Offered[];
  readonly chosen: readonly string[];
  readonly onAdd: (offered: Offered) => void;
}

/** What the search has found, one row a package. */
export function PackageResults({ offered, chosen, onAdd }: PackageResultsProps): ReactNode {
  const { t } = useWords();
  return (
    <>
      <LiveRegion
        text={offered.length === 0 ? '' : t('window.extras.packages.offered', { count: offered.length })}
        phase=""
      />
      {offered.length > 0 && (
        <Panel padding="none">
          <ul
            aria-label={t('window.extras.packages.results')}
            className="max-h-80 divide-y divide-line overflow-y-auto"
          >
            {offered.map((one) => (
              <li key={one.name} className="flex items-center gap-3 py-1.5 ps-3.5 pe-2">
                <span className="min-w-0 flex-1">
                  <code className="text-small">{one.name}</code>{' '}
                  {one.version !== null && <span className="text-small text-text-3">{one.version}</span>}
                  {one.isKnown ? (
                    // As nixpkgs describes it: in English, in every language.
                    <span lang="en" className="block truncate text-small text-text-2">
                      {one.description}
                    </span>
                  ) : (
                    <span className="block text-small text-text-2">{t('window.extras.packages.typed')}</span>
                  )}
                </span>
                {chosen.includes(one.name) ? (
                  <Tag tone="plain" icon={Check}>
                    {t('window.extras.packages.added')}
                  </Tag>
                ) : (
                  <Button size="small" icon={Plus} onPress={() => onAdd(one)}>
                    {t('window.extras.packages.add')}
                    <VisuallyHidden>{one.name}</VisuallyHidden>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
