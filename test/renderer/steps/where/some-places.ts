import type { BuildCost, HostKeyReport, LookedAt } from '../../../../src/contract/window/places.ts';
import { finding } from '../../../../src/core/doctor/finding.ts';

export const HERE = { id: 'here', kind: 'here', machine: null } as const;
export const FORGE = { id: 'host:ada@forge', kind: 'host', machine: 'ada@forge' } as const;

export const READY: LookedAt = {
  state: 'ready',
  findings: [finding('machine-nix', 'found', 'ok', { version: '2.31.1' })],
  system: 'aarch64-linux',
  nix: '2.31.1',
  freeBytes: 42e9,
};

export const WITHOUT_NIX: LookedAt = {
  state: 'no',
  findings: [finding('nix', 'missing', 'warning', {}, 'curl -sSfL https://nixos.org/nix/install | sh')],
  system: null,
  nix: null,
  freeBytes: null,
};

export const UNKNOWN_KEY: HostKeyReport = {
  state: 'host-key',
  id: 'ab'.repeat(16),
  algorithm: 'ssh-ed25519',
  fingerprint: 'SHA256:Xt7mYx0pXw9Rr6w4n1mUe0hR0m7b3D1yXk6b9Q5cZsE',
};

export const COST: BuildCost = {
  toBuild: 112,
  toFetch: 900,
  downloadBytes: 915e6,
  compiled: ['linux-6.18'],
  compiledCount: 3,
  estimateMs: 360_000,
  how: 'cross',
  why: 'cross-no-arm',
};
