import type { Command } from 'commander';

/** One command of the program. Its file is loaded only when the command is named: a start costs what it uses. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Gives what adds the command's arguments, options, help and action. */
  readonly load: () => Promise<(command: Command) => void>;
}

/** Every command, in the order of `nixberry --help`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'demo',
    summary: 'try the whole job: build a small image, write it to a virtual card, verify it',
    load: async () => (await import('./demo.ts')).defineDemo,
  },
  {
    name: 'drives',
    summary: 'list the drives of this computer, and say which may be written',
    load: async () => (await import('./drives.ts')).defineDrives,
  },
  {
    name: 'boards',
    summary: 'list the Raspberry Pis: which are supported, with which kernel, what does not work',
    load: async () => (await import('./boards.ts')).defineBoards,
  },
  {
    name: 'new',
    summary: 'make a project: a NixOS flake of your own, with one Raspberry Pi in it',
    load: async () => (await import('./new.ts')).defineNew,
  },
  {
    name: 'add',
    summary: 'add one more Raspberry Pi to a project',
    load: async () => (await import('./add.ts')).defineAdd,
  },
  {
    name: 'set',
    summary: 'change settings of a host',
    load: async () => (await import('./set.ts')).defineSet,
  },
  {
    name: 'show',
    summary: 'show the hosts of a project, or the settings of one',
    load: async () => (await import('./show.ts')).defineShow,
  },
  {
    name: 'upgrade',
    summary: 'bring the files that Nixberry keeps in a project up to date',
    load: async () => (await import('./upgrade.ts')).defineUpgrade,
  },
  {
    name: 'caches',
    summary: 'list, add or remove the binary caches of a project',
    load: async () => (await import('./caches.ts')).defineCaches,
  },
  {
    name: 'hosts',
    summary: "list the hosts that a flake offers, yours or anybody's",
    load: async () => (await import('./hosts.ts')).defineHosts,
  },
  {
    name: 'build',
    summary: 'build a card image from a flake',
    load: async () => (await import('./build.ts')).defineBuild,
  },
  {
    name: 'images',
    summary: 'list the images that are kept, and let go of older ones',
    load: async () => (await import('./images.ts')).defineImages,
  },
  {
    name: 'diff',
    summary: 'say what differs between two images: kernel, systemd, packages, size',
    load: async () => (await import('./diff.ts')).defineDiff,
  },
  {
    name: 'flash',
    summary: 'write an image to one or several drives, and verify it',
    load: async () => (await import('./flash.ts')).defineFlash,
  },
  {
    name: 'make',
    summary: 'build, then flash',
    load: async () => (await import('./make.ts')).defineMake,
  },
  {
    name: 'boot-test',
    summary: 'start an image on an emulated machine, and see whether it comes up',
    load: async () => (await import('./boot-test.ts')).defineBootTest,
  },
  {
    name: 'seed',
    summary: "make what is laid in with an image and makes the card this Pi's: passwords, keys, Wi-Fi",
    load: async () => (await import('./seed.ts')).defineSeed,
  },
  {
    name: 'identify',
    summary: 'say what was built and written to a card, without mounting it',
    load: async () => (await import('./identify.ts')).defineIdentify,
  },
  {
    name: 'doctor',
    summary: 'say what this computer lacks, and the line that mends it',
    load: async () => (await import('./doctor.ts')).defineDoctor,
  },
];
