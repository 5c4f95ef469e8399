import { describe, expect, it } from 'vitest';
import { errorWords } from '../../../src/cli/error-words.ts';
import type { AppError, Facts } from '../../../src/core/errors/app-error.ts';
import type { ErrorCode } from '../../../src/core/errors/causes.ts';
import type { SshDestination } from '../../../src/core/ssh/destination.ts';
import { sshFailure } from '../../../src/core/ssh/failure.ts';

const PI: SshDestination = { user: 'ada', host: 'pi', port: 2222, keyFile: null };

function failure(
  stderr: string,
  { code = 255, began = false }: { code?: number | null; began?: boolean } = {},
): AppError {
  const lines = stderr.split('\n');
  // Before there is a login only ssh itself speaks.
  const own = !began && code === 255;
  return sshFailure(PI, { code, log: own ? lines : [], stderr: own ? [] : lines, began });
}

const CHANGED = `@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Someone could be eavesdropping on you right now (man-in-the-middle attack)!
It is also possible that a host key has just been changed.
The fingerprint for the ED25519 key sent by the remote host is
SHA256:dxdCnbrstZP0MvKC0ETbZ0qBOGeZCDbLbLDnzrjMHn4.
Please contact your system administrator.
Add correct host key in /home/ada/my known_hosts to get rid of this message.
Offending ED25519 key in /home/ada/my known_hosts:7
  remove with:
  ssh-keygen -f "/home/ada/my known_hosts" -R "[pi]:2222"
Host key for [pi]:2222 has changed and you have requested strict checking.
Host key verification failed.`;

const UNKNOWN = `No ED25519 host key is known for [pi]:2222 and you have requested strict checking.
Host key verification failed.`;

const OPEN = `@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
Permissions 0644 for '/home/ada/id' are too open.
It is required that your private key files are NOT accessible by others.
This private key will be ignored.
Load key "/home/ada/id": bad permissions
ada@pi: Permission denied (publickey,password).`;

const cases: readonly (readonly [stderr: string, code: ErrorCode, facts: Facts])[] = [
  [
    CHANGED,
    'remote-host-key-changed',
    {
      fingerprint: 'SHA256:dxdCnbrstZP0MvKC0ETbZ0qBOGeZCDbLbLDnzrjMHn4',
      file: '/home/ada/my known_hosts',
      line: '7',
      host: '[pi]:2222',
    },
  ],
  [
    '@  WARNING: REVOKED HOST KEY DETECTED!  @\nHost key verification failed.',
    'remote-host-key-changed',
    { reason: 'revoked' },
  ],
  [UNKNOWN, 'remote-host-key-unknown', { reason: null, host: '[pi]:2222', algorithm: 'ED25519' }],
  [
    'Host key verification failed.\nkex_exchange_identification: Connection closed by remote host',
    'remote-host-key-unknown',
    { reason: 'on-the-way', host: null },
  ],
  ['ada@pi: Permission denied (publickey).', 'remote-login-refused', { reason: null, methods: 'publickey' }],
  [
    'Warning: Identity file /home/ada/a key not accessible: No such file or directory.\nada@pi: Permission denied (publickey).',
    'remote-login-refused',
    { reason: 'key-missing', key: '/home/ada/a key' },
  ],
  [OPEN, 'remote-login-refused', { reason: 'key-open', key: '/home/ada/id', methods: 'publickey,password' }],
  [
    'Received disconnect from 10.0.0.7 port 22:2: Too many authentication failures\nDisconnected from 10.0.0.7 port 22',
    'remote-login-refused',
    { reason: 'many-keys', methods: null },
  ],
  ['ssh: Could not resolve hostname pi: Name or service not known', 'remote-unreachable', { reason: 'dns' }],
  ['ssh: connect to host pi port 2222: Connection refused', 'remote-unreachable', { reason: 'refused' }],
  ['ssh: connect to host pi port 2222: Connection timed out', 'remote-unreachable', { reason: 'timeout' }],
  ['Connection timed out during banner exchange', 'remote-unreachable', { reason: 'timeout' }],
  ['ssh: connect to host pi port 2222: No route to host', 'remote-unreachable', { reason: 'no-route' }],
  ['kex_exchange_identification: read: Connection reset by peer', 'remote-unreachable', { reason: 'closed' }],
  [
    'Unable to negotiate with 10.0.0.7 port 22: no matching host key type found. Their offer: ssh-rsa',
    'remote-unreachable',
    { reason: 'other' },
  ],
];

