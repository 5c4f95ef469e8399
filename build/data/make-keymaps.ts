// Makes assets/data/keymaps.json from the names of kbd's files, as NixOS installs them: the list comes from
//   git -C kbd ls-tree -r --name-only v2.9.0 data/keymaps/i386
// and the renamed ones from pkgs/os-specific/linux/kbd in nixpkgs, where two maps would have had one name.
import { region } from '../../src/core/spec/region.ts';
import { givenFile, writeList } from './write-list.ts';

const USAGE = 'tsx build/data/make-keymaps.ts FILE-WITH-THE-NAMES';

const RENAMED: Readonly<Record<string, string>> = {
  'qwertz/cz': 'cz-qwertz',
  'olpc/es': 'es-olpc',
  'olpc/pt': 'pt-olpc',
  'fgGIod/trf': 'trf-fgGIod',
  'colemak/en-latin9': 'colemak',
};

/** What other keymaps include, and what changes single keys of one. */
const PARTS = /^(?:include\/|qwerty\/(?:defkeymap|emacs|mac-no|pc110))/;

const names = givenFile(USAGE)
  .split('\n')
  .flatMap((line) => /^data\/keymaps\/i386\/(.+)\.map$/.exec(line)?.[1] ?? [])
  .filter((path) => !PARTS.test(path))
  .map((path) => RENAMED[path] ?? path.replace(/^.*\//, ''))
  .filter((keyboard) => region.safeParse({ keyboard }).success);

writeList('keymaps.json', [...new Set(names)].sort());
