import { beforeEach, expect, test, vi } from 'vitest';
import { EXTERNAL_LINKS } from '../../../src/contract/window/app.ts';
import { openExternal } from '../../../src/main/security/external.ts';

const { opened } = vi.hoisted(() => ({ opened: [] as string[] }));
vi.mock('electron', () => {
  const openExternal = (address: string): Promise<unknown> => Promise.resolve(opened.push(address));
  return Object.fromEntries([['shell', { openExternal }]]);
});

beforeEach(() => {
  opened.length = 0;
});

const ADDRESSES = {
  project: 'https://github.com/nixberry/nixberry',
  'nix-install': 'https://nixos.org/download/',
  'nixos-manual': 'https://nixos.org/manual/nixos/stable/',
  'nixos-search': 'https://search.nixos.org/packages',
  'raspberry-pi-boards': 'https://www.raspberrypi.com/documentation/computers/raspberry-pi.html',
} as const;

// Checklist 15.
test.each(EXTERNAL_LINKS)('%s opens its address, and nothing else', async (link) => {
  await openExternal(link);
  expect(opened).toEqual([ADDRESSES[link]]);
});
