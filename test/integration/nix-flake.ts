import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { End } from '../../src/core/jobs/job.ts';
import { build, type BuildRequest } from '../../src/core/nix/build.ts';
import type { BuildEvent, BuildResult } from '../../src/core/nix/events.ts';
import { createNixPort } from '../../src/node/nix/nix-port.ts';

/** As root without Nix's own users, and with this computer's /bin/sh. */
const OPTIONS = ['--option', 'substituters', '', '--option', 'build-users-group', '', '--option', 'sandbox', 'false'];

export const SYSTEM = process.arch === 'arm64' ? 'aarch64-linux' : 'x86_64-linux';
const OTHER_SYSTEM = process.arch === 'arm64' ? 'x86_64-linux' : 'aarch64-linux';

/** How long the derivation `slow` sleeps, in seconds: a number by which its process can be told. */
export const SLOW_S = 100_000 + process.pid;

/** Derivations of nothing but a shell. The salt keeps Nix from having built them before. */
export async function makeFlake(): Promise<{ readonly dir: string; readonly remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'nixberry-flake-'));
  await writeFile(join(dir, 'flake.nix'), flake(`${process.pid}-${Date.now()}`));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

function flake(salt: string): string {
  return `{
  outputs = { self }: let
    run = name: script: derivation {
      inherit name;
      system = "${SYSTEM}";
      builder = "/bin/sh";
      args = [ "-c" "export PATH=/usr/bin:/bin; \${script}" ];
      salt = "${salt}";
    };
    phase = name: "echo '@nix {\\"action\\":\\"setPhase\\",\\"phase\\":\\"\${name}\\"}' >&2;";
    image = files: "mkdir -p $out/sd-image; for f in \${files}; do echo image > $out/sd-image/$f; done";
    part = run "part" "\${phase "unpack"} echo making a part; \${phase "install"} echo part > $out";
    broken = run "broken-part" "echo compiling; echo undefined reference to main; exit 2";
    host = name: { config.system.build.sdImage = run "host-\${name}" (image "\${name}.img.zst"); };
  in {
    packages."${SYSTEM}" = {
      default = run "card" "echo \${part}; \${image "pi.img"}";
      empty = run "empty" "mkdir $out";
      two = run "two" (image "a.img b.img");
      needs-broken = run "image" "echo \${part} \${broken}";
      slow = run "slow" "sleep ${SLOW_S}; echo > $out";
      wrong = derivation { name = "wrong"; system = "${OTHER_SYSTEM}"; builder = "/bin/sh"; args = [ "-c" "echo > $out" ]; salt = "${salt}"; };
      bad-hash = derivation {
        name = "bad-hash"; system = "${SYSTEM}"; builder = "/bin/sh"; args = [ "-c" "echo ${salt} > $out" ];
        outputHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; outputHashMode = "flat"; outputHashAlgo = "sha256";
      };
      throws = throw "the board 'pi9' is not known";
    };
    nixosConfigurations = { native = host "native"; twin = host "twin"; twin-cross = host "twin-cross"; };
  };
}
`;
}

type Ended = BuildEvent | End<BuildResult>;

/** Builds for real; `onEvent` sees the events as they come. */
export async function buildReal(
  request: Partial<BuildRequest> & { readonly flakeRef: string },
  signal: AbortSignal = new AbortController().signal,
  onEvent: (event: Ended) => void = () => undefined,
): Promise<{ readonly events: readonly Ended[]; readonly end: Ended | undefined }> {
  const events: Ended[] = [];
  const whole = { how: 'auto', dryRun: false, options: OPTIONS, outLink: null, ...request } as const;
  for await (const event of build(whole, { nix: createNixPort(), clock: performance }, signal)) {
    events.push(event);
    onEvent(event);
  }
  return { events, end: events.at(-1) };
}