describe('before anything ran', () => {
  it.each(cases)('%s', (stderr, code, facts) => {
    const error = failure(stderr);
    expect(error).toMatchObject({ code, facts: { place: 'ada@pi:2222', ssh: '-p 2222 ada@pi', ...facts } });
    const words = errorWords(error.code, error.facts);
    expect(`${words.message} ${words.next}`).not.toMatch(/null|undefined|[{}]/);
  });

  it('tells a login shell that refuses from a machine that is not reached', () => {
    const error = failure('This account is currently not available.', { code: 1 });
    const facts = { reason: 'shell', detail: 'This account is currently not available.' };
    expect(error).toMatchObject({ code: 'remote-unreachable', facts });
  });

  it('believes ssh alone', () => {
    const ended = (log: string[] | null, stderr: string): AppError =>
      sshFailure(PI, { code: 255, log, stderr: stderr.split('\n'), began: false });
    const shell = { code: 'remote-unreachable', facts: { reason: 'shell' } };
    for (const text of [CHANGED, UNKNOWN, OPEN, 'Host key verification failed.', 'ssh: Connection refused'])
      expect(ended([''], text)).toMatchObject(shell);
    // It has logged in, and the connection breaks then.
    const broken = ended(['client_loop: send disconnect: Broken pipe'], CHANGED);
    expect(broken).toMatchObject({ code: 'remote-unreachable', facts: { reason: 'other' } });
    // What the other side says when it hangs up has line feeds, too.
    const theirs = ['Received disconnect from 10.0.0.7 port 22:2: bye', ...CHANGED.split('\n')];
    expect(ended(theirs, '').code).toBe('remote-unreachable');
    // The ssh on the way, or one that did not take its arguments, has nowhere else to speak.
    const cut = [
      'kex_exchange_identification: Connection closed by remote host',
      'Connection closed by UNKNOWN port 65535',
    ];
    const onTheWay = { code: 'remote-host-key-unknown', facts: { reason: 'on-the-way' } };
    expect(ended(cut, 'Host key verification failed.')).toMatchObject(onTheWay);
    expect(ended(null, 'unknown option -- Z')).toMatchObject({ facts: { reason: 'other' } });
    expect(
      ended(['ada@pi: Permission denied (publickey).'], 'Warning: Identity file /k not accessible: x'),
    ).toMatchObject({ code: 'remote-login-refused', facts: { reason: 'key-missing', key: '/k' } });
  });

  it('names the line that mends it', () => {
    const next = (stderr: string, more: Facts = {}): string => {
      const { code, facts } = failure(stderr);
      return errorWords(code, { ...facts, ...more }).next;
    };
    expect(next(CHANGED)).toContain("`ssh-keygen -R '[pi]:2222' -f '/home/ada/my known_hosts'`");
    expect(next('ada@pi: Permission denied (publickey).')).toContain('`ssh-copy-id -p 2222 ada@pi`');
    expect(next('Permission denied (publickey).', { reason: 'passphrase', key: '/k' })).toContain('`ssh-add /k`');
    expect(next(OPEN)).toBe('`chmod 600 /home/ada/id`');
    expect(next(UNKNOWN)).toContain('`ssh -p 2222 ada@pi`');
  });
});

describe('after the script began', () => {
  it.each([
    'Connection to pi closed by remote host.',
    'client_loop: send disconnect: Broken pipe',
    'Timeout, server pi not responding.',
    'Read from remote host pi: Connection reset by peer',
  ])('the connection broke: %s', (detail) => {
    expect(failure(`building\n${detail}`, { began: true })).toMatchObject({
      code: 'remote-lost',
      facts: { reason: null, detail },
    });
  });

  it('a program was killed: ssh says nothing', () => {
    expect(failure('building', { began: true })).toMatchObject({ code: 'remote-lost', facts: { reason: 'killed' } });
  });

  it('ssh itself was killed', () => {
    expect(failure('', { began: true, code: null })).toMatchObject({
      code: 'remote-lost',
      facts: { reason: null, detail: null },
    });
  });

  it('takes nothing that runs over there for the connection', () => {
    const error = failure('Host key verification failed.\nPermission denied (publickey).', { began: true });
    expect(error.code).toBe('remote-lost');
  });
});
