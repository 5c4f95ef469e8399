import { finding, type Finding } from '../../../core/doctor/finding.ts';
import { queryMachines } from '../../../core/nix/query.ts';
import type { Context } from '../context.ts';

/** Which other machines build for this one? */
export async function checkBuilders({ nix, config }: Context): Promise<Finding | null> {
  if (config === null) return null;
  const machines = await queryMachines(nix, config);
  if (machines.length === 0) return finding('builders', 'none', 'info');
  return finding('builders', 'some', 'ok', {
    count: machines.length,
    machines: machines.map(({ uri }) => uri).join(', '),
  });
}
