import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { EVAL_HOME } from './home.ts';

const EVALUATION_MS = 5 * 60_000;

/** The inputs of the project's flake, all of them from the machine: nothing is fetched. */
async function offline(): Promise<readonly string[]> {
  const nixpkgs = `path:${(await readFile(path.join(EVAL_HOME, 'nixpkgs.path'), 'utf8')).trim()}`;
  const inputs = {
    nixpkgs,
    'nixos-hardware': 'path:/inputs/nixos-hardware',
    'nixos-hardware/nixpkgs': nixpkgs,
    'deploy-rs': 'path:/inputs/deploy-rs',
    'deploy-rs/nixpkgs': nixpkgs,
    'deploy-rs/utils': 'path:/inputs/flake-utils',
    'deploy-rs/flake-compat': 'path:/inputs/flake-compat',
  };
  const overrides = Object.entries(inputs).flatMap(([name, ref]) => ['--override-input', name, ref]);
  return ['--offline', '--no-eval-cache', '--no-write-lock-file', ...overrides];
}

/** Runs `nix` on the flake in `project`; what it printed, and whether it ended well. */
export async function nix(
  project: string,
  argv: readonly string[],
): Promise<{ readonly ok: boolean; readonly stdout: string; readonly stderr: string }> {
  const { failed, stdout, stderr } = await execa(
    path.join(EVAL_HOME, 'enter.sh'),
    ['nix', ...argv, ...(await offline())],
    { env: { PROJECT: project, NIX_EVAL_HOME: EVAL_HOME }, timeout: EVALUATION_MS, reject: false, stdin: 'ignore' },
  );
  return { ok: !failed, stdout, stderr };
}

/** What `attribute` of the flake is, after the Nix function `apply`. Rejects with what Nix said. */
export async function evaluate(project: string, attribute: string, apply: string): Promise<unknown> {
  const argv = ['eval', '--json', `path:/project#${attribute}`, '--apply', apply];
  const { ok, stdout, stderr } = await nix(project, argv);
  if (!ok) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** What Nix says when it cannot evaluate `attribute`; rejects when it can. */
export async function evaluationError(project: string, attribute: string): Promise<string> {
  const { ok, stderr } = await nix(project, ['eval', '--raw', `path:/project#${attribute}`]);
  if (ok) throw new Error(`${attribute} evaluated`);

  return stderr.replaceAll(/\u001b\[[0-9;]*m/g, '');
}

/** The text of a file that `pkgs.writeText` would make, read from its derivation. */
export async function textOfDerivation(drvPath: string): Promise<string> {
  const derivation = await readFile(path.join(EVAL_HOME, 'root', drvPath), 'utf8');
  const quoted = /\("text",("(?:[^"\\]|\\.)*")\)/s.exec(derivation)?.[1];
  if (quoted === undefined) throw new Error(`${drvPath} has no text`);
  // A derivation's strings have the escapes of JSON, and line ends only as escapes.
  return JSON.parse(quoted) as string;
}
