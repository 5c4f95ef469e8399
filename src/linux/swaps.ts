import type { LinuxEnv } from './env.ts';
import { unescapeOctal } from './mountinfo.ts';
import { readFact } from './read.ts';

/** Paths of the active swap areas, devices and files, from /proc/swaps. A kernel without swap has none. */
export function readSwaps(env: LinuxEnv): readonly string[] {
  const [, ...lines] = (readFact(`${env.proc}/swaps`) ?? '').split('\n');
  return lines.flatMap((line) => {
    const path = /^(\S+)\s/.exec(line)?.[1];
    return path === undefined ? [] : [unescapeOctal(path)];
  });
}
