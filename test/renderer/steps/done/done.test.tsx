import { cleanup, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { DonePage } from '../../../../renderer/steps/done/page.tsx';
import { doneStep } from '../../../../renderer/steps/done/step.tsx';
import { AppFactsContext } from '../../../../renderer/state/app-facts.ts';
import { completedOf } from '../../../../renderer/state/completed.ts';
import { FIRST_DRAFT } from '../../../../renderer/state/draft-store.ts';
import type { Situation } from '../../../../renderer/state/situation.ts';
import { ENGLISH } from '../../../../renderer/words/use-words.ts';
import type { AppFacts } from '../../../../src/contract/window/app.ts';
import { driveFactsSchema } from '../../../../src/contract/window/drives.ts';
import type { DraftAnswers } from '../../../../src/contract/window/draft.ts';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import { someAnswers } from '../../../core/spec/some-answers.ts';
import { fakeBridge, type FakeMain } from '../../support/fake-bridge.ts';
import { renderPage } from '../../support/render-page.tsx';
import { aTarget, aWindowDrive, flashTopic } from '../drive/card-topics.ts';

const DRIVE = driveFactsSchema.strip().parse(aWindowDrive('a'));
const SHA256 = '7c1e04b9a2f65d3890bb41ce5d7fa613e8240c6f1b97d3a5c4f06e8239ad5b17';
const RIGHT = aTarget({
  drive: DRIVE,
  hostKey: { host: 'greenhouse', fingerprint: 'SHA256:Zk3vH0pQ', line: 'greenhouse.local ssh-ed25519 AAAA nixberry' },
  outcome: {
    kind: 'done',
    ...{
      bytes: 3_220_000_000,
      writtenBytes: 3_220_000_000,
      skippedBytes: 0,
      rewritten: null,
      sha256: SHA256,
      verified: 'direct',
      ejected: true,
      seed: true,
    },
    ms: { writing: 85_000, flushing: 3000, verifying: 36_000, total: 134_000 },
  },
});
const DONE = flashTopic({ state: 'done', sha256: SHA256, targets: [RIGHT] });

async function open(calls: FakeMain['calls'] = {}, flash = DONE, answers: object = {}) {
  const bridge = await fakeBridge({ calls, topics: { flash } });
  return { ...renderPage(<DonePage />, answers as DraftAnswers), bridge };
}

const STATIC = { method: 'static', address: '192.168.1.5/24' };
const NO_MDNS = { services: { mdns: false } };

test('a Pi that tells nobody its name is signed in to by its address, which known_hosts has nothing for', async () => {
  await open({}, DONE, someAnswers({ ...NO_MDNS, ethernet: STATIC }));
  screen.getByText('ssh ada@192.168.1.5');
  screen.getByText('SHA256:Zk3vH0pQ');
  expect(document.body.textContent).not.toContain('.local');
  expect(screen.queryByRole('button', { name: 'Add to known_hosts' })).toBeNull();
});

test('without a name and a fixed address, only the router knows where the Pi is', async () => {
  await open({}, DONE, someAnswers(NO_MDNS));
  expect(document.body.textContent).toMatch(/address in your router.* ada/);
  expect(document.body.textContent).not.toContain('.local');
});

test.each([
  ['is off', { ssh: { enable: false } }],
  ['has neither a key nor a password to ask for', {}],
])('nobody is told to sign in where SSH %s', async (_, other) => {
  await open({}, DONE, someAnswers({ user: { name: 'ada', password: 'seed' }, ...other }));
  expect(document.body.textContent).toContain('Wait about 2 minutes');
  expect(document.body.textContent).not.toMatch(/ssh|host key/);
});

test.each([
  ['Pi', { hostName: 'attic' }],
  ['user', { user: { name: 'grace' } }],
])('answers that are about another %s say nothing of this one', async (_, other) => {
  await open({}, DONE, someAnswers({ ...NO_MDNS, ...other }));
  screen.getByText('ssh ada@greenhouse.local');
  screen.getByText(/^If SSH is on there and the Pi announces its name/);
});

test('nor do any answers in the demo, whose image is built without them', async () => {
  await fakeBridge({ topics: { flash: DONE } });
  const facts: AppFacts = { version: '0.1.0', demo: true, platform: 'linux', languages: ['en'] };
  renderPage(
    <AppFactsContext value={facts}>
      <DonePage />
    </AppFactsContext>,
    someAnswers(NO_MDNS),
  );
  screen.getByText('ssh ada@greenhouse.local');
});

test('nothing is promised of the first start of an image that is not ours, nor of a file', async () => {
  await open({}, { ...DONE, image: { ...DONE.image, host: null, user: null } });
  expect(document.body.textContent).not.toMatch(/Wait|ssh ada/);
  cleanup();
  await open({}, { ...DONE, targets: [{ ...RIGHT, drive: null }] });
  expect(document.body.textContent).not.toContain('Wait');
});

test('says how to reach the Pi, and what was written and verified', async () => {
  await open();
  const text = document.body.textContent;
  for (const part of ['ssh ada@greenhouse.local', 'SHA256:Zk3vH0pQ', 'Stick a', 'All 3.2\u00a0GB are the same'])
    expect(text).toContain(part);
  expect(text).toContain('7c1e04b9 a2f65d38');
});

test('ssh knows the Pi after a press, and it is said whether it was new', async () => {
  const { bridge, user } = await open({ 'knownHosts.add': () => true });
  await user.click(screen.getByRole('button', { name: 'Add to known_hosts' }));
  expect(await screen.findByText('Added. ssh knows the Pi now.')).toBeTruthy();
  expect(bridge.inputsOf('knownHosts.add')).toEqual([{ target: RIGHT.id }]);
});

test('a known_hosts that cannot be written is told of, and can be tried again', async () => {
  const fail = (): never => {
    throw new AppError('known-hosts-failed', { file: '/home/ada/.ssh/known_hosts', detail: 'EACCES' });
  };
  const { user } = await open({ 'knownHosts.add': fail });
  await user.click(screen.getByRole('button', { name: 'Add to known_hosts' }));
  expect(await screen.findByText(/ssh.known_hosts/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Add to known_hosts' })).toBeTruthy();
});

test('a receipt is saved, unless the person chose no place', async () => {
  const answers = [false, true];
  const { user } = await open({ 'receipt.save': () => answers.shift() ?? true });
  await user.click(screen.getByRole('button', { name: 'Save receipt…' }));
  expect(screen.queryByText('Saved.')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Save receipt…' }));
  expect(await screen.findByText('Saved.')).toBeTruthy();
});

test('only cards that are right are shown', async () => {
  const outcome = { kind: 'cancelled', state: 'unbootable' } as const;
  await open(
    {},
    flashTopic({ state: 'failed', targets: [RIGHT, aTarget({ id: 'c'.repeat(32), name: 'Bad one', outcome })] }),
  );
  expect(document.body.textContent).not.toContain('Bad one');
});

function situation(flash: typeof DONE | null): Situation {
  return { draft: FIRST_DRAFT, completed: completedOf({}), isDemo: false, topics: { flash } as Situation['topics'] };
}

test('the page is closed until a card is right, and its sentence is no more than true', () => {
  expect(doneStep.bars?.(situation(null))).not.toBeNull();
  expect(doneStep.bars?.(situation(flashTopic()))).not.toBeNull();
  expect(doneStep.bars?.(situation(DONE))).toBeNull();
});

test.each([
  ['ejected', { direct: true, ejected: true }, 'Written, verified and ejected. You can take it out.'],
  ['held', { direct: true, ejected: false }, /^Written and verified\. It could not be ejected/],
  ['file', { direct: true, ejected: false }, 'Written and verified.'],
  ['ejected', { direct: false, ejected: true }, /cache, and ejected\. You can take it out\.$/],
  ['held', { direct: false, ejected: false }, /cache\. It could not be ejected/],
  ['file', { direct: false, ejected: false }, /cache\.$/],
])('what is said of a card that is %s: %o', (where, { direct, ejected }, says) => {
  const verified = direct ? 'direct' : 'cached';
  const card = { ...RIGHT, outcome: { ...RIGHT.outcome, verified, ejected } } as typeof RIGHT;
  const target = where === 'file' ? { ...card, drive: null } : card;
  const said = doneStep.sentence?.(situation({ ...DONE, targets: [target] }), ENGLISH);
  if (typeof says === 'string') expect(said).toBe(says);
  else expect(said).toMatch(says);
});

test('of several, one that was read through the cache makes none of them verified', () => {
  const cached = { ...RIGHT, outcome: { ...RIGHT.outcome, verified: 'cached', ejected: false } } as typeof RIGHT;
  const said = (...targets: (typeof RIGHT)[]) => doneStep.sentence?.(situation({ ...DONE, targets }), ENGLISH);
  expect(said(RIGHT, RIGHT)).toBe('2 cards are written and verified.');
  expect(said(RIGHT, cached)).not.toContain('verified');
});

test('of several cards each says as which it was finished; one alone says nothing of that', async () => {
  const second = { ...RIGHT, end: { afterMs: 41_000, place: 2 } };
  const first = { ...RIGHT, id: 'b'.repeat(32), end: { afterMs: 35_000, place: 1 } };
  const { unmount } = await open({}, { ...DONE, targets: [second, first] });
  const said = screen.getAllByText(/^No\. \d of 2/).map(({ textContent }) => textContent);
  expect(said).toEqual(['No. 2 of 2, after 41\u00a0s', 'No. 1 of 2, after 35\u00a0s']);
  unmount();
  await open({}, { ...DONE, targets: [second] });
  expect(screen.queryByText('Finished')).toBeNull();
});

test('a card with a block that was written twice says so', async () => {
  const { outcome } = RIGHT;
  if (outcome?.kind !== 'done') throw new Error('it is done');
  const targets = [{ ...RIGHT, outcome: { ...outcome, rewritten: 34_603_008 } }];
  await open({}, { ...DONE, targets });
  screen.getByText('Written twice');
  screen.getByText('The block at byte 34,603,008, which had come back wrong');
});

test('and nothing of that of another card', async () => {
  await open();
  expect(screen.queryByText('Written twice')).toBeNull();
});
