import type { Finding } from '../../../src/core/doctor/finding.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { PlacedPorts } from '../../../src/core/places/build-at.ts';
import type { HostKey, SshExit, SshPort } from '../../../src/core/ssh/ports.ts';
import { createOffers } from '../../../src/main/offers.ts';
import { createMachines } from '../../../src/main/places/machines-file.ts';
import { placesHandlers } from '../../../src/main/places/places-handlers.ts';
import { createPlaces } from '../../../src/main/places/places.ts';
import { join } from 'node:path';
import '../../../src/main/places/set-up.ts';

export const KEY: HostKey = {
  algorithm: 'ssh-ed25519',
  fingerprint: 'SHA256:Xt7mYx0pXw9Rr6w4n1mUe0hR0m7b3D1yXk6b9Q5cZsE',
  line: 'forge ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP7FYyLB0s+ZGlFERpG2IqwTqqB1Q9SyKszDYaewkBKh',
};

const PROBE = [
  'kernel=Linux aarch64',
  'nix=nix (Nix) 2.31.1',
  'config.system=aarch64-linux',
  'store-path=/nix',
  'store-free-kib=90000000',
];

export interface ScriptedMachine {
  readonly ssh: SshPort;
  /** The keys that were accepted. */
  readonly trusted: HostKey[];
  /** The key with which it answers now. */
  key: HostKey;
  /** What a probe waits for, if it should hang. */
  hangs: boolean;
}

/** A machine as far as looking at it goes: its key is not known until it is trusted. */
export function scriptedMachine(): ScriptedMachine {
  const trusted: HostKey[] = [];
  const exit = (stdout: string): SshExit => ({ code: 0, stdout, stderr: [] });
  const never = (): never => {
    throw new Error('not for looking');
  };
  const machine: ScriptedMachine = {
    ...{ trusted, key: KEY, hangs: false },
    ssh: {
      run: async (_destination, script, _parameters, { signal }) => {
        if (machine.hangs)
          await new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(new AppError('cancelled')), { once: true }),
          );
        if (!trusted.includes(machine.key)) throw new AppError('remote-host-key-unknown', { place: 'ada@forge' });
        return exit(script === 'probe' ? `${PROBE.join('\n')}\n` : '');
      },
      offeredKey: () => Promise.resolve(machine.key),
      trust: (_destination, key) => {
        trusted.push(key);
        return Promise.resolve('/home/ada/.ssh/known_hosts');
      },
      read: never,
      nixOptions: never,
    },
  };
  return machine;
}

/** Main's side of places, with a list of machines in `folder`. Nix is not asked anything. */
export function somePlaces(folder: string, machine = scriptedMachine(), findings: readonly Finding[] = []) {
  const offers = createOffers();
  const nix = { run: () => Promise.reject(new AppError('nix-missing')), readText: () => Promise.resolve(null) };
  const places = createPlaces({
    machines: createMachines(join(folder, 'machines.json')),
    ports: { ssh: machine.ssh, nix } as unknown as PlacedPorts,
    examine: () => Promise.resolve(findings),
    tryOut: () => Promise.reject(new Error('not tried')),
    offerKey: (offered) => offers.offer('host-key', offered),
  });
  return { places, machine, calls: placesHandlers({ places, offers }) };
}
