import { expect, test } from 'vitest';
import { controlText, readFpmArguments } from '../../build/package/fpm-arguments.mjs';

const ARGV = [
  ...[
    '-s',
    'dir',
    '--force',
    '-t',
    'deb',
    '-d',
    'libgtk-3-0',
    '-d',
    'libnss3',
    '--deb-recommends',
    'polkitd | policykit-1',
  ],
  ...['--deb-compression', 'xz', '--architecture', 'amd64', '--after-install', '/t/after', '--after-remove', '/t/gone'],
  ...['--description', 'Makes cards\n Builds and writes.', '--version', '0.1.0', '--package', '/r/nixberry.deb'],
  ...['--name', 'nixberry', '--maintainer', 'N <n@example.org>', '--url', 'https://example.org', '--vendor', 'N'],
  ...[
    '--license',
    'MIT',
    '--deb-priority',
    'optional',
    'p/a.policy=/usr/share/a.policy',
    '/r/un=packed/=/opt/Nixberry',
  ],
];

test('electron-builder is understood', () => {
  expect(readFpmArguments(ARGV)).toMatchObject({
    depends: ['libgtk-3-0', 'libnss3'],
    recommends: ['polkitd | policykit-1'],
    scripts: [
      ['postinst', '/t/after'],
      ['postrm', '/t/gone'],
    ],
    files: [
      { from: 'p/a.policy', to: '/usr/share/a.policy' },
      { from: '/r/un=packed/', to: '/opt/Nixberry' },
    ],
    compression: 'xz',
    output: '/r/nixberry.deb',
  });
});

test('packings have the names of dpkg-deb', () => {
  expect(readFpmArguments([...ARGV, '--deb-compression', 'zst']).compression).toBe('zstd');
  expect(readFpmArguments([...ARGV, '--deb-compression', 'gz']).compression).toBe('gzip');
});

test('the control file is one that dpkg takes', () => {
  expect(controlText(readFpmArguments(ARGV), 1234)).toBe(
    [
      'Package: nixberry',
      'Version: 0.1.0',
      'Architecture: amd64',
      'Maintainer: N <n@example.org>',
      'Installed-Size: 1234',
      'Depends: libgtk-3-0, libnss3',
      'Recommends: polkitd | policykit-1',
      'Section: utils',
      'Priority: optional',
      'Homepage: https://example.org',
      'Description: Makes cards',
      ' Builds and writes.',
      '',
    ].join('\n'),
  );
});

test.each([
  ['an option that is not known', [...ARGV, '--rpm-os', 'linux'], 'unknown option --rpm-os'],
  ['an option without a value', [...ARGV, '--url'], '--url without a value'],
  ['no output', ['-s', 'dir', '--name', 'x', '--version', '1'], 'not a whole order'],
  ['a file that goes nowhere', [...ARGV, 'somewhere'], 'no file: somewhere'],
])('%s is an error', (_, argv, words) => {
  expect(() => readFpmArguments(argv)).toThrow(words);
});
