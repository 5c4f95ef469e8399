import { addSetting } from '../../../core/doctor/fixes.ts';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import { plainConfigArgv } from '../../../core/nix/argv.ts';
import { hasFlakes } from '../../../core/nix/config.ts';
import type { Context } from '../context.ts';

const TIMEOUT_MS = 15_000;

/** Are flakes switched on? Nixberry asks for them in each call: this is for the person who runs Nix by hand. */
export async function checkFlakes({ nix, signal, version, computer }: Context): Promise<Finding | null> {
  if (version === null) return null;
  for (const age of ['new', 'old'] as const) {
    const { code, stdout } = await nix.run(plainConfigArgv(age), { signal, timeoutMs: TIMEOUT_MS });
    if (code === 0 && hasFlakes(stdout)) return finding('flakes', 'on', 'ok');
  }
  return finding('flakes', 'off', 'info', {}, addSetting(computer, 'experimental-features', ['nix-command', 'flakes']));
}
