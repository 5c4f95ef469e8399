import { act, screen, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import type { FlashPhase, FlashTarget } from '../../../../src/contract/window/flash.ts';
import { useWriteBack, useWriteNext } from '../../../../renderer/steps/write/footer.ts';
import { WritePage } from '../../../../renderer/steps/write/page.tsx';
import { writeStep } from '../../../../renderer/steps/write/step.tsx';
import { completedOf } from '../../../../renderer/state/completed.ts';
import { FIRST_DRAFT } from '../../../../renderer/state/draft-store.ts';
import type { Situation } from '../../../../renderer/state/situation.ts';
import { WizardContext, type Wizard } from '../../../../renderer/state/use-wizard.ts';
import { ENGLISH } from '../../../../renderer/words/use-words.ts';
import { fakeBridge } from '../../support/fake-bridge.ts';
import { renderPage } from '../../support/render-page.tsx';
import { aTarget, flashTopic, idOf } from '../drive/card-topics.ts';

function phases(...states: readonly FlashPhase['state'][]): FlashPhase[] {
  return aTarget().phases.map((phase, at) => ({ ...phase, state: states[at] ?? 'waiting', ms: 9000 }));
}

const WRITING = aTarget({
  phases: phases('done', 'running').map((one) => (one.phase === 'write' ? { ...one, bytes: 1e9, of: 4e9 } : one)),
  ...{ doing: 'writing', rate: 40e6, remainingMs: 75_000, limitedBy: 'decoding' },
  samples: [{ atMs: 1000, rate: 40e6, phase: 'write' }],
});

const goTo = vi.fn();

async function open(target: FlashTarget, change: Parameters<typeof flashTopic>[0] = {}) {
  const bridge = await fakeBridge({
    calls: {
      ...{ 'flash.cancel': () => undefined, 'flash.clear': () => undefined },
      ...{ 'app.diagnosis': () => 'Nixberry 0.1.0', 'app.copy': () => undefined },
    },
    topics: { flash: flashTopic({ targets: [target], ...change }) },
  });
  const wizard: Wizard = { views: [], goTo, goNext: vi.fn(), goBack: vi.fn(), leave: vi.fn() };
  const page = renderPage(
    <WizardContext value={wizard}>
      <WritePage />
      <Footer />
    </WizardContext>,
  );
  return { ...page, bridge };
}

function Footer(): ReactNode {
  const back = useWriteBack();
  const next = useWriteNext();
  return (
    <footer>
      <button onClick={back.onPress}>{back.label ?? 'Back'}</button>
      <p>{next.refusal}</p>
      <button onClick={next.onPress}>{next.label ?? 'Next'}</button>
    </footer>
  );
}

test('the three read-outs, and each phase with what it does or did', async () => {
  await open(WRITING);
  expect(screen.getByText('Time left').parentElement?.textContent).toContain('2min');
  expect(screen.getByText('Writing at').parentElement?.textContent).toContain('40MB/s');
  expect(screen.getByText('Unpacking')).toBeTruthy();
  const rows = screen.getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringContaining('Check the card'),
    expect.stringContaining('1\u00a0GB of 4\u00a0GB'),
    ...['Flush', 'Verify', 'Make it startable'].map((name) => expect.stringContaining(`${name}Waiting`) as string),
  ]);
  expect(screen.getByRole('progressbar', { name: 'Write' }).getAttribute('aria-valuenow')).toBe('0.25');
});

test.each([
  [false, 'Sends the image to the card.'],
  [true, 'Reads the card, and writes only what differs from the image.'],
])('what writing does, where only what differs is written: %s', async (onlyChanged, doing) => {
  await open(WRITING, { onlyChanged });
  expect(screen.getAllByRole('listitem')[1]?.textContent).toContain(doing);
});

test('the plot says in words what it shows', async () => {
  await open(WRITING);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('Speed over time. Write, mean 40\u00a0MB/s');
});

test('of several cards each has its own plot, also when one has ended', async () => {
  const outcome = { kind: 'cancelled', state: 'unbootable' } as const;
  const other = { ...WRITING, id: idOf('b'), name: 'Stick b', doing: null, outcome };
  await open(WRITING, { targets: [WRITING, other] });
  for (const name of ['Stick a', 'Stick b']) within(screen.getByRole('region', { name })).getByRole('img');
});

test('where nobody knows how long the image is, its bar has no percent: the bytes and the rate are told', async () => {
  const unknown = WRITING.phases.map((one) => (one.phase === 'write' ? { ...one, of: null } : one));
  await open({ ...WRITING, phases: unknown, remainingMs: null });
  expect(screen.getAllByRole('listitem')[1]?.textContent).toContain('1\u00a0GB');
  expect(screen.getByRole('progressbar', { name: 'Write' }).hasAttribute('aria-valuenow')).toBe(false);
  expect(screen.getByText('Writing at').parentElement?.textContent).toContain('40MB/s');
  expect(screen.queryByText('Time left')).toBeNull();
  expect(document.body.textContent).not.toContain('%');
});

