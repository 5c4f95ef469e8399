import type { CurrentProject, Preview } from '../../../../src/contract/window/projects.ts';

export const ID = 'cd'.repeat(16);

/** A project that is there, of which saving changes two lines. */
export const CHANGED: Preview = {
  step: 'change',
  shown: '~/Nixberry/greenhouse',
  complete: true,
  changedOutside: false,
  alsoChanged: [],
  files: [
    {
      path: 'hosts/greenhouse/settings.json',
      state: 'changed',
      since: '2026-11-03T10:00:00.000Z',
      lines: [
        { mark: 'same', text: '{' },
        { mark: 'removed', text: '  "zram": false,' },
        { mark: 'added', text: '  "zram": true,' },
        { mark: 'same', text: '  "packages": []' },
        { mark: 'same', text: '}' },
      ],
    },
    file('hosts/greenhouse/configuration.nix', 'yours'),
    file('flake.nix', 'same'),
    file('nixberry.json', 'same'),
  ],
};

export const NEW: Preview = {
  ...CHANGED,
  step: 'create',
  files: CHANGED.files.map((one) => ({ ...one, state: 'new', since: null })),
};

export const PROJECT: CurrentProject = {
  id: ID,
  name: 'greenhouse',
  shown: '~/Nixberry/greenhouse',
  hosts: ['greenhouse'],
  release: '26.05',
  host: 'greenhouse',
  saved: 'changed',
};

function file(path: string, state: 'yours' | 'same'): Preview['files'][number] {
  return { path, state, since: '2026-11-03T10:00:00.000Z', lines: [{ mark: 'same', text: `# ${path}` }] };
}
