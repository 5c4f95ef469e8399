import type { Board } from '../../boards/board.ts';
import type { Problem, SettingWarning } from '../codes.ts';
import type { Settings } from '../settings.ts';
import { boardRule } from './board.ts';
import { configTxtRule } from './config-txt.ts';
import { ethernetRule } from './ethernet.ts';
import { loginRule } from './login.ts';
import { twiceRule } from './twice.ts';
import { wifiRule } from './wifi.ts';

export interface Verdict {
  readonly problems: readonly Problem[];
  readonly warnings: readonly SettingWarning[];
}

/** Judges what no single field can know. */
export type Rule = (settings: Settings, board: Board) => Verdict;

const RULES: readonly Rule[] = [boardRule, loginRule, ethernetRule, wifiRule, configTxtRule, twiceRule];

/** Everything that is wrong, or worth a word, about settings whose fields are right one by one. */
export function judgeSettings(settings: Settings, board: Board): Verdict {
  const verdicts = RULES.map((rule) => rule(settings, board));
  return {
    problems: verdicts.flatMap(({ problems }) => problems),
    warnings: verdicts.flatMap(({ warnings }) => warnings),
  };
}
