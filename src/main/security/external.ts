import { shell } from 'electron';
import type { ExternalLink } from '../../contract/window/app.ts';

/** 15: where links may lead. The page has the names only. */
const ADDRESSES: Readonly<Record<ExternalLink, string>> = {
  project: 'https://github.com/nixberry/nixberry',
  'nix-install': 'https://nixos.org/download/',
  'nixos-manual': 'https://nixos.org/manual/nixos/stable/',
  'nixos-search': 'https://search.nixos.org/packages',
  'raspberry-pi-boards': 'https://www.raspberrypi.com/documentation/computers/raspberry-pi.html',
};

/** Opens one of our links in the person's browser. */
export async function openExternal(link: ExternalLink): Promise<void> {
  await shell.openExternal(ADDRESSES[link]);
}
