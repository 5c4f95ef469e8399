import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign } from '../../../src/core/spec/assign.ts';
import { completeSettings } from '../../../src/core/spec/complete.ts';
import { KEYS, problemsOf, someAnswers, someSettings } from './some-answers.ts';

const { ed25519, rsa2048 } = KEYS;
const static5 = { method: 'static', address: '10.0.0.5/8', gateway: '10.0.0.1' };

function assigned(answers: unknown, ...texts: string[]): unknown {
  return texts.reduce<unknown>((before, text) => {
    const done = assign(before, text);
    if (done.type === 'refused') throw new Error(JSON.stringify(done.problem));
    return done.answers;
  }, answers);
}

describe('a value is read as the schema has it', () => {
  test.each<readonly [texts: string[], before: object, after: object]>([
    [['board=pi4'], {}, { board: 'pi4' }],
    [['hostName=true'], {}, { hostName: 'true' }],
    [['stateVersion=26.05'], {}, { stateVersion: '26.05' }],
    [['format=1'], {}, { format: 1 }],
    [['zram=false'], { zram: true }, { zram: false }],
    [['ssh.enable=off', 'ssh.passwordLogin=yes'], {}, { ssh: { enable: false, passwordLogin: true } }],
    [['user.fullName=a=b, "c" '], {}, { user: { fullName: 'a=b, "c" ' } }],
    [['user.fullName='], {}, { user: { fullName: '' } }],
    [['wifi.country=GB'], { wifi: { backend: 'x' } }, { wifi: { backend: 'x', country: 'GB' } }],
    [['wifi.country='], { wifi: { country: 'GB' } }, { wifi: { country: null } }],
    [['services.autoUpgrade='], {}, { services: { autoUpgrade: null } }],
    [
      ['services.autoUpgrade.flake=github:me/pis'],
      { services: { autoUpgrade: null } },
      { services: { autoUpgrade: { flake: 'github:me/pis' } } },
    ],
    [
      ['wifi.networks[0].ssid=Home', 'wifi.networks[0].hidden=true'],
      {},
      { wifi: { networks: [{ ssid: 'Home', hidden: true }] } },
    ],
    [
      ['wifi.networks[1].ssid=B'],
      { wifi: { networks: [{ ssid: 'A' }] } },
      { wifi: { networks: [{ ssid: 'A' }, { ssid: 'B' }] } },
    ],
    [['packages=["htop","git"]'], {}, { packages: ['htop', 'git'] }],
    [['packages[0]=htop'], { packages: ['git', 'vim'] }, { packages: ['htop', 'vim'] }],
    [['wifi={"country":"GB"}'], {}, { wifi: { country: 'GB' } }],
    [['ethernet.method=static', 'ethernet.address=10.0.0.5/8', 'ethernet.gateway=10.0.0.1'], {}, { ethernet: static5 }],
    [['ethernet.gateway='], { ethernet: static5 }, { ethernet: { ...static5, gateway: null } }],
    [['ethernet.method=dhcp'], { ethernet: static5 }, { ethernet: { method: 'dhcp' } }],
    [['ethernet.method=static'], { ethernet: static5 }, { ethernet: static5 }],
    [['ethernet.dns+=1.1.1.1'], { ethernet: static5 }, { ethernet: { ...static5, dns: ['1.1.1.1'] } }],
  ])('%j', (texts, before, after) => {
    expect(assigned(before, ...texts)).toEqual(after);
  });
});

describe('lists', () => {
  test.each<readonly [texts: string[], before: object, after: object]>([
    [['packages+=htop'], {}, { packages: ['htop'] }],
    [['packages+=htop', 'packages+=htop'], { packages: ['git'] }, { packages: ['git', 'htop'] }],
    [['packages-=git'], { packages: ['git', 'htop'] }, { packages: ['htop'] }],
    [[`user.sshKeys+=${rsa2048}`], { user: { sshKeys: [ed25519] } }, { user: { sshKeys: [ed25519, rsa2048] } }],
    [['configTxt+=gpu_mem=16', 'configTxt-=a=b'], { configTxt: ['a=b'] }, { configTxt: ['gpu_mem=16'] }],
    [['wifi.networks+={"ssid":"A"}'], {}, { wifi: { networks: [{ ssid: 'A' }] } }],
    [
      ['wifi.networks-={"hidden":true,"ssid":"A"}'],
      { wifi: { networks: [{ ssid: 'A', hidden: true }] } },
      { wifi: { networks: [] } },
    ],
    [
      ['wifi.networks-=A'],
      { wifi: { networks: [{ hidden: true, ssid: 'A' }, { ssid: 'B' }] } },
      { wifi: { networks: [{ ssid: 'B' }] } },
    ],
  ])('%j', (texts, before, after) => {
    expect(assigned(before, ...texts)).toEqual(after);
  });
});

