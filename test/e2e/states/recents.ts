import type { SomeAnswers } from '../support/answer-calls.ts';

const idOf = (digit: string): string => digit.repeat(32);

/** What main would answer somebody who has been here before: one folder with a long way to it, and a file with a long name. */
export const RECENTS: SomeAnswers = {
  'projects.recent': [
    {
      id: idOf('1'),
      name: 'greenhouse',
      shown: '~/Nixberry/greenhouse',
      hosts: ['greenhouse'],
      when: '2026-11-03T14:05:00.000Z',
    },
    {
      id: idOf('2'),
      name: 'fleet',
      shown: '/srv/projects/2026/customers/kew-gardens/palm-house/climate/raspberry-pis/nixos/fleet',
      hosts: ['barn', 'mill', 'orchard', 'workshop'],
      when: '2026-10-28T09:12:00.000Z',
    },
  ],
  'images.recent': [
    {
      id: idOf('3'),
      name: 'nixos-image-sd-card-26.05.20261012.a1b2c3d-aarch64-linux.img.zst',
      shown: '~/Downloads/nixos-image-sd-card-26.05.20261012.a1b2c3d-aarch64-linux.img.zst',
      bytes: 1_064_000_000,
      at: '2026-10-12T18:30:00.000Z',
    },
  ],
  'images.kept': [],
};
