import * as z from 'zod';
import { tryJson } from '../json.ts';

const output = z.array(z.object({ outputs: z.record(z.string(), z.string()) }));

/** In `/nix/store` as a rule. */
const STORE_PATH = /^\/(?:[^/\p{C}]+\/)*[0-9a-z]{32}-[\w.+?=-]+$/u;

/** What `nix build --json` built, its first output: an image has no others. Null where it does not say. */
export function builtPath(stdout: string): string | null {
  const outputs = output.safeParse(tryJson(stdout)).data?.[0]?.outputs ?? {};
  const path = outputs.out ?? Object.values(outputs)[0] ?? '';
  return STORE_PATH.test(path) ? path : null;
}
