import type { Settings } from '../../../src/core/spec/settings.ts';

/** How a person gets in at a Pi from this computer. */
export type Access =
  /** SSH is off, or takes nobody. */
  | { readonly type: 'closed' }
  /** Another program's image: nobody knows its user. */
  | { readonly type: 'unknown' }
  /** By its name, which is `<host>.local` for every computer of the network. */
  | { readonly type: 'name'; readonly target: string }
  /** By its name, where its settings are the usual ones: they are not known. */
  | { readonly type: 'usual'; readonly target: string }
  /** By the address that it was given. */
  | { readonly type: 'address'; readonly target: string }
  /** By the address that its router gives it, which nobody here can know. */
  | { readonly type: 'router'; readonly user: string };

export interface AccessFacts {
  readonly host: string | null;
  readonly user: string | null;
  /** Of this Pi; null where they are not known. */
  readonly settings: Settings | null;
}

/** How the Pi of an image is signed in to, as far as its settings allow it. */
export function accessOf({ host, user, settings }: AccessFacts): Access {
  if (host === null || user === null) return { type: 'unknown' };
  if (settings === null) return { type: 'usual', target: `${user}@${host}.local` };
  if (!takesSomebody(settings)) return { type: 'closed' };
  if (settings.services.mdns) return { type: 'name', target: `${user}@${host}.local` };
  const { ethernet } = settings;
  if (ethernet.method === 'dhcp') return { type: 'router', user };
  const [address] = ethernet.address.split('/');
  return { type: 'address', target: `${user}@${address}` };
}

/** Whether SSH is on, and has a key or a password to ask for. */
function takesSomebody({ ssh, user }: Settings): boolean {
  return ssh.enable && (user.sshKeys.length > 0 || (ssh.passwordLogin && user.password === 'seed'));
}
