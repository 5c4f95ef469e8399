import { EXIT, worstExitCode } from '../../core/errors/exit.ts';
import type { Pushed } from '../../core/nix/push.ts';
import { reportError } from '../report-error.ts';
import type { Context } from '../run.ts';

/** Says where something could not be pushed to. Resolves to the exit code: the image is there, and still not all is done. */
export function tellPushed({ terminal }: Context, pushed: readonly Pushed[]): number {
  const codes = pushed.flatMap(({ failure }) => (failure ? [reportError(terminal, 'build', failure)] : []));
  return worstExitCode([EXIT.done, ...codes]);
}
