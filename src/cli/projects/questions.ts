import { BOARD_IDS, boardOf, type BoardId } from '../../core/boards/index.ts';
import { fieldProblems } from '../../core/projects/judge-answers.ts';
import { assign } from '../../core/spec/assign.ts';
import { parsePath } from '../../core/spec/path.ts';
import { isPlainObject, type Json } from '../../core/spec/tree.ts';
import type { ThisComputer } from '../../node/projects/this-computer.ts';
import { hasWords, t, type MessageKey } from '../words.ts';
import { askForKeys } from './key-question.ts';
import { askLine, type Person } from './person.ts';
import { problemWords } from './problems.ts';

const SSID = 'wifi.networks[0].ssid';

/**
 * Asks for what `given` leaves open, one field after the other. Each answer is judged at once, and asked for again with the
 * field's own words until it is right. Throws AppError `cancelled` when there is no answer.
 */
export async function askAnswers(given: Json, person: Person, computer: ThisComputer): Promise<Json> {
  let answers = given;
  const field = async (path: string, suggested: string | null = null): Promise<void> => {
    if (valueAt(given, path) === undefined) answers = await askField(answers, path, suggested, person);
  };
  person.say(t('cli.ask.boards', { boards: BOARD_IDS.filter(isSupported).join(' ') }));
  await field('board');
  await field('hostName');
  await field('user.name', computer.user);
  if (valueAt(given, 'user.sshKeys') === undefined && valueAt(given, 'user.password') === undefined)
    answers = await askForKeys(answers, person, computer.keys);
  if (valueAt(given, 'wifi.networks') === undefined && hasWifi(answers)) {
    await field(SSID, '');
    if (valueAt(answers, SSID) !== undefined) await field('wifi.networks[0].security', 'wpa2');
  }
  if (valueAt(answers, 'wifi.networks[0]') !== undefined) await field('wifi.country', computer.country);
  await field('region.timeZone', computer.timeZone ?? 'UTC');
  await field('region.locale', computer.locale ?? 'en_US.UTF-8');
  await field('region.keyboard', computer.keyboard ?? 'us');
  return answers;
}

async function askField(answers: Json, path: string, suggested: string | null, person: Person): Promise<Json> {
  // What this computer calls its user need not be right for a Pi. An empty text: no answer will do, too.
  const unusable = suggested !== null && suggested !== '' && 'problem' in answered(answers, path, suggested);
  const offer = unusable ? null : suggested;
  const question = questionOf(path, offer);
  for (;;) {
    const text = await askLine(person, question);
    const line = text === '' ? (offer ?? '') : text;
    if (line === '' && offer === '') return answers;
    const result = answered(answers, path, line);
    if ('answers' in result) return result.answers;
    person.say(result.problem);
  }
}

/** The answers with one more, or what is wrong with that one. */
function answered(
  answers: Json,
  path: string,
  value: string,
): { readonly answers: Json } | { readonly problem: string } {
  const assigned = assign(answers, `${path}=${value}`);
  if (assigned.type === 'refused') return { problem: problemWords(assigned.problem) };
  const [problem] = fieldProblems(assigned.answers, path);
  return problem ? { problem: problemWords(problem) } : { answers: assigned.answers };
}

function questionOf(path: string, suggested: string | null): string {
  const key = `cli.ask.${path.replaceAll('[0]', '')}`;
  const field: MessageKey = hasWords(key) ? key : 'cli.ask.field';
  return `${t(field)}${suggested === null || suggested === '' ? '' : ` [${suggested}]`}: `;
}

function valueAt(answers: unknown, path: string): unknown {
  return (parsePath(path) ?? []).reduce<unknown>((value, step) => {
    if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
    return isPlainObject(value) ? value[step] : undefined;
  }, answers);
}

function hasWifi({ board }: Json): boolean {
  const known = BOARD_IDS.find((id) => id === board);
  return known !== undefined && boardOf(known).radios.wifi !== null;
}

function isSupported(id: BoardId): boolean {
  return boardOf(id).support !== 'unsupported';
}
