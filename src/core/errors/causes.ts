import { BOOT_CAUSES } from './boot.ts';
import { BUILD_CAUSES, STORE_CAUSES } from './build.ts';
import { DRIVE_CAUSES, VERIFICATION_CAUSES } from './drive.ts';
import { EXIT, type ExitKind } from './exit.ts';
import { GENERAL_CAUSES } from './general.ts';
import { IMAGE_CAUSES } from './image.ts';
import { KEPT_CAUSES } from './kept.ts';
import type { FactsOf } from './page.ts';
import { PROJECT_CAUSES, SETTINGS_CAUSES } from './project.ts';
import { REMOTE_CAUSES } from './remote.ts';
import { RIGHTS_CAUSES } from './rights.ts';
import { SECRET_CAUSES, SEED_CAUSES } from './seed.ts';
import { TARGET_CAUSES } from './target.ts';
import { WINDOW_CAUSES } from './window.ts';

/**
 * Every way in which something can go wrong: its page, with the kind of end that it leads to. The words for people are in
 * `assets/locales` under `error.<code>` (what happened) and `error.<code>.next` (what to do).
 */
export const CAUSES = {
  ...GENERAL_CAUSES,
  ...IMAGE_CAUSES,
  ...TARGET_CAUSES,
  ...RIGHTS_CAUSES,
  ...DRIVE_CAUSES,
  ...VERIFICATION_CAUSES,
  ...BUILD_CAUSES,
  ...STORE_CAUSES,
  ...KEPT_CAUSES,
  ...BOOT_CAUSES,
  ...REMOTE_CAUSES,
  ...PROJECT_CAUSES,
  ...SETTINGS_CAUSES,
  ...SEED_CAUSES,
  ...SECRET_CAUSES,
  ...WINDOW_CAUSES,
};

export type ErrorCode = keyof typeof CAUSES;

/** The facts of one cause, by its code. */
export type CauseFacts<Code extends ErrorCode> = FactsOf<(typeof CAUSES)[Code]['facts']>;

export const ERROR_CODES = Object.keys(CAUSES) as [ErrorCode, ...ErrorCode[]];

/** The kind of end of each cause. */
export const ERRORS = Object.fromEntries(ERROR_CODES.map((code) => [code, CAUSES[code].kind])) as Readonly<
  Record<ErrorCode, ExitKind>
>;

export function exitCodeOf(code: ErrorCode): number {
  return EXIT[ERRORS[code]];
}
