import { describe, expect, it } from 'vitest';
import { findSystem } from '../../../src/core/kept/system.ts';
import { storePath } from './a-kept-image.ts';
import { fakeNix } from './fake-nix.ts';

const { signal } = new AbortController();
const image = storePath('image');
const drv = `${storePath('image', 'd')}.drv`;
const system = storePath('nixos-system-pi-26.05', 's');
const systemDrv = `${storePath('nixos-system-pi-26.05', 't')}.drv`;
const otherDrv = `${storePath('nixos-system-pi-26.05', 'u')}.drv`;

const known = {
  [`--requisites ${image}`]: `${image}\n`,
  [`--deriver ${image}`]: `${drv}\n`,
  [`--requisites ${drv}`]: `${storePath('x')}\n${systemDrv}\n${drv}\n`,
  [`--outputs ${systemDrv}`]: `${system}\n`,
  [`--requisites ${system}`]: `${storePath('glibc')}\n${system}\n`,
};

describe('findSystem', () => {
  it('goes by the derivation that made the image', async () => {
    expect(await findSystem(fakeNix(known), image, signal)).toBe(system);
  });

  it('takes what the result itself needs', async () => {
    const nix = fakeNix({ [`--requisites ${image}`]: `${system}\n${image}\n` });
    expect(await findSystem(nix, image, signal)).toBe(system);
  });

  it('takes the system with the specialisations, not one of them', async () => {
    const nix = fakeNix({
      ...known,
      [`--requisites ${drv}`]: `${otherDrv}\n${systemDrv}\n${drv}\n`,
      [`--requisites ${otherDrv}`]: `${otherDrv}\n`,
      [`--requisites ${systemDrv}`]: `${otherDrv}\n${systemDrv}\n`,
    });
    expect(await findSystem(nix, image, signal)).toBe(system);
  });

  it.each([
    ['its deriver is not known', { ...known, [`--deriver ${image}`]: 'unknown-deriver\n' }],
    ['the derivation was collected', { ...known, [`--requisites ${drv}`]: { stderr: 'error: not valid' } }],
    ['the system was collected', { ...known, [`--requisites ${system}`]: { stderr: 'error: not valid' } }],
    ['there is none', { ...known, [`--requisites ${drv}`]: `${drv}\n` }],
    ['two have nothing to do with each other', { ...known, [`--requisites ${drv}`]: `${otherDrv}\n${systemDrv}\n` }],
    ['nothing is known', {}],
  ])('finds none where %s', async (_, answers) => {
    expect(await findSystem(fakeNix(answers), image, signal)).toBeNull();
  });
});