describe('what says nothing is refused', () => {
  test.each<readonly [text: string, problem: object]>([
    ['', { code: 'assignment-syntax' }],
    ['zram', { code: 'assignment-syntax' }],
    ['=x', { code: 'assignment-syntax' }],
    ['zram =true', { code: 'assignment-syntax' }],
    ['a..b=1', { code: 'assignment-syntax' }],
    ['zram=maybe', { path: 'zram', code: 'not-one-of', facts: { allowed: 'true, false' } }],
    ['format=2', { path: 'format', code: 'not-one-of' }],
    ['board=pi6', { path: 'board', code: 'not-one-of' }],
    ['ethernet.method=bootp', { path: 'ethernet.method', code: 'not-one-of', facts: { allowed: 'dhcp, static' } }],
    ['packages=htop', { path: 'packages', code: 'wrong-type', facts: { expected: 'json' } }],
    ['wifi.networks+=Home', { path: 'wifi.networks', code: 'wrong-type' }],
    ['board+=pi4', { path: 'board', code: 'not-a-list' }],
    ['packages-=vim', { path: 'packages', code: 'not-in-list', facts: { value: 'vim' } }],
    ['packages[2]=vim', { path: 'packages[2]', code: 'index-gap' }],
    ['wifi.networks[1].ssid=Home', { path: 'wifi.networks[1].ssid', code: 'index-gap' }],
    ['hostname=pi', { path: 'hostname', code: 'unknown-setting', facts: { nearest: 'hostName' } }],
    ['country=GB', { code: 'unknown-setting', facts: { nearest: 'wifi.country' } }],
    ['wifi.contry=GB', { code: 'unknown-setting', facts: { nearest: 'wifi.country' } }],
    ['wifi.networks[3].sid=x', { code: 'unknown-setting', facts: { nearest: 'wifi.networks[0].ssid' } }],
    ['colour=red', { code: 'unknown-setting', facts: { nearest: null } }],
    ['constructor=1', { code: 'unknown-setting' }],
    ['wifi.toString=1', { code: 'unknown-setting' }],
    ['packages.length=0', { code: 'unknown-setting' }],
    ['board[0]=p', { code: 'unknown-setting' }],
    ['user[0]=p', { code: 'unknown-setting' }],
  ])('%j', (text, problem) => {
    expect(assign({}, text)).toMatchObject({ type: 'refused', problem });
  });
});

describe('what may be a private key is not said again', () => {
  const line = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gt';
  test.each([
    '-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----',
    'AGE-SECRET-KEY-1QQQQSECRET',
    line,
    `${line}==`,
    `user.sshKeys-=${line}`,
    'user.sshKeys-=ssh c2VjcmV0',
    'my secret=c2VjcmV0',
  ])('%j', (text) => {
    const done = assign({ user: { sshKeys: [] } }, text);
    expect(done.type).toBe('refused');
    expect(JSON.stringify(done)).not.toMatch(/c2VjcmV0|SECRET|b3BlbnNz/i);
  });

  test('a name is', () => expect(assign({}, 'zram')).toMatchObject({ problem: { path: '', facts: { text: 'zram' } } }));
});

test('the answers that were given stay as they are', () => {
  const before = someSettings({ packages: ['git'] });
  const copy = structuredClone(before);
  assigned(before, 'packages+=htop', 'wifi.networks[0].ssid=Home', 'ethernet.method=static');
  expect(before).toEqual(copy);
});

test('settings can be changed step by step, and are judged at the end', () => {
  const half = assigned(someSettings(), 'ethernet.method=static');
  expect(problemsOf(completeSettings(half))).toEqual(['ethernet.address: missing']);
  const whole = assigned(half, 'ethernet.address=10.0.0.5/8', 'wifi.country=GB', 'wifi.networks+={"ssid":"A"}');
  expect(completeSettings(whole)).toMatchObject({ type: 'complete', settings: { ethernet: { gateway: null } } });
});

test('no text makes it throw or reaches a prototype', () => {
  const step = fc.constantFrom('wifi', 'networks', '[0]', '[9]', 'user', 'sshKeys', '__proto__', 'constructor', 'zram');
  const path = fc.array(step, { maxLength: 4 }).map((steps) => steps.join('.').replaceAll('.[', '['));
  const value = fc.oneof(fc.string(), fc.json());
  const text = fc.oneof(
    fc.string(),
    fc.tuple(path, fc.constantFrom('=', '+=', '-='), value).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.constant(someAnswers())), text, (before, given) => {
      expect(['assigned', 'refused']).toContain(assign(before, given).type);
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
