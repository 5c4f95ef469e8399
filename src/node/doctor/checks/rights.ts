import { installPackages } from '../../../core/doctor/fixes.ts';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import { currentElevationEnv, findElevation } from '../../elevate/ways.ts';
import type { Context } from '../context.ts';

/** How would the writer get the rights to write to a drive? It only knows how Linux does it. */
export function checkRights({ computer }: Context): Finding {
  if (computer.os !== 'linux') return finding('rights', 'not-here', 'warning');
  const elevation = findElevation(currentElevationEnv());
  if (elevation === null)
    return finding('rights', 'none', 'problem', {}, installPackages(computer, ['pkexec', 'sudo']));
  // Whether sudo would let this person is not tried: for somebody it does not know, it sends root a report.
  return finding('rights', elevation.way, elevation.way === 'sudo' ? 'info' : 'ok', { program: elevation.program });
}
