import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where the evaluations run (README.md here); empty when it is not set. */
export const EVAL_HOME = process.env.NIX_EVAL_HOME ?? '';

/** Whether everything that README.md names is there. */
export function isPrepared(): boolean {
  return (
    EVAL_HOME !== '' &&
    ['enter.sh', 'nixpkgs.path', 'inputs/nixos-hardware/.ready', 'inputs/deploy-rs/.ready'].every((file) =>
      existsSync(path.join(EVAL_HOME, file)),
    )
  );
}
