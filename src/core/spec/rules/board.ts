import { kernelsOf } from '../../boards/index.ts';
import { INTERFACES, type Board, type KernelChoice } from '../../boards/board.ts';
import type { Problem, SettingWarning } from '../codes.ts';
import { releaseOf } from '../releases.ts';
import type { Settings } from '../settings.ts';
import type { Verdict } from './rules.ts';

/** Evaluating a NixOS configuration takes some 0.6 GB, so that smaller boards cannot upgrade themselves. */
const UPGRADE_MB = 1024;

/** What the board can do, under the kernel and the release. */
export function boardRule(settings: Settings, board: Board): Verdict {
  const { kernel, release, stateVersion } = settings;
  if (board.support === 'unsupported') {
    const facts = { board: board.title, system: board.system };
    return { problems: [{ path: 'board', code: 'board-unsupported', facts }], warnings: [] };
  }
  const problems: Problem[] = [];
  const offered = kernelsOf(board, release);
  const choice = offered.find(({ id }) => id === kernel);
  if (choice) problems.push(...interfaceProblems(settings, board, choice));
  else {
    const facts = { board: board.title, kernel, release, offered: offered.map(({ id }) => id).join(', ') };
    problems.push({ path: 'kernel', code: 'kernel-not-offered', facts });
  }
  const newest = releaseOf(release).stateVersion;
  // Both are `YY.MM`.
  if (stateVersion > newest)
    problems.push({ path: 'stateVersion', code: 'state-version-newer', facts: { stateVersion, release, newest } });
  return { problems, warnings: boardWarnings(settings, board, choice) };
}

function interfaceProblems({ interfaces, kernel, release }: Settings, board: Board, choice: KernelChoice): Problem[] {
  const asked = INTERFACES.filter((name) => interfaces[name] && !choice.interfaces.includes(name));
  return asked.map((name) => {
    const others = kernelsOf(board, release).filter((other) => other.interfaces.includes(name));
    const facts = { interface: name, board: board.title, kernel, other: others[0]?.id ?? null };
    return { path: `interfaces.${name}`, code: 'interface-not-offered', facts };
  });
}

function boardWarnings(settings: Settings, board: Board, choice: KernelChoice | undefined): SettingWarning[] {
  const warnings: SettingWarning[] = [];
  const facts = { board: board.title };
  if (board.support === 'experimental') warnings.push({ path: 'board', code: 'board-experimental', facts });
  // An experimental board's warning says it of everything.
  else if (choice && !choice.cached) warnings.push({ path: 'kernel', code: 'kernel-compiled', facts });
  if (settings.ubootIgnoresKeys && board.uboot)
    warnings.push({ path: 'ubootIgnoresKeys', code: 'uboot-compiled', facts: {} });
  if (settings.image.uniqueIds) warnings.push({ path: 'image.uniqueIds', code: 'new-cards-only', facts: {} });
  if (settings.services.autoUpgrade && Math.max(...board.memoryMb) < UPGRADE_MB)
    warnings.push({ path: 'services.autoUpgrade', code: 'upgrade-memory', facts });
  return warnings;
}
