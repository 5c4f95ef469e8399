import { Cpu, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProjectInfo } from '../../src/contract/window/projects.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/use-words.ts';

export interface HostDialogProps {
  readonly project: ProjectInfo | null;
  /** `null` for a host that the project does not have yet. */
  readonly onChoose: (host: string | null) => void;
  readonly onClose: () => void;
}

/** Which of a project's Pis the way is about. */
export function HostDialog({ project, onChoose, onClose }: HostDialogProps): ReactNode {
  const { t } = useWords();
  return (
    <Dialog
      isOpen={project !== null}
      onClose={onClose}
      title={t('window.start.host.title')}
      actions={<Button onPress={onClose}>{t('window.ui.cancel')}</Button>}
    >
      <p className="mb-3 text-text-2">{t('window.start.host.text', { name: project?.name ?? null })}</p>
      <div className="flex flex-col items-start gap-2">
        {project?.hosts.map((host) => (
          <Button key={host} icon={Cpu} onPress={() => onChoose(host)}>
            {host}
          </Button>
        ))}
        <Button variant="quiet" icon={Plus} onPress={() => onChoose(null)}>
          {t('window.start.host.new')}
        </Button>
      </div>
    </Dialog>
  );
}
