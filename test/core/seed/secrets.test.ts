import { describe, expect, it } from 'vitest';
import { isNothingMissing, missingSecrets, seedIncomplete } from '../../../src/core/seed/missing.ts';
import type { SeedNeeds } from '../../../src/core/seed/needs.ts';
import { NO_SECRETS, parseSecrets } from '../../../src/core/seed/secrets.ts';
import { appErrorOf } from '../../support/errors.ts';

const MARKED = 'Zq7-marked-secret';

describe('secrets as JSON', () => {
  it('are taken with any of their parts', () => {
    expect(parseSecrets('{}')).toEqual(NO_SECRETS);
    expect(parseSecrets('\uFEFF{"password": "p", "wifi": {}, "tailscale": "t"}\n')).toEqual({
      password: 'p',
      wifi: new Map(),
      tailscale: 't',
    });
  });

  it('keep passphrases under any SSID', () => {
    const text = '{"wifi": {"__proto__": "one", "constructor": "two", "🐑 \\"x\\"": "three", "": "four"}}';
    expect([...parseSecrets(text).wifi]).toEqual([
      ['__proto__', 'one'],
      ['constructor', 'two'],
      ['🐑 "x"', 'three'],
      ['', 'four'],
    ]);
  });

  it.each([
    ['', 'not-json', null],
    [`{"password": "${MARKED}`, 'not-json', null],
    [`{"password": "${MARKED}",}`, 'not-json', null],
    [`"${MARKED}"`, 'field', null],
    [`["${MARKED}"]`, 'field', null],
    ['null', 'field', null],
    [`{"${MARKED}": "x"}`, 'field', null],
    ['{"password": 12345678}', 'field', 'password'],
    [`{"password": ["${MARKED}"]}`, 'field', 'password'],
    [`{"wifi": "${MARKED}"}`, 'field', 'wifi'],
    [`{"wifi": ["${MARKED}"]}`, 'field', 'wifi'],
    [`{"wifi": [["a", "${MARKED}"]]}`, 'field', 'wifi'],
    [`{"wifi": {"${MARKED}": 12345678}}`, 'field', 'wifi'],
    ['{"tailscale": null}', 'field', 'tailscale'],
  ])('%s: %s %s', async (text, reason, field) => {
    const error = await appErrorOf(() => parseSecrets(text));
    expect([error.code, error.facts]).toEqual(['secrets-unreadable', { reason, field }]);
    expect(`${error.message} ${String(error.stack)}`).not.toContain(MARKED);
    expect(error.cause).toBeUndefined();
  });
});

describe('what is missing', () => {
  const needs: SeedNeeds = {
    host: 'barn',
    user: 'ada',
    password: true,
    wifi: [
      { ssid: 'Home', hidden: false, security: 'wpa2' },
      { ssid: 'Guests', hidden: false, security: 'open' },
      { ssid: 'Shed', hidden: true, security: 'wpa3' },
    ],
    country: 'GB',
    takesWifi: true,
    tailscale: true,
  };

  it('is everything but what is open', () => {
    const missing = missingSecrets(needs, NO_SECRETS);
    expect(missing.wifi.map(({ ssid }) => ssid)).toEqual(['Home', 'Shed']);
    expect(isNothingMissing(missing)).toBe(false);
    const error = seedIncomplete('barn', missing);
    expect([error.code, error.facts]).toEqual([
      'seed-incomplete',
      { host: 'barn', password: true, wifi: 'Home, Shed', tailscale: true },
    ]);
    expect(seedIncomplete('', missing).facts.host).toBeNull();
  });

  it('is nothing when all was given, or nothing is wanted', () => {
    const wifi = new Map([
      ['Home', 'one'],
      ['Shed', 'two'],
    ]);
    expect(isNothingMissing(missingSecrets(needs, { password: 'p', wifi, tailscale: 't' }))).toBe(true);
    const less = { ...needs, password: false, wifi: [], tailscale: false };
    expect(isNothingMissing(missingSecrets(less, NO_SECRETS))).toBe(true);
  });

  it.each([
    [{ password: 'p', wifi: new Map(), tailscale: 't' }],
    [
      {
        password: null,
        wifi: new Map([
          ['Home', ''],
          ['Shed', ''],
        ]),
        tailscale: 't',
      },
    ],
    [
      {
        password: 'p',
        wifi: new Map([
          ['Home', ''],
          ['Shed', ''],
        ]),
        tailscale: null,
      },
    ],
  ])('is something when one was left out', (secrets) => {
    expect(isNothingMissing(missingSecrets(needs, secrets))).toBe(false);
  });
});
