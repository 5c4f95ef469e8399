// Makes assets/data/locales.json from glibc's list of locales (localedata/SUPPORTED; Debian has it as
// /usr/share/i18n/SUPPORTED), as far as settings take them: NixOS builds `<locale>/UTF-8` and refuses what glibc's list does
// not have under that very name.
import { region } from '../../src/core/spec/region.ts';
import { givenFile, writeList } from './write-list.ts';

const USAGE = 'tsx build/data/make-locales.ts /usr/share/i18n/SUPPORTED';

const names = givenFile(USAGE)
  .split('\n')
  // Debian: `en_GB.UTF-8 UTF-8`; glibc: `en_GB.UTF-8/UTF-8 \`.
  .flatMap((line) => /^(\S+?)[ /]UTF-8(?: \\)?$/.exec(line.trim())?.[1] ?? [])
  .filter((locale) => region.safeParse({ locale }).success);

// glibc has it built in, and NixOS adds it to the list.
writeList('locales.json', [...new Set(['C.UTF-8', ...names])].sort());
