import { describe, expect, it } from 'vitest';
import en from '../../../assets/locales/en.json' with { type: 'json' };
import { NIX_CAUSES } from '../../../src/core/nix/causes.ts';
import { explain, failedDerivation } from '../../../src/core/nix/explain.ts';
import { logLines, stateOf } from './logs.ts';

const DRV = '/nix/store/00000000000000000000000000000000-part.drv';

/** Words as the sources of Nix and its helpers have them, old and new. */
const ROWS: readonly (readonly [cause: string, text: string, facts: object])[] = [
  ['flakes-disabled', "error: experimental Nix feature 'flakes' is disabled; use '--extra-…'", { feature: 'flakes' }],
  ['flakes-disabled', "error: experimental feature 'nix-command' is disabled", { feature: 'nix-command' }],
  ['nix-too-old', 'error: This version of Nixpkgs requires Nix >= 2.18, please upgrade', { required: '2.18' }],
  [
    'wrong-platform',
    `a 'aarch64-linux' with features {kvm} is required to build '${DRV}', but I am a 'x86_64-linux' with features {}`,
    { platform: 'aarch64-linux', features: 'kvm' },
  ],
  [
    'wrong-platform',
    `Cannot build '${DRV}'.\n       Reason: required system or feature not available\n       Required system: 'aarch64-linux' with features {}\n       Current system: 'x86_64-linux' with features {}`,
    { platform: 'aarch64-linux' },
  ],
  [
    'hash-mismatch',
    `hash mismatch in fixed-output derivation '${DRV}':\n  specified: sha256-A=\n     got:    sha256-B=`,
    { specified: 'sha256-A=', got: 'sha256-B=' },
  ],
  ['disk-full', "error: writing to file '/nix/store/x': No space left on device", { path: '/nix/store/x' }],
  ['disk-full', 'error: writing to file: No space left on device', {}],
  ['out-of-memory', `builder for '${DRV}' failed due to signal 9 (Killed)`, {}],
  ['out-of-memory', `builder for '${DRV}' failed with exit code 137`, {}],
  ['out-of-memory', 'error: out of memory', {}],
  [
    'missing-signature',
    "cannot add path '/nix/store/x' because it lacks a signature by a trusted key",
    { path: '/nix/store/x' },
  ],
  ['host-key', 'Host key verification failed.', {}],
  ['ssh-key-refused', 'u@pi: Permission denied (publickey,password).', { methods: 'publickey,password' }],
  ['ssh-failed', "error: failed to start SSH connection to 'pi.local'", { host: 'pi.local' }],
  ['connection-lost', 'Connection to big closed by remote host.', { host: 'big' }],
  ['connection-lost', 'client_loop: send disconnect: Broken pipe', {}],
  ['connection-lost', 'Connection reset by 10.0.0.2 port 22', { host: '10.0.0.2' }],
  ['connection-lost', 'Read from remote host big: Connection reset by peer', { host: 'big' }],
  ['connection-lost', 'Timeout, server big not responding.', { host: 'big' }],
  ['daemon-lost', 'error: unexpected end-of-file', {}],
  ['daemon-lost', 'error: Nix daemon disconnected unexpectedly (maybe it crashed?)', {}],
  ...[
    'Recv failure: Connection reset by peer (56)',
    'Send failure: Broken pipe (55)',
    'Recv failure: Connection reset by peer (56) Connection to x.org port 443 reset by peer',
  ].map(
    (answer) =>
      [
        'download-failed',
        `unable to download 'https://x.org/a': ${answer}`,
        { url: 'https://x.org/a', answer },
      ] as const,
  ),
  ['no-builder', "error: unable to start any build; either increase '--max-jobs' or enable remote builds", {}],
  ['no-builder', 'Unable to start any build; remote machines may not have all required system features.', {}],
  [
    'offline',
    "unable to download 'https://cache.nixos.org/nix-cache-info': Couldn't resolve host name (6)",
    { url: 'https://cache.nixos.org/nix-cache-info' },
  ],
  [
    'offline',
    "unable to download 'https://x.org/': Could not resolve hostname (6) Could not resolve host: x.org",
    { url: 'https://x.org/' },
  ],
  [
    'download-failed',
    "unable to download 'https://x.org/a': HTTP error 404",
    { url: 'https://x.org/a', answer: 'HTTP error 404' },
  ],
  // What github:mcdonc/nixos-pi-zero-2 says of its host pi4 with the nixos-hardware of August 2026, by Nix 2.26.
  [
    'zfs-broken',
    `       error: Package ‘zfs-kernel-2.2.4-6.18.39-stable_20260724’ in /nix/store/h170by26964bsiidvb6xvb7ia2r64rhh-source/pkgs/os-specific/linux/zfs/generic.nix:213 is marked as broken, refusing to evaluate.\n\n       a) To temporarily allow broken packages, you can use an environment variable\n          for a single invocation of the nix tools.\n\n            $ export NIXPKGS_ALLOW_BROKEN=1`,
    { package: 'zfs-kernel-2.2.4-6.18.39-stable_20260724' },
  ],
  [
    'zfs-broken',
    "Refusing to evaluate package 'zfs-kernel-2.3.4-6.18' in /nix/store/x/generic.nix:234 because it is marked as broken",
    { package: 'zfs-kernel-2.3.4-6.18' },
  ],
  [
    'package-refused',
    'Package ‘hello-2.12’ in /nix/store/x/package.nix:3 is marked as broken, refusing to evaluate.',
    { package: 'hello-2.12', reason: 'broken' },
  ],
  [
    'package-refused',
    'Package ‘unrar-7’ in x.nix:3 has an unfree license (‘unfreeRedistributable’), refusing to evaluate.',
    { package: 'unrar-7', reason: 'unfree' },
  ],
  ['untracked-file', "path '/nix/store/abc-source/hosts/pi.nix' does not exist", { path: 'hosts/pi.nix' }],
  [
    'untracked-file',
    'Path \'hosts/pi.nix\' in the repository "/home/me" is not tracked by Git.',
    { path: 'hosts/pi.nix' },
  ],
  ['no-flake', "path '/home/me' does not contain a 'flake.nix', searching up", { path: '/home/me' }],
  [
    'no-flake',
    "error: path '/home/me' is not part of a flake (neither it nor its parent directories contain a 'flake.nix' file)",
    { path: '/home/me' },
  ],
  ['no-flake', 'error: could not find a flake.nix file', {}],
  [
    'untracked-file',
    "getting status of '/nix/store/x-source/flake.nix': No such file or directory",
    { path: 'flake.nix' },
  ],
  [
    'lock-outdated',
    "error: flake 'git+file:///home/me/pis' requires lock file changes but they're not allowed due to '--no-update-lock-file'",
    { flake: 'git+file:///home/me/pis' },
  ],
  [
    'lock-outdated',
    "error: cannot write modified lock file of flake 'github:me/pis' (use '--no-write-lock-file' to ignore)",
    { flake: 'github:me/pis' },
  ],
  ['path-missing', "getting status of '/home/me/typo': No such file or directory", { path: '/home/me/typo' }],
  [
    'attribute-not-provided',
    "flake 'path:/f' does not provide attribute 'packages.x86_64-linux.a', 'legacyPackages.x86_64-linux.a' or 'a'",
    { attribute: 'a' },
  ],
  ['syntax', "syntax error, unexpected ';'", { detail: "unexpected ';'" }],
  [
    'syntax',
    "syntax error, unexpected ';'\n       at /f/flake.nix:8:36:\n            7|",
    { detail: "unexpected ';'", at: '/f/flake.nix:8:36' },
  ],
  ['option-missing', "The option `services.nope' does not exist. Definition values:", { option: 'services.nope' }],
  ['attribute-missing', "attribute 'config' missing", { attribute: 'config' }],
  ['no-build-users', "the group 'nixbld' specified in 'build-users-group' does not exist", { group: 'nixbld' }],
  ['sandbox-unsupported', 'this system does not support the kernel namespaces that are required for sandboxing', {}],
  [
    'daemon-unreachable',
    "cannot connect to socket at '/nix/var/nix/daemon-socket/socket': Connection refused",
    { path: '/nix/var/nix/daemon-socket/socket' },
  ],
  [
    'store-not-writable',
    "could not set permissions on '/nix/var' to 755: Operation not permitted",
    { path: '/nix/var' },
  ],
  ['store-not-writable', "creating directory '/nix/store': Permission denied", { path: '/nix/store' }],
  [
    'not-trusted',
    "ignoring the client-specified setting 'builders', because it is a restricted setting",
    { setting: 'builders' },
  ],
  [
    'not-trusted',
    "ignoring untrusted substituter 'https://x', you are not a trusted user.",
    { substituter: 'https://x' },
  ],
  ['not-trusted', "ignoring untrusted substituter 'https://x'", { substituter: 'https://x' }],
  ['builder-failed', `builder for '${DRV}' failed with exit code 2`, { exit: '2' }],
  ['builder-failed', `Cannot build '${DRV}'.\n       Reason: builder failed with exit code 1.`, { exit: '1' }],
  ['other', 'error: something nobody has thought of', {}],
];

