import { lookUp } from './doctor/look-up.ts';

/**
 * The program and its arguments, so that Linux sends it `signal` when this process is gone, however it went: it would run on
 * by itself. The pid stays the program's own. Without setpriv, and elsewhere, an orderly end must do.
 */
export function boundToUs(
  program: string,
  argv: readonly string[],
  signal: 'KILL' | 'TERM',
): readonly [string, readonly string[]] {
  const setpriv = process.platform === 'linux' ? lookUp('setpriv') : null;
  return setpriv === null ? [program, argv] : [setpriv, ['--pdeathsig', signal, program, ...argv]];
}
