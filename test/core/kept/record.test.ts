import { describe, expect, it } from 'vitest';
import { copyName } from '../../../src/core/kept/copy-name.ts';
import { hostOf } from '../../../src/core/kept/host-of.ts';
import { keptGroup, keptImageSchema, rootNames } from '../../../src/core/kept/record.ts';
import { aKeptImage, storePath } from './a-kept-image.ts';

describe('a record', () => {
  it('is read as it was written', () => {
    const image = aKeptImage({ file: 'greenhouse-2026-11-22-1a2b3c4d.img.zst', destination: 'ada@big' });
    expect(keptImageSchema.parse(JSON.parse(JSON.stringify(image)))).toEqual(image);
  });

  it.each([
    ['id', { id: '../../.ssh' }],
    ['id', { id: '1A2B3C4D' }],
    ['file', { file: '/etc/passwd' }],
    ['file', { file: '../x-1a2b3c4d.img' }],
    ['file', { file: 'a/b-1a2b3c4d.img' }],
    ['file', { file: '.hidden-1a2b3c4d.img' }],
    ['file', { file: '1a2b3c4d.json' }],
    // The copy of another image, and its root.
    ['file', { file: 'greenhouse-2026-11-22-ffffffff.img' }],
    ['file', { file: 'ffffffff' }],
    ['storePath', { storePath: '--add-root' }],
    ['storePath', { storePath: 'relative/path' }],
    ['systemPath', { systemPath: '/etc' }],
    ['imagePath', { imagePath: '/home/ada/secret.img' }],
    ['format', { format: 2 as never }],
    ['bytes', { bytes: -1 }],
    ['startedAt', { startedAt: 'yesterday' }],
    ['sha256', { sha256: 'x' }],
  ])('is refused for its %s: %j', (field, changes) => {
    const parsed = keptImageSchema.safeParse({ ...aKeptImage(), ...changes });
    expect(parsed.error?.issues.map(({ path }) => path[0])).toContain(field);
  });

  it('has a root for the image, and one for its system', () => {
    expect(rootNames(aKeptImage())).toEqual(['1a2b3c4d', '1a2b3c4d-system']);
  });
});

describe('the name of a copy', () => {
  it.each([
    [{}, 'greenhouse-2026-11-22-1a2b3c4d.img.zst'],
    [{ imagePath: `${storePath('x')}/x.img` }, 'greenhouse-2026-11-22-1a2b3c4d.img'],
    [{ host: null, attribute: 'packages.x86_64-linux.card' }, 'packages-x86-64-linux-card-2026-11-22-1a2b3c4d.img.zst'],
    [{ host: null, attribute: null }, 'default-2026-11-22-1a2b3c4d.img.zst'],
    [{ host: '../../etc/über' }, 'etc-ber-2026-11-22-1a2b3c4d.img.zst'],
    [{ host: '…' }, 'image-2026-11-22-1a2b3c4d.img.zst'],
    [{ host: 'h'.repeat(300) }, `${'h'.repeat(100)}-2026-11-22-1a2b3c4d.img.zst`],
  ])('of %j', (changes, name) => {
    expect(copyName(aKeptImage(changes))).toBe(name);
    expect(keptImageSchema.safeParse(aKeptImage({ file: name })).success).toBe(true);
  });
});

describe('the host of an installable', () => {
  const image = (name: string): string => `path:/x#nixosConfigurations.${name}.config.system.build.sdImage`;
  it.each([
    [image('pi4'), 'pi4'],
    [image('pi4-cross'), 'pi4'],
    [image('"a.b"'), 'a.b'],
    [image('"%C3%BC"'), 'ü'],
    [image('-cross'), '-cross'],
    ['path:/x#packages.x86_64-linux.default', null],
    ['path:/x#pi4', null],
    ['path:/x', null],
    [image('"%"'), null],
  ])('%s', (installable, host) => expect(hostOf(installable)).toBe(host));
});

describe('the group of an image', () => {
  const sha = '0123456789abcdef0123456789abcdef01234567';

  it.each([
    [`github:o/r/${sha}`, 'github:o/r'],
    [`github:o/r/${sha}?dir=a`, 'github:o/r?dir=a'],
    [`github:o/r?rev=${sha}`, 'github:o/r'],
    [`github:o/r?ref=${sha}&narHash=sha256-x%3D&lastModified=1`, 'github:o/r'],
    [`git+https://h/r?ref=main&rev=${sha}`, 'git+https://h/r?ref=main'],
    [`https://h/o/r/archive/${sha}.tar.gz`, 'https://h/o/r/archive.tar.gz'],
    [`nixpkgs/nixos-26.05/${sha}`, 'nixpkgs/nixos-26.05'],
  ])('%s is that of %s', (pinned, flake) => {
    expect(keptGroup(aKeptImage({ flake: pinned }))).toBe(keptGroup(aKeptImage({ flake })));
  });

  it.each([
    ['github:o/r/main', 'github:o/r'],
    ['github:o/r?ref=v1', 'github:o/r?ref=v2'],
    ['git+https://h/r?dir=a', 'git+https://h/r?dir=b'],
  ])('%s is not that of %s', (a, b) => {
    expect(keptGroup(aKeptImage({ flake: a }))).not.toBe(keptGroup(aKeptImage({ flake: b })));
  });
});