describe('explain', () => {
  it.each(ROWS)('%s: %s', (cause, text, facts) => expect(explain([text])).toEqual({ cause, facts }));

  it('has a row in this test for every cause', () => {
    expect(new Set(ROWS.map(([cause]) => cause))).toEqual(new Set(NIX_CAUSES));
  });

  it('has words for every cause', () => {
    for (const cause of NIX_CAUSES)
      expect(Object.keys(en)).toEqual(expect.arrayContaining([`nix-cause.${cause}`, `nix-cause.${cause}.next`]));
  });

  it.each([
    ['arm', 'wrong-platform'],
    ['badhash', 'hash-mismatch'],
    ['fail', 'builder-failed'],
    ['needs-broken', 'builder-failed'],
    ['missing-attr', 'attribute-missing'],
    ['nothing-here', 'attribute-not-provided'],
    ['silent', 'out-of-memory'],
    ['throws', 'other'],
  ])('real log %s, of both versions: %s', (name, cause) => {
    for (const version of ['nix-2.8', 'nix-2.26']) {
      const { errors } = stateOf(logLines(`${version}/${name}`));
      expect(explain(errors.map((error) => error.text)).cause).toBe(cause);
    }
  });

  it('looks into the log of the derivation for a full disk, but not for words about ssh', () => {
    const failed = `builder for '${DRV}' failed with exit code 1`;
    expect(explain([failed], ['cp: error writing: No space left on device']).cause).toBe('disk-full');
    expect(explain([failed], ['test: Permission denied (publickey)']).cause).toBe('builder-failed');
    const quoting = `${failed};\n       last 2 log lines:\n       > Host key verification failed.\n       > bye`;
    expect(explain([quoting]).cause).toBe('builder-failed');
  });
});

describe('failedDerivation', () => {
  it('names the one that failed, not those that needed it', () => {
    for (const version of ['nix-2.8', 'nix-2.26']) {
      const { errors } = stateOf(logLines(`${version}/needs-broken`));
      expect(failedDerivation(errors.map((error) => error.text))).toMatch(/-broken-part\.drv$/);
    }
    const wanting = `Cannot build '/nix/store/x-image.drv'.\n       Reason: 1 dependency failed.`;
    expect(failedDerivation([wanting, `Cannot build '${DRV}'.\n       Reason: builder failed with exit code 1.`])).toBe(
      DRV,
    );
    expect(failedDerivation([wanting])).toBeNull();
  });
});
