import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { BuildEvent } from '../../../src/core/nix/events.ts';
import type { NixExit, NixPort, NixRun } from '../../../src/core/nix/ports.ts';
import { parsePush, pushText } from '../../../src/core/nix/push-target.ts';
import { assertPushable, pushBuilt, type PushRun } from '../../../src/core/nix/push.ts';

const IMAGE = '/nix/store/i-image';
const DRV = '/nix/store/i-image.drv';
const STORE = { kind: 'store', url: 's3://my-pis' } as const;
const CACHIX = { kind: 'cachix', name: 'my-pis' } as const;

type Answer = Partial<NixExit> | Error;
interface Call {
  readonly program: string;
  readonly argv: readonly string[];
}

/** A Nix that answers by the first of the words in `answers` that is in what it is asked. */
function scripted(answers: Readonly<Record<string, Answer>>): { readonly nix: NixPort; readonly calls: Call[] } {
  const calls: Call[] = [];
  const run = (argv: readonly string[], { program: wanted, onLine }: NixRun): Promise<NixExit> => {
    const program = wanted ?? 'nix';
    calls.push({ program, argv });
    const said = [program, ...argv].join(' ');
    const found = Object.entries(answers).find(([words]) => said.includes(words))?.[1] ?? {};
    if (found instanceof Error) return Promise.reject(found);
    for (const line of found.stderr ?? []) onLine?.(line);
    return Promise.resolve({ code: 0, stdout: '', stderr: [], ...found });
  };
  return { nix: { run } as NixPort, calls };
}

const closure = (paths: readonly string[]): Readonly<Record<string, Answer>> => ({
  '--deriver': { stdout: `${DRV}\n` },
  '--requisites': { stdout: [...paths, DRV].join('\n') },
  'path-info': {
    stdout: JSON.stringify(
      Object.fromEntries(paths.map((path) => [path, { signatures: path.includes('cached') ? ['cache-1:x'] : [] }])),
    ),
  },
});

async function push(
  answers: Readonly<Record<string, Answer>>,
  run: Partial<PushRun> = {},
): Promise<{
  readonly pushed: Awaited<ReturnType<typeof pushBuilt>>;
  readonly calls: Call[];
  readonly events: BuildEvent[];
}> {
  const { nix, calls } = scripted(answers);
  const events: BuildEvent[] = [];
  const pushed = await pushBuilt({
    ...{ nix, place: null, targets: [STORE], storePath: IMAGE, options: [], clock: { now: () => 0 } },
    ...{ signal: new AbortController().signal, emit: (event: BuildEvent) => void events.push(event), ...run },
  });
  return { pushed, calls, events };
}

const behind = ({ argv }: Call): readonly string[] => argv.slice(argv.indexOf('--') + 1);

describe('--push', () => {
  it.each([
    ['cachix:my-pis', CACHIX],
    ['s3://my-pis', STORE],
  ])('%s', (typed, target) => {
    expect(parsePush(typed)).toEqual(target);
    expect(pushText(target)).toBe(typed);
  });

  it.each([
    ['cachix:', 'cachix-name'],
    ['cachix:--help', 'cachix-name'],
    ['cachix:a b', 'cachix-name'],
    ['my-pis', 'url-scheme'],
    ['https://ada:hunter2@cache.example.org', 'url-credentials'],
    ['file:///srv/cache?secret-key=a:hunter2', 'url-parameter'],
  ])('%s is refused: %s', (typed, reason) => {
    const refused = (): unknown => parsePush(typed);
    expect(refused).toThrow(expect.objectContaining({ code: 'push-refused' }) as Error);
    expect(refused).toThrow(reason);
    expect(refused).not.toThrow('hunter2');
  });
});

