import { readFile } from 'node:fs/promises';
import { parseBinfmt } from '../../../core/doctor/binfmt.ts';
import { addSetting, installPackages } from '../../../core/doctor/fixes.ts';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import { setUpLinuxBuilder } from '../../../core/doctor/linux-builder.ts';
import { queryMachines } from '../../../core/nix/query.ts';
import type { Context } from '../context.ts';

const SYSTEM = 'aarch64-linux';
const REGISTRATION = '/proc/sys/fs/binfmt_misc/qemu-aarch64';

/** Can images for the 64-bit boards be built natively: on this processor, emulated, or by another machine? */
export async function checkAarch64({ nix, config, computer, user }: Context): Promise<Finding | null> {
  if (config === null) return null;
  if (config.system === SYSTEM) return finding('aarch64', 'native', 'ok');
  const machine = (await queryMachines(nix, config)).find(({ systems }) => systems.includes(SYSTEM));
  if (machine) return finding('aarch64', 'builder', 'ok', { machine: machine.uri });

  // No emulator of Linux runs programs of Linux on a Mac: a virtual machine does.
  if (config.system === 'aarch64-darwin')
    return finding('aarch64', 'linux-builder', 'warning', {}, setUpLinuxBuilder(computer, config, user));
  if (config.system.endsWith('-darwin')) return finding('aarch64', 'intel-mac', 'warning');

  const text = await readFile(REGISTRATION, 'utf8').catch(() => null);
  const binfmt = text === null ? null : parseBinfmt(text);
  const emulates = binfmt?.enabled === true;
  if (config.extraPlatforms.includes(SYSTEM)) {
    if (!emulates) return finding('aarch64', 'promised', 'warning', {}, emulationFix(computer));
    if (!binfmt.fixed) return finding('aarch64', 'not-in-sandbox', 'warning', {}, emulationFix(computer));
    return finding('aarch64', 'emulated', 'ok', { interpreter: binfmt.interpreter });
  }
  if (emulates) return finding('aarch64', 'unused', 'warning', {}, platformFix(computer));
  return finding('aarch64', 'no', 'warning', {}, emulationFix(computer));
}

type ComputerOf = Context['computer'];

function platformFix(computer: ComputerOf): string {
  return computer.nixos ? nixosLine() : addSetting(computer, 'platforms', [SYSTEM]);
}

/** Debian's package registers qemu with the flag F; Nix has to be told in addition. */
function emulationFix(computer: ComputerOf): string | null {
  if (computer.nixos) return nixosLine();
  const install = installPackages(computer, ['qemu-user-static', 'binfmt-support']);
  return install === null ? null : `${install} && ${platformFix(computer)}`;
}

function nixosLine(): string {
  return `boot.binfmt.emulatedSystems = [ "${SYSTEM}" ];`;
}
