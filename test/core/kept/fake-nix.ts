import type { NixPort, NixRun } from '../../../src/core/nix/ports.ts';

type Answer = string | { readonly stderr: string };

/** A Nix that answers by the first argument (of `nix-store`: by what is queried) and has no files. */
export function fakeNix(
  answers: Readonly<Record<string, Answer>>,
  files: Readonly<Record<string, string>> = {},
): NixPort {
  return {
    run: (argv: readonly string[], { program }: NixRun) => {
      const answer = answers[program === 'nix-store' ? queried(argv) : (argv[0] ?? '')];
      const ended = (code: number, stdout: string, stderr: string) =>
        Promise.resolve({ code, stdout, stderr: stderr.split('\n') });
      if (answer === undefined) return ended(1, '', `error: nothing is known of ${argv.join(' ')}`);
      return typeof answer === 'string' ? ended(0, answer, '') : ended(1, '', answer.stderr);
    },
    list: () => Promise.resolve([]),
    bytes: () => Promise.resolve(0),
    sha256: () => Promise.resolve('d'.repeat(64)),
    readText: (path) => Promise.resolve(files[path] ?? null),
  };
}

/** `--query --requisites -- /nix/store/x`: `--requisites /nix/store/x`. */
function queried(argv: readonly string[]): string {
  return argv.filter((word) => word !== '--' && word !== '--query').join(' ');
}
