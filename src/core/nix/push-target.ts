import { AppError } from '../errors/app-error.ts';
import { STORE_SCHEMES, storeUrlProblem } from './store-url.ts';

/** Where to push to, of `--push`. */
export type PushTarget =
  { readonly kind: 'cachix'; readonly name: string } | { readonly kind: 'store'; readonly url: string };

/** Reads `cachix:NAME` or the address of a store. Throws AppError `push-refused` with a `reason`, and no secret in it. */
export function parsePush(typed: string): PushTarget {
  const name = /^cachix:(.*)$/s.exec(typed)?.[1];
  if (name !== undefined) {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw refused('cachix-name', null);
    return { kind: 'cachix', name };
  }
  const problem = storeUrlProblem(typed, 'write');
  if (problem) throw refused(problem.problem, problem.name);
  return { kind: 'store', url: typed };
}

/** As it is typed. */
export function pushText(target: PushTarget): string {
  return target.kind === 'cachix' ? `cachix:${target.name}` : target.url;
}

function refused(reason: string, name: string | null): AppError {
  return new AppError('push-refused', { reason, name, schemes: STORE_SCHEMES.join(', ') });
}
