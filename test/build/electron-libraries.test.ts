import { describe, expect, it } from 'vitest';
import { aboutMissing, installLine, missingLibraries, notFound } from '../../build/electron/libraries.mjs';

const LDD = `\tlinux-vdso.so.1 (0x00007ffd5a9f2000)
\tlibgtk-3.so.0 => not found
\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f0a1c000000)
\tlibnss3.so => not found
\tlibsmime3.so => not found
\tlibnss3.so => not found
\t/lib64/ld-linux-x86-64.so.2 (0x00007f0a1d000000)
`;
const LACKS = ['libgtk-3.so.0', 'libnss3.so', 'libsmime3.so', 'libasound.so.2'];

describe('missing libraries', () => {
  it('are what the loader does not find, each once', () => {
    expect(notFound(LDD)).toEqual(['libgtk-3.so.0', 'libnss3.so', 'libsmime3.so']);
  });

  it('are none for a program that runs here', async () => {
    expect(await missingLibraries(process.execPath)).toEqual([]);
  });
});

describe('the line that installs them', () => {
  it.each([
    [
      'Debian 12',
      'ID=debian\nVERSION_ID="12"\n',
      'sudo apt-get install --no-install-recommends libasound2 libgtk-3-0 libnss3',
    ],
    [
      'Debian 13',
      'ID=debian\nVERSION_ID="13"\n',
      'sudo apt-get install --no-install-recommends libasound2t64 libgtk-3-0t64 libnss3',
    ],
    [
      'Debian testing',
      'PRETTY_NAME="Debian GNU/Linux forky/sid"\nID=debian\n',
      'sudo apt-get install --no-install-recommends libasound2t64 libgtk-3-0t64 libnss3',
    ],
    [
      'Ubuntu 22.04',
      'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\n',
      'sudo apt-get install --no-install-recommends libasound2 libgtk-3-0 libnss3',
    ],
    [
      'Ubuntu 24.04',
      'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n',
      'sudo apt-get install --no-install-recommends libasound2t64 libgtk-3-0t64 libnss3',
    ],
    ['Fedora', 'NAME="Fedora Linux"\nVERSION_ID=43\nID=fedora\n', 'sudo dnf install alsa-lib gtk3 nss'],
    ['a relative of Arch', 'ID=manjaro\nID_LIKE=arch\n', 'sudo pacman -S --needed alsa-lib gtk3 nss'],
    ['a system that we do not know', 'ID=plan9\n', null],
  ])('on %s', (_system, osRelease, line) => {
    expect(installLine(LACKS, osRelease)).toBe(line);
  });

  it('comes with the names of those that it leaves out', () => {
    const debian = 'ID=debian\nVERSION_ID="12"\n';
    expect(aboutMissing(['libnss3.so', 'libnobody.so.1'], debian)).toBe(
      [
        'Electron needs libraries that are not here: libnss3.so, libnobody.so.1',
        'This installs the others:',
        '  sudo apt-get install --no-install-recommends libnss3',
        'Not among them, for its package is not known here: libnobody.so.1',
      ].join('\n'),
    );
    expect(aboutMissing(['libnss3.so'], debian)).not.toContain('not known');
    expect(aboutMissing(['libnobody.so.1'], debian)).toMatch(
      /: libnobody\.so\.1\nInstall the packages that have them\.$/,
    );
  });

  it('is none for a library that we do not know', () => {
    expect(installLine(['libnobody.so.1'], 'ID=debian\nVERSION_ID="12"\n')).toBeNull();
  });
});
