import { expect, it } from 'vitest';
import { computerHandlers, type ComputerSources } from '../../../src/main/computer/computer-handlers.ts';
import { computerSchema } from '../../../src/contract/window/computer.ts';
import type { Secret } from '../../../src/contract/window/secrets.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { Vault } from '../../../src/main/secrets/vault.ts';

const PASSPHRASE = 'very-secret-words';

const SOURCES: ComputerSources = {
  look: () =>
    Promise.resolve({
      user: 'ada',
      timeZone: 'Europe/London',
      locale: 'en_GB.UTF-8',
      country: 'GB',
      keyboard: 'uk',
      keys: [{ file: '/home/ada/.ssh/id.pub', text: 'ssh-ed25519 AAAA' }],
    }),
  wifi: () => Promise.resolve({ ssid: 'Home', security: 'wpa2', hidden: false, askable: true }),
  passphrase: () => Promise.resolve(PASSPHRASE),
};

/** The handlers, and what has been put into the vault. */
function main(sources: Partial<ComputerSources> = {}) {
  const kept: Secret[] = [];
  const vault = { set: (secret: Secret) => Promise.resolve(void kept.push(secret)) } as unknown as Vault;
  return { kept, handlers: computerHandlers({ vault }, { ...SOURCES, ...sources }) };
}

it('tells what this computer suggests, without keys, files and passphrases', async () => {
  const answer = computerSchema.parse(await main().handlers['computer.look'](undefined));
  expect(answer).toEqual({
    user: 'ada',
    timeZone: 'Europe/London',
    locale: 'en_GB.UTF-8',
    country: 'GB',
    keyboard: 'uk',
    wifi: { ssid: 'Home', security: 'wpa2', hidden: false, askable: true },
  });
});

it('puts the passphrase into the vault and tells the page nothing', async () => {
  const { kept, handlers } = main();
  expect(await handlers['computer.wifiPassphrase']({ ssid: 'Home', security: 'wpa2' })).toBeUndefined();
  expect(kept).toEqual([{ kind: 'wifi', ssid: 'Home', security: 'wpa2', passphrase: PASSPHRASE }]);
});

it('keeps nothing when the passphrase may not be read', async () => {
  const passphrase = (ssid: string) => Promise.reject(new AppError('wifi-passphrase-unreadable', { ssid }));
  const { kept, handlers } = main({ passphrase });
  await expect(handlers['computer.wifiPassphrase']({ ssid: 'Home', security: 'wpa3' })).rejects.toMatchObject({
    code: 'wifi-passphrase-unreadable',
  });
  expect(kept).toEqual([]);
});

it.each([{ ssid: 'Neighbour', security: 'wpa2', hidden: false, askable: true } as const, null])(
  'asks for the passphrase of no other network than the one it is on (%j)',
  async (current) => {
    const { kept, handlers } = main({ wifi: () => Promise.resolve(current) });
    await expect(handlers['computer.wifiPassphrase']({ ssid: 'Home', security: 'wpa2' })).rejects.toMatchObject({
      code: 'wifi-passphrase-unreadable',
    });
    expect(kept).toEqual([]);
  },
);

it('looks at the computer that this is', async () => {
  const vault = {} as Vault;
  const looked = computerSchema.parse(await computerHandlers({ vault })['computer.look'](undefined));
  expect(looked).toMatchObject({ timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
});
