import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Drive } from '../../core/drives/drive.ts';
import { describeBytes, sanitizeForDisplay } from '../../core/drives/display.ts';
import type { ConfirmQuestion } from '../../core/flash/request.ts';
import { ask, isYes } from '../ask.ts';
import { table } from '../render/table.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';
import { localTime } from '../render/format.ts';
import { warningLine } from './remarks.ts';
import { unfinishedCard, type Unfinished } from './unfinished.ts';

/** A slip of the finger is forgiven; who does not know the name after that is looking at the wrong drive. */
const TRIES = 3;

/**
 * The question before anything is lost. `yes` answers it at once; otherwise a person sees the drive with what is on it
 * and types its name, or says y for a file. Resolves to false for any other answer.
 */
export function createConfirm(
  context: Context,
  yes: boolean,
  lookAt = unfinishedCard,
): (all: readonly ConfirmQuestion[]) => Promise<boolean> {
  const confirmOne = createConfirmOne(context, yes, lookAt);
  return async (questions) => {
    for (const question of questions) if (!(await confirmOne(question))) return false;
    return true;
  };
}

function createConfirmOne(
  { terminal, signal }: Context,
  yes: boolean,
  lookAt: typeof unfinishedCard,
): (one: ConfirmQuestion) => Promise<boolean> {
  return async (question) => {
    const { drive, target, warnings } = question;
    if (yes) {
      if (!drive) return true;
      for (const warning of warnings) terminal.say(warningLine(target, warning));
      const found = await lookAt(drive, signal);
      if (found !== null && found !== 'no-rights') terminal.say(`${target}: ${unfinishedWords(found)}`);
      return true;
    }
    if (!drive) {
      // Of a file the renderer says the warnings, when the event reaches it: before the question.
      await nextTurn();
      return isYes(await ask(t('cli.confirm.file', { device: target }), signal));
    }
    const found = await lookAt(drive, signal);
    const content = found !== null && found !== 'no-rights' ? unfinishedWords(found) : contents(drive);
    terminal.complain(describe(question, drive, content, terminal));
    if (found === 'no-rights') terminal.complain(t('cli.confirm.may-be-unfinished', { device: drive.device }));
    for (let left = TRIES; left > 0; left -= 1) {
      const name = basename(drive.device);
      const answer = await ask(t('cli.confirm.drive', { name }), signal);
      if (answer === null || answer === '') return false;
      if (answer === name || answer === drive.device) return true;
      terminal.complain(t('cli.confirm.other-name', { answer }));
    }
    return false;
  };
}

/** The drive as a person would recognise it: what it is, and what is on it. */
function describe(
  { warnings }: ConfirmQuestion,
  drive: Drive,
  content: string,
  { errStyle: style, columns }: Context['terminal'],
): string {
  const facts = [
    [t('cli.confirm.model'), `${drive.model || '-'}, ${drive.bus}`],
    [t('cli.confirm.size'), describeBytes(drive.bytes)],
    [t('cli.confirm.serial'), drive.serial ?? '-'],
    [t('cli.confirm.content'), content],
  ].map((row) => ['', ...row.map(sanitizeForDisplay)]);
  const heading = style.bold(t('cli.confirm.heading', { device: drive.device }));
  const remarks = warnings.map((warning) => style.careful(t(`warning.${warning.code}`, warning.facts)));
  return [heading, table(facts, columns()), ...remarks].join('\n');
}

function unfinishedWords({ startedAt }: Unfinished): string {
  return t('cli.confirm.unfinished', { when: startedAt === null ? null : localTime(startedAt) });
}

function contents(drive: Drive): string {
  if (drive.partitions.length === 0) {
    const mounts = drive.mounts.map(({ path }) => path);
    return part(drive.fsType, drive.label, mounts) || (drive.contentKnown ? '-' : t('cli.confirm.not-known'));
  }
  return drive.partitions
    .map(({ device, bytes, fsType, label, mounts }) => {
      const known = part(fsType, label, mounts) || (drive.contentKnown ? '' : t('cli.confirm.not-known'));
      return `${basename(device)} ${describeBytes(bytes)}${known === '' ? '' : ` ${known}`}`;
    })
    .join('; ');
}

function part(fsType: string | null, label: string | null, mounts: readonly string[]): string {
  const mounted = mounts.length === 0 ? null : t('cli.confirm.mounted', { paths: mounts.join(', ') });
  return [fsType, label === null ? null : `"${label}"`, mounted].filter((word) => word !== null).join(' ');
}
