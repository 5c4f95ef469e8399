import { expect, it } from 'vitest';
import { builtPath } from '../../../src/core/nix/built-path.ts';

const HASH = 'l8z9v5sz4bn0m2ikp7ymhqqzqrzyd5qd';

it.each([
  [{ out: `/nix/store/${HASH}-nixos-24.11.img` }, `/nix/store/${HASH}-nixos-24.11.img`],
  [{ img: `/mnt/nix/store/${HASH}-a+b?c=d_e` }, `/mnt/nix/store/${HASH}-a+b?c=d_e`],
  [{ out: '/etc/passwd' }, null],
  [{ out: `/nix/store/${HASH}-x/../../etc` }, null],
  [{ out: `nix/store/${HASH}-x` }, null],
  [{ out: `/nix/store/${HASH}-x\n` }, null],
  [{ out: `/nix/\u001b[2J/${HASH}-x` }, null],
  [{}, null],
])('what was built: %j', (outputs, path) => expect(builtPath(JSON.stringify([{ outputs }]))).toBe(path));
