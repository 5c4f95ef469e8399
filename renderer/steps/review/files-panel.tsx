import { ChevronDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Preview, PreviewFile } from '../../../src/contract/window/projects.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Menu } from '../../ui/menu.tsx';
import { useWords } from '../../words/use-words.ts';
import { CodeLines } from './code-lines.tsx';

/** More would not fit beside one another. */
const MOST_SHOWN = 3;

/** What the page has left for it, so that all of it is seen at once where the window allows. */
export const FILES_HEIGHT = 'clamp(20rem, 100vh - 20rem, 60rem)';

export interface FilesPanelProps {
  readonly preview: Preview;
}

/** All that Nix will read, and what saving changes of it. */
export function FilesPanel({ preview }: FilesPanelProps): ReactNode {
  const { t, day } = useWords();
  const [path, setPath] = useState<string | null>(null);
  const files = weightiestFirst(preview.files);
  const file = files.find((one) => one.path === path) ?? files[0];
  if (file === undefined) return null;
  const first = files.slice(0, MOST_SHOWN);
  // A file of the menu is shown beside the first ones while it is the open one.
  const shown = first.includes(file) ? first : [...first, file];
  const others = files.filter((one) => !shown.includes(one));
  return (
    <section
      aria-label={t('window.review.files')}
      style={{ flexBasis: FILES_HEIGHT }}
      className="flex min-h-0 flex-1 shrink-0 flex-col overflow-hidden rounded-panel border border-line bg-surface"
    >
      <div className="flex flex-wrap items-center gap-x-4 border-b border-line px-3.5">
        {shown.map((one) => (
          <FileButton key={one.path} file={one} isOpen={one === file} onOpen={() => setPath(one.path)} />
        ))}
        {others.length > 0 && (
          <Menu
            label={t('window.review.other-files')}
            choices={others.map((one) => ({
              id: one.path,
              text: `${one.path}  ${t(`window.review.state.${one.state}`)}`,
            }))}
            onChoose={setPath}
          >
            <Button size="small" variant="quiet" iconAfter={ChevronDown}>
              {t('window.review.more-files', { count: others.length })}
            </Button>
          </Menu>
        )}
      </div>
      <p className="flex flex-wrap gap-x-4 border-b border-line bg-sunken px-3.5 py-1.5 text-note text-text-2">
        <span className="min-w-0 flex-1 break-all">{file.path}</span>
        <span>{t(`window.review.state.${file.state}`)}</span>
        {file.since !== null && (
          <span className="text-text-3">{t('window.review.since', { day: day(file.since) })}</span>
        )}
      </p>
      <CodeLines label={file.path} file={file} />
    </section>
  );
}

interface FileButtonProps {
  readonly file: PreviewFile;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function FileButton({ file, isOpen, onOpen }: FileButtonProps): ReactNode {
  const { t } = useWords();
  const count = changesOf(file);
  return (
    <button
      type="button"
      aria-pressed={isOpen}
      onClick={onOpen}
      className={classes(
        '-mb-px min-h-(--nb-control) border-b-2 text-small',
        isOpen
          ? 'border-accent font-label text-text'
          : 'border-transparent text-text-2 hover:text-text forced-colors:border-[Canvas]',
      )}
    >
      {nameOf(file.path)}
      {file.state === 'changed' && (
        <span className="ms-2 font-text text-accent-text">{t('window.review.changes', { count })}</span>
      )}
    </button>
  );
}

/** What saving changes of this host, what else it changes, the rest of the host, and then what is as it was. */
function weightiestFirst(files: readonly PreviewFile[]): readonly PreviewFile[] {
  // The settings of the host come first: its folder is theirs.
  const settings = files[0]?.path ?? '';
  const folder = settings.slice(0, settings.lastIndexOf('/') + 1);
  const weight = ({ path, state }: PreviewFile): number => {
    const isOfHost = path.startsWith(folder);
    if (state === 'changed' || state === 'new') return isOfHost ? 0 : state === 'changed' ? 1 : 3;
    return isOfHost ? 2 : 4;
  };
  return files.toSorted((one, other) => weight(one) - weight(other));
}

/** `settings.json` of `hosts/greenhouse/settings.json`. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Runs of lines that differ: what a reader takes for one change. */
function changesOf({ lines }: PreviewFile): number {
  return lines.filter(({ mark }, at) => mark !== 'same' && (lines[at - 1]?.mark ?? 'same') === 'same').length;
}
