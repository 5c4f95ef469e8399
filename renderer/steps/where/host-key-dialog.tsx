import { useState, type ReactNode } from 'react';
import type { HostKeyReport } from '../../../src/contract/window/places.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';

export interface HostKeyDialogProps {
  readonly machine: string;
  readonly report: HostKeyReport;
  readonly onClose: () => void;
  readonly onTrust: (keyId: string) => Promise<void>;
}

/** Asks whether a key is that of the machine that was meant. Cancel has the focus: a yes lasts. */
export function HostKeyDialog({ machine, report, onClose, onTrust }: HostKeyDialogProps): ReactNode {
  const { t } = useWords();
  const say = useErrorWords();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const trust = async (): Promise<void> => {
    setBusy(true);
    try {
      await onTrust(report.id);
      onClose();
    } catch (thrown) {
      setProblem(say(thrown).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      kind="alert"
      width="form"
      title={t('window.where.key.title', { machine })}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {t('window.ui.cancel')}
          </Button>
          <Button isBusy={isBusy} onPress={() => void trust()}>
            {t('window.where.key.do')}
          </Button>
        </>
      }
    >
      <p className="text-text-2">{t('window.where.key.lead')}</p>
      <div className="my-3">
        <Facts
          facts={[
            { name: t('window.where.key.machine'), value: machine },
            { name: t('window.where.key.kind'), value: report.algorithm },
            { name: t('window.where.key.fingerprint'), value: <Code text={report.fingerprint} /> },
          ]}
        />
      </div>
      <p className="mb-1 text-small text-text-2">{t('window.where.key.compare')}</p>
      <Code text={`ssh-keygen -lf /etc/ssh/ssh_host_${keyName(report.algorithm)}_key.pub`} canCopy />
      {problem !== null && (
        <p role="alert" className="mt-3 text-small text-danger-text">
          {problem}
        </p>
      )}
    </Dialog>
  );
}

/** As sshd names the files of its keys. */
function keyName(algorithm: string): string {
  if (algorithm.startsWith('ecdsa-')) return 'ecdsa';
  return algorithm.includes('rsa') ? 'rsa' : 'ed25519';
}
