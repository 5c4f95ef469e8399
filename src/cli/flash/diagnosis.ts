import { writeFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import type { NotedError } from '../../core/diagnosis/diagnosed.ts';
import { diagnosisText } from '../../core/diagnosis/diagnosis-text.ts';
import { createFlashRecord, type FlashRecord } from '../../core/diagnosis/flash-record.ts';
import { toAppError } from '../../core/errors/app-error.ts';
import { errnoOf } from '../../node/errno.ts';
import type { Terminal } from '../terminal.ts';
import { VERSION } from '../version.ts';
import { t } from '../words.ts';

export interface DiagnosisOrder {
  /** The command, for what fails before or after the writing. */
  readonly command: string;
  /** Where to; undefined for nowhere. */
  readonly file: string | undefined;
  readonly onlyChanged: boolean;
}

/** Gets every event of the writing. */
export type Follow = FlashRecord['take'];

/**
 * Does `work` and writes what a report needs of it to a new file, however it ends. That the file cannot be written is said, and
 * changes nothing: a card that is right stays right. Throws what `work` throws.
 */
export async function withDiagnosis(
  terminal: Pick<Terminal, 'say' | 'complain'>,
  { command, file, onlyChanged }: DiagnosisOrder,
  work: (follow: Follow) => Promise<number>,
): Promise<number> {
  const record = createFlashRecord({ onlyChanged });
  const errors: NotedError[] = [];
  try {
    return await work(record.take);
  } catch (thrown) {
    const { code, facts } = toAppError(thrown);
    errors.push({ at: new Date().toISOString(), call: command, code, facts });
    throw thrown;
  } finally {
    if (file !== undefined) {
      const jobs = { flash: record.told(), build: null };
      const text = diagnosisText({ versions: versions(), preferences: null, ...jobs, errors });
      await save(terminal, file, `${text}\n`);
    }
  }
}

function versions(): string[] {
  return [`nixberry ${VERSION}`, `Node ${process.versions.node}`, `${process.platform} ${release()} ${arch()}`];
}

async function save({ say, complain }: Pick<Terminal, 'say' | 'complain'>, file: string, text: string): Promise<void> {
  try {
    // A slip must not cost the image or a drive: what is there stays.
    await writeFile(file, text, { flag: 'wx' });
    say(t('cli.flash.diagnosis', { file }));
  } catch (thrown) {
    complain(t('cli.flash.diagnosis-unsaved', { file, reason: errnoOf(thrown) ?? String(thrown) }));
  }
}
