import { localSite } from '../nix/site.ts';
import type { Place } from './place.ts';

export const HERE: Place = {
  kind: 'here',
  name: 'here',
  machines: [],
  open: ({ ports: { nix, roots }, flake, signal }) =>
    Promise.resolve({
      ...localSite(nix, flake, signal),
      ...roots,
      destination: null,
      release: () => Promise.resolve(),
      finish: () => Promise.resolve(),
    }),
};

/** `here`. */
export function parseHere(text: string): Place | null {
  return text === 'here' ? HERE : null;
}
