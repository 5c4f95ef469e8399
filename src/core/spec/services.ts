import * as z from 'zod';
import { says, shaped } from './text.ts';

export const CONTAINERS = ['none', 'docker', 'podman'] as const;

/**
 * Where the Pi fetches its own configuration: `github:me/pis`, `git+https://...`, `/etc/nixos`. Without `#...`: the host
 * is added by the flake. No character that a unit file or a shell would take for more than itself.
 */
const FLAKE = /^([a-z][a-z0-9+-]*:|\/)[A-Za-z0-9._~:/?=&@+-]*[A-Za-z0-9_~/=]$/;

/** Names of parameters such as `access_token` and `password`, not `publicKey` and `ref`. */
const SECRET_NAME = /token|passw|secret|credential|api[_-]?key|private[_-]?key|^(?:pass|auth|pat|pw|pwd)$/i;

/** `https://TOKEN@`, `ssh://name:SECRET@`, and `name:SECRET@`, an address whose scheme was left out. */
function isSecret(scheme: string, slashes: string, user: string): boolean {
  if (user.includes(':')) return true;
  return slashes === '' ? !/^(?:git\+)?(?:path|file)$/i.test(scheme) : /(?:^|\+)https?$/i.test(scheme);
}

/**
 * Settings are no place for a secret: git and the Nix store keep them where everybody may read. A user's name alone is one
 * over HTTP (`https://TOKEN@host`), and none over SSH (`git@`).
 */
function hasNoSecret(flake: string): boolean {
  const [address = '', ...query] = flake.split('?');
  // Anywhere: `git clone https://...`, or a quotation mark before it, is no reference, and a secret all the same.
  for (const [, scheme = '', slashes = '', user] of address.matchAll(/([a-z][a-z0-9+-]*):(\/*)(?:([^/]*)@)?/gi))
    if (user !== undefined && isSecret(scheme, slashes, user)) return false;
  const names = query
    .join('&')
    .split('&')
    .map((field) => field.split('=')[0] ?? '');
  return !names.some((name) => SECRET_NAME.test(name));
}

export const services = z
  .strictObject({
    /** `<hostName>.local` */
    mdns: z.boolean().default(true),
    tailscale: z.boolean().default(false),
    containers: z.enum(CONTAINERS).default('none'),
    nodeExporter: z.boolean().default(false),
    autoUpgrade: z
      .strictObject({ flake: shaped(FLAKE, 'flake-reference').refine(hasNoSecret, says('flake-secret')) })
      .nullable()
      .default(null),
    garbageCollection: z.boolean().default(true),
  })
  .prefault({});