describe('what was built', () => {
  it('is pushed without recipes, and without what a cache has signed', async () => {
    const own = { '/nix/store/b-cached': { signatures: ['c'] } };
    const answers = closure([IMAGE, '/nix/store/k-kernel']);
    const { pushed, calls, events } = await push({
      ...answers,
      'path-info': { stdout: JSON.stringify({ [IMAGE]: { ultimate: true }, '/nix/store/k-kernel': {}, ...own }) },
    });
    expect(calls.map(({ program, argv }) => [program, argv[0]])).toEqual([
      ...[
        ['nix-store', '--query'],
        ['nix-store', '--query'],
      ],
      ...[
        ['nix', 'path-info'],
        ['nix', 'copy'],
      ],
    ]);
    expect(behind(calls[2]!)).toEqual([IMAGE, '/nix/store/k-kernel']);
    expect(calls[3]?.argv).toEqual(expect.arrayContaining(['--to', 's3://my-pis']));
    expect(behind(calls[3]!)).toEqual([IMAGE, '/nix/store/k-kernel']);
    expect(pushed).toEqual([{ to: 's3://my-pis', paths: 2, failure: null }]);
    expect(events.filter(({ type }) => type === 'note')).toEqual([
      { type: 'note', code: 'pushing', facts: { to: 's3://my-pis', paths: 2 } },
      { type: 'note', code: 'pushed', facts: { to: 's3://my-pis', paths: 2 } },
    ]);
  });

  it('goes in command lines that are not too long, each path once', async () => {
    const paths = Array.from(
      { length: 5000 },
      (_, at) => `/nix/store/${String(at).padStart(32, '0')}-some-package-1.0`,
    );
    const { calls, pushed } = await push(closure(paths));
    const infos = calls.filter(({ argv }) => argv[0] === 'path-info');
    expect(infos.flatMap(behind)).toEqual(paths);
    for (const { argv } of calls) expect(argv.join(' ').length).toBeLessThan(66_000);
    // The scripted Nix tells of all of them each time.
    expect(pushed[0]?.paths).toBe(infos.length * paths.length);
  });

  it('is nothing when all of it came from a cache', async () => {
    const { pushed, calls, events } = await push(closure(['/nix/store/x-cached']), { targets: [CACHIX] });
    expect(calls.some(({ argv }) => argv[0] === 'push')).toBe(false);
    expect(pushed).toEqual([{ to: 'cachix:my-pis', paths: 0, failure: null }]);
    expect(events).toEqual([{ type: 'note', code: 'pushed', facts: { to: 'cachix:my-pis', paths: 0 } }]);
  });

  it('is the image alone where its recipe is not known, or gone', async () => {
    const unknown = await push({ ...closure([IMAGE]), '--deriver': { stdout: 'unknown-deriver\n' } });
    expect(unknown.calls[1]?.argv.at(-1)).toBe(IMAGE);
    const gone = await push({ [`-- ${DRV}`]: { code: 1, stderr: ['error: not valid'] }, ...closure([IMAGE]) });
    expect(gone.calls.map(({ argv }) => argv.at(-1)).slice(1, 3)).toEqual([DRV, IMAGE]);
    expect(gone.pushed[0]).toMatchObject({ paths: 1, failure: null });
  });

  it('takes the options of the place along', async () => {
    const { calls } = await push(closure([IMAGE]), { options: ['--store', 'ssh-ng://pi'] });
    expect(calls).toHaveLength(4);
    for (const { argv } of calls) expect(argv.join(' ')).toContain('--store ssh-ng://pi');
  });
});

describe('a push that fails', () => {
  const message = (text: string): string =>
    `@nix ${JSON.stringify({ action: 'msg', level: 0, msg: `error: ${text}` })}`;

  it('is told with the reason, and does not keep the next from its own', async () => {
    const refusal = { code: 1, stderr: [message('AccessDenied'), message('2 errors')] };
    const { pushed } = await push({ 'nix copy': refusal, ...closure([IMAGE]) }, { targets: [STORE, CACHIX] });
    expect(pushed).toMatchObject([
      { paths: 0, failure: { code: 'push-failed', facts: { to: 's3://my-pis', detail: 'AccessDenied' } } },
      { paths: 1, failure: null },
    ]);
  });

  it('has the words of cachix', async () => {
    const answers = {
      'cachix push': { code: 1, stderr: ['Pushing', 'error: Unauthenticated', ''] },
      ...closure([IMAGE]),
    };
    const { pushed } = await push(answers, { targets: [CACHIX] });
    expect(pushed[0]?.failure?.facts).toEqual({ to: 'cachix:my-pis', place: null, detail: 'Unauthenticated' });
  });

  it('may be that of every target', async () => {
    const broken = { '--deriver': { code: 1, stderr: ['error: store is locked'] } };
    const { pushed } = await push(broken, { targets: [STORE, CACHIX] });
    expect(pushed.map(({ failure }) => failure?.facts.detail)).toEqual(['store is locked', 'store is locked']);
  });

  it('for want of cachix says so', async () => {
    const answers = { cachix: new AppError('cachix-missing'), ...closure([IMAGE]) };
    const { pushed } = await push(answers, { targets: [CACHIX], place: 'ada@big' });
    expect(pushed[0]?.failure).toMatchObject({ code: 'cachix-missing', facts: { place: 'ada@big' } });
  });

  it('because it was cancelled ends it all', async () => {
    const signal = AbortSignal.abort();
    const answers = { 'nix copy': new AppError('cancelled'), ...closure([IMAGE]) };
    await expect(push(answers, { targets: [STORE, CACHIX], signal })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('before the build', () => {
  const assert = (answers: Readonly<Record<string, Answer>>): Promise<void> =>
    assertPushable([STORE, CACHIX], {
      nix: scripted(answers).nix,
      place: 'ada@big',
      signal: new AbortController().signal,
    });

  it('a store answers by the new or the old name of the question, and there is a cachix', async () => {
    await assert({});
    await assert({ 'store info': { code: 1, stderr: ["error: 'info' is not a recognised command"] } });
  });

  it('a store that does not answer, and no cachix, are told', async () => {
    await expect(assert({ 'nix store': { code: 1, stderr: ['error: no such bucket'] } })).rejects.toMatchObject({
      ...{ code: 'push-unreachable', facts: { to: 's3://my-pis', place: 'ada@big', detail: 'no such bucket' } },
    });
    await expect(assert({ cachix: new AppError('cachix-missing') })).rejects.toMatchObject({ code: 'cachix-missing' });
  });
});
