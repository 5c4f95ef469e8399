import { Cpu, File, X } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { RecentProject } from '../../src/contract/window/projects.ts';
import { Banner } from '../ui/banner.tsx';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Table } from '../ui/table.tsx';
import { useErrorWords } from '../words/use-error-words.ts';
import { useWords } from '../words/use-words.ts';
import { useRecent, type RecentThing } from './recent.ts';
import type { Deeds } from './use-deeds.ts';

export interface RecentListProps {
  readonly deeds: Pick<Deeds, 'openRecentProject' | 'useRecentImage'>;
}

/** Projects and images that were used before. Its place is empty until there are any. */
export function RecentList({ deeds }: RecentListProps): ReactNode {
  const { t, day } = useWords();
  const errorWords = useErrorWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const { things, forget } = useRecent();
  const [failure, setFailure] = useState<unknown>(null);
  if (things === null || things.length === 0) return null;
  const forgetAndStay = (project: RecentProject): void => {
    setFailure(null);
    // The button goes with its row, and with the last row the whole list.
    const next = things.length > 1 ? heading.current : document.querySelector('h1');
    forget(project).then(
      () => next?.focus(),
      (thrown: unknown) => setFailure(thrown),
    );
  };
  return (
    <section aria-label={t('window.start.recent')}>
      <h2 ref={heading} tabIndex={-1} className="mb-2 text-section font-head">
        {t('window.start.recent')}
      </h2>
      {failure !== null && <Banner tone="danger">{errorWords(failure).message}</Banner>}
      <Table
        label={t('window.start.recent')}
        columns={[
          { id: 'name', title: t('window.start.recent.name'), takesRoom: true },
          { id: 'what', title: t('window.start.recent.what') },
          // Above the days, and not above what takes one off the list.
          { id: 'date', title: <span className="pe-8">{t('window.start.recent.date')}</span>, align: 'end' },
        ]}
        rows={things.map((thing) => ({
          id: `${thing.kind} ${thing.kind === 'project' ? thing.project.id : thing.image.id}`,
          cells: {
            name: <Name thing={thing} deeds={deeds} />,
            what: <What thing={thing} />,
            date: <Dated day={day(thing.at)} thing={thing} onForget={forgetAndStay} />,
          },
        }))}
      />
    </section>
  );
}

function Name({ thing, deeds }: RecentListProps & { readonly thing: RecentThing }): ReactNode {
  const isProject = thing.kind === 'project';
  const open = (): void =>
    isProject ? deeds.openRecentProject(thing.project.id) : deeds.useRecentImage(thing.image.id);
  const { name, shown } = isProject ? thing.project : thing.image;
  return (
    <>
      <Button
        onPress={open}
        className="flex min-h-(--nb-target) max-w-full items-center gap-2 rounded-control text-start data-hovered:underline"
      >
        <Icon of={isProject ? Cpu : File} size="small" className="text-text-3" />
        <span className="min-w-0 truncate">{name}</span>
      </Button>
      <span title={shown} className="block truncate ps-5.75 text-note font-text text-text-3">
        {shown}
      </span>
    </>
  );
}

interface DatedProps {
  readonly day: string;
  readonly thing: RecentThing;
  readonly onForget: (project: RecentProject) => void;
}

/** The day, and for a project a way off the list. Images come from their folder. */
function Dated({ day, thing, onForget }: DatedProps): ReactNode {
  const { t } = useWords();
  return (
    <span className="inline-flex items-center gap-1">
      {day}
      <span className="size-(--nb-target)">
        {thing.kind === 'project' && (
          <IconButton
            icon={X}
            label={t('window.start.recent.forget', { name: thing.project.name })}
            onPress={() => onForget(thing.project)}
          />
        )}
      </span>
    </span>
  );
}

function What({ thing }: { readonly thing: RecentThing }): ReactNode {
  const { t, list } = useWords();
  if (thing.kind === 'image') {
    const { bytes } = thing.image;
    return bytes === null ? t('window.start.recent.image-any') : t('window.start.recent.image', { bytes });
  }
  const { hosts } = thing.project;
  return hosts.length === 0
    ? t('window.start.recent.project')
    : t('window.start.recent.hosts', { hosts: list(hosts), count: hosts.length });
}
