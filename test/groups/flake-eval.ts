import { isPrepared } from '../flake-eval/home.ts';
import type { Group } from './group.ts';
import { LINUX, ROOT } from './needs.ts';
import { runVitest } from './vitest.ts';

const EVALUATION_MS = 40 * 60_000;

export const flakeEval: Group = {
  name: 'flake-eval',
  purpose: 'the flake of projects, evaluated against a whole nixpkgs',
  needs: [
    LINUX,
    ROOT,
    { name: 'NIX_EVAL_HOME (test/flake-eval/README.md says how)', debian: null, present: isPrepared },
  ],
  built: false,
  notInCi: 'a copy of nixpkgs, 2.5 GB',
  run: () => runVitest(['flake-eval'], EVALUATION_MS),
};