test('of several cards each says as which it was done, or after how long it failed', async () => {
  const done = {
    kind: 'done',
    verified: 'direct',
    ...{ bytes: 3e9, writtenBytes: 3e9, skippedBytes: 0, rewritten: null, sha256: 'a'.repeat(64) },
    ...{ ejected: true, seed: true, ms: { writing: 1, flushing: 1, verifying: 1, total: 3 } },
  } as const;
  const failed = { kind: 'failed', code: 'drive-lost', facts: {}, state: 'unbootable' } as const;
  const first = { ...WRITING, outcome: failed, end: { afterMs: 12_000, place: null } };
  const second = { ...WRITING, id: idOf('b'), name: 'Stick b', outcome: done, end: { afterMs: 41_000, place: 2 } };
  const third = { ...WRITING, id: idOf('c'), name: 'Stick c' };
  const { bridge } = await open(WRITING, { targets: [first, second, third] });
  const said = (name: string): string => screen.getByRole('region', { name }).textContent;
  expect(said('Stick a')).toContain('Failed after 12\u00a0s');
  expect(said('Stick b')).toContain('Finished as no. 2 of 3, after 41\u00a0s');
  expect(said('Stick c')).not.toMatch(/Finished|Failed/);
  act(() => bridge.publish('flash', flashTopic({ targets: [second] })));
  expect(said('Stick b')).not.toContain('Finished');
});

test('a drive that does not answer is told of', async () => {
  await open({ ...WRITING, stalledMs: 20_000 });
  expect(screen.getByText(/has not answered for 20\ss/)).toBeTruthy();
});

test('what a card is looked into for stands under its bar, as long as it is', async () => {
  const note = { code: 'wrong-block', facts: { offset: 34_603_008 } } as const;
  const { bridge } = await open({ ...WRITING, note });
  expect(screen.getByText(/^the block at byte 34,603,008 came back with other bytes/)).toBeTruthy();
  const outcome = { kind: 'cancelled', state: 'unbootable' } as const;
  act(() => bridge.publish('flash', flashTopic({ targets: [{ ...WRITING, note, outcome }] })));
  expect(screen.queryByText(/came back with other bytes/)).toBeNull();
});

test('cancel asks, and only a yes stops it', async () => {
  const { bridge, user } = await open(WRITING);
  expect(screen.getByText('Until the last step no Pi starts from this card.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Cancel…' }));
  expect(document.activeElement?.textContent).toBe('Go on writing');
  await user.keyboard('{Enter}');
  expect(bridge.inputsOf('flash.cancel')).toHaveLength(0);
  await user.click(screen.getByRole('button', { name: 'Cancel…' }));
  await user.click(screen.getByRole('button', { name: 'Stop writing' }));
  expect(bridge.inputsOf('flash.cancel')).toHaveLength(1);
});

test('one sentence when the card is pulled out, with what is on it now and what to do', async () => {
  const outcome = { kind: 'failed', code: 'drive-lost', facts: { device: '/dev/sdb' }, state: 'unbootable' } as const;
  const error = { code: 'drive-lost', facts: { device: '/dev/sdb' } } as const;
  const { bridge, user } = await open(
    { ...WRITING, doing: null, phases: phases('done', 'failed'), outcome },
    { state: 'failed', error },
  );
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  expect(screen.getByRole('alert').textContent).toMatch(/Stick a is gone.*unfinished, and will not start a Pi/);
  await user.click(screen.getByRole('button', { name: 'Copy the diagnosis for a report' }));
  expect(await screen.findByText(/^The diagnosis was copied/)).toBeTruthy();
  expect(bridge.inputsOf('app.copy')).toEqual([{ text: 'Nixberry 0.1.0' }]);
  await user.click(screen.getByRole('button', { name: 'Choose a drive again' }));
  expect(goTo).toHaveBeenLastCalledWith('drive');
  expect(bridge.inputsOf('flash.clear')).toHaveLength(1);
});

test('what concerns no card is said of the whole', async () => {
  await open(WRITING, { state: 'failed', error: { code: 'no-elevation', facts: {} } });
  expect(screen.getByRole('alert').textContent).toMatch(/root's rights|needs root/);
  expect(screen.getByRole('button', { name: 'Copy the diagnosis for a report' })).toBeTruthy();
});

test('a reloaded page shows the job that runs', async () => {
  const { bridge } = await open(WRITING);
  act(() =>
    bridge.publish(
      'flash',
      flashTopic({ targets: [{ ...WRITING, phases: phases('done', 'done', 'done', 'running') }] }),
    ),
  );
  expect(screen.getByText(/Reads the card back and compares it/)).toBeTruthy();
});

test.each([
  ['direct', 'Written and verified', false],
  ['cached', 'Written and read back', true],
] as const)('a card that was read %s is not said to be more than that', async (verified, title, isCached) => {
  const outcome = {
    kind: 'done',
    ...{
      bytes: 3e9,
      writtenBytes: 3e9,
      skippedBytes: 0,
      rewritten: null,
      sha256: 'a'.repeat(64),
      verified,
      ejected: true,
      seed: true,
    },
    ms: { writing: 1, flushing: 1, verifying: 1, total: 3 },
  } as const;
  await open({ ...WRITING, doing: null, outcome }, { state: 'done' });
  expect(screen.getByText(title)).toBeTruthy();
  expect(document.body.textContent.includes('cache')).toBe(isCached);
});

function situation(flash: ReturnType<typeof flashTopic> | null): Situation {
  return { draft: FIRST_DRAFT, completed: completedOf({}), isDemo: false, topics: { flash } as Situation['topics'] };
}

test('the side bar shows how far it is, and the step is closed before there is a job', () => {
  expect(writeStep.answer(situation(flashTopic({ targets: [WRITING] })), ENGLISH)).toBe('12\u00a0%');
  expect(writeStep.bars?.(situation(null))).not.toBeNull();
  expect(writeStep.bars?.(situation(flashTopic({ state: 'asking', begun: false })))).not.toBeNull();
  expect(writeStep.bars?.(situation(flashTopic()))).toBeNull();
  expect(writeStep.lacks?.(situation(flashTopic({ targets: [aTarget({ id: idOf('b') })] })))).toMatchObject([
    { kind: 'open' },
  ]);
});
