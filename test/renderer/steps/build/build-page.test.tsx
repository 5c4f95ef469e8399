import { act, screen, waitFor, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { useBuildBack, useBuildNext } from '../../../../renderer/steps/build/footer.ts';
import { BuildPage } from '../../../../renderer/steps/build/page.tsx';
import { WizardContext, type Wizard } from '../../../../renderer/state/use-wizard.ts';
import type { FooterAction } from '../../../../renderer/steps/step.ts';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import type { Handlers } from '../../../../src/contract/api.ts';
import type { BuildView, FailedLog } from '../../../../src/contract/window/build.ts';
import { fakeBridge } from '../../support/fake-bridge.ts';
import { renderPage } from '../../support/render-page.tsx';
import { DONE, FAILED, RUNNING } from './build-views.ts';

const LINES = ['CC a.o', 'a.c:1: error: no', 'make: *** [all] Error 1'];
const FAILED_LOG: FailedLog = { derivation: 'broken-1', lines: LINES, before: 0, firstError: 1 };

/** The page with the two buttons of its footer. */
function PageWithFooter(): ReactElement {
  const next = useBuildNext();
  const back = useBuildBack();
  return (
    <>
      <BuildPage />
      <FooterButton action={back} usual="Back" />
      <FooterButton action={next} usual="Next" />
      <p>{next.refusal ?? next.hint}</p>
    </>
  );
}

function FooterButton({ action, usual }: { readonly action: FooterAction; readonly usual: string }): ReactElement {
  return (
    <button onClick={action.onPress} disabled={(action.refusal ?? null) !== null}>
      {action.label ?? usual}
    </button>
  );
}

async function page(build: BuildView | null, calls: Partial<Handlers> = {}) {
  const went: string[] = [];
  const wizard: Wizard = {
    views: [],
    goTo: (step) => went.push(step),
    goNext: () => 0,
    goBack: () => 0,
    leave: () => 0,
  };
  const log = (): ReturnType<Handlers['build.log']> => ({
    first: 0,
    kept: 0,
    lines: LINES.map((text) => ({ derivation: 'broken-1', text, kind: 'log' })),
  });
  const bridge = await fakeBridge({
    topics: { build },
    calls: { 'build.log': log, 'build.failedLog': () => null, ...calls },
  });
  const rendered = renderPage(
    <WizardContext value={wizard}>
      <PageWithFooter />
    </WizardContext>,
  );
  return { ...rendered, bridge, went };
}

describe('the page of a build', () => {
  it('starts one, after the draft is saved', async () => {
    const { user, bridge } = await page(null, { 'build.start': () => undefined });
    await user.click(screen.getByRole('button', { name: 'Build' }));
    expect(bridge.inputsOf('build.start')).toHaveLength(1);
  });

  it('says why one could not be started', async () => {
    const { user } = await page(null, {
      'build.start': () => {
        throw new AppError('place-unknown', { place: 'moon', reason: null });
      },
    });
    await user.click(screen.getByRole('button', { name: 'Build' }));
    expect((await screen.findByRole('alert')).textContent).toContain('moon');
  });

  it('leads to the difference that nobody has seen before it builds it', async () => {
    const error = { code: 'project-unseen', facts: { folder: '~/Nixberry/pi', host: 'pi', given: 'pi' } } as const;
    const { user, went } = await page({ ...FAILED, error: { ...error, derivation: null, logStart: 0 } });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('the settings of pi in ~/Nixberry/pi would change, and you have not seen how');
    await user.click(within(alert).getByRole('button', { name: 'Review' }));
    expect(went).toEqual(['review']);
  });

  it('shows how far each phase is, what compiles, and how long it may take', async () => {
    await page(RUNNING);
    const bar = (name: string): HTMLElement => screen.getByRole('progressbar', { name });
    expect(bar('Build').getAttribute('aria-valuetext')).toBe('37 of 111');
    expect(bar('Download').getAttribute('aria-valuetext')).toBe('748 paths, 915\u00a0MB in 1\u00a0min 12\u00a0s');
    const now = within(screen.getByRole('region', { name: /^Building now/ })).getAllByRole('listitem');
    expect(now.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^uboot-rpi_4Compiling buildPhase1\smin \d+\ss$/),
      expect.stringMatching(/^linux-6\.18 strangePhase(?:\d+ min )?\d+\ss$/),
    ]);
    expect(screen.getByText(/^3\smin \d+\ss gone, about 3\smin left$/)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Next' }).disabled).toBe(true);
  });

  it('asks before it ends one, with the focus on going on', async () => {
    const { user, bridge } = await page(RUNNING, { 'build.cancel': () => undefined });
    await user.click(screen.getByRole('button', { name: 'Cancel build…' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'End the build?' });
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Keep building' }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(bridge.inputsOf('build.cancel')).toHaveLength(0);
    await user.click(screen.getByRole('button', { name: 'Cancel build…' }));
    await user.click(await screen.findByRole('button', { name: 'End the build' }));
    expect(bridge.inputsOf('build.cancel')).toHaveLength(1);
  });

  it('closes the question when there is nothing to end any more', async () => {
    const { user, bridge } = await page(RUNNING);
    await user.click(screen.getByRole('button', { name: 'Cancel build…' }));
    await screen.findByRole('alertdialog');
    act(() => bridge.publish('build', DONE));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('shows a failure with its cause, what to do, and the log where it goes wrong', async () => {
    const { user, went } = await page(FAILED, { 'build.failedLog': () => FAILED_LOG });
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('A build step failed with exit code 2: broken-1');
    await user.click(within(alert).getByRole('button', { name: 'Where to build' }));
    await user.click(within(alert).getByRole('button', { name: 'Review' }));
    expect(went).toEqual(['where', 'review']);
    const log = await screen.findByRole('log', { name: 'broken-1' });
    await within(log).findByText('a.c:1: error: no');
    expect(within(log).getByRole('img', { name: 'Error' })).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Build again' }).disabled).toBe(false);
    await user.click(screen.getByRole('tab', { name: 'Log of the build' }));
    expect(await screen.findByRole('log', { name: 'Log of the build' })).toBeTruthy();
  });

  it('says where to look when nobody knows why it failed', async () => {
    const error = { code: 'build-failed', facts: { detail: 'exit code 1' }, derivation: null, logStart: null } as const;
    await page({ ...FAILED, error });
    expect(screen.getByRole('alert').textContent).toContain('The log below says what.');
    expect(screen.getByRole('alert').textContent).not.toContain('above');
  });

  it('shows the whole log where no derivation failed', async () => {
    await page(FAILED);
    expect(await screen.findByRole('log', { name: 'Log of the build' })).toBeTruthy();
    expect(screen.queryByRole('tab')).toBeNull();
  });

  it('says what was built, and lets one go on', async () => {
    await page(DONE);
    expect(screen.getByText('greenhouse.img.zst')).toBeTruthy();
    expect(screen.getByText('1.2 GB')).toBeTruthy();
    expect(screen.getByText('forge')).toBeTruthy();
    expect(screen.getByText('as on the Pi: an aarch64 machine builds it')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Next' }).disabled).toBe(false);
  });

  it('builds again when the answers have changed since', async () => {
    const { bridge } = await page(DONE);
    act(() => bridge.publish('build', { ...DONE, outdated: true }));
    expect(screen.getByText('Your answers have changed since this image was built')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Build again' })).toBeTruthy();
  });

  it('copies and saves its log, and says when that did not work', async () => {
    const { user, bridge } = await page(
      { ...RUNNING, logLines: 3 },
      {
        'build.copyLog': () => ({ lines: 3 }),
        'build.saveLog': () => {
          throw new AppError('log-unsaved', { path: '/x', reason: 'ENOSPC' });
        },
      },
    );
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    await screen.findByText('3 lines copied');
    expect(bridge.inputsOf('build.copyLog')).toEqual([{ of: 'all' }]);
    await user.click(screen.getByRole('button', { name: 'Save…' }));
    expect((await screen.findByRole('alert')).textContent).toContain('there is no room left');
  });

  it('advises what can be done in the window, not in the terminal', async () => {
    const gone = (): never => {
      throw new AppError('project-not-found', { folder: '/gone', reason: 'ENOENT' });
    };
    const { user } = await page({ ...RUNNING, logLines: 3 }, { 'build.saveLog': gone });
    await user.click(screen.getByRole('button', { name: 'Save…' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Choose a folder that Nixberry has made.');
  });

  it('tells what may cost hours above all else, and the rest below', async () => {
    const notes: BuildView['notes'] = [
      { code: 'cross-compiles', facts: {} },
      { code: 'project-sent', facts: { place: 'forge', files: 3, bytes: 5000 } },
    ];
    await page({ ...RUNNING, notes });
    const careful = screen.getByText(/Nothing that is cross-compiled/);
    const told = screen.getByText(/The project is on forge now/);
    const log = screen.getByRole('log');
    expect(careful.compareDocumentPosition(log) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(told.compareDocumentPosition(log) & Node.DOCUMENT_POSITION_PRECEDING).toBeTruthy();
  });
});
