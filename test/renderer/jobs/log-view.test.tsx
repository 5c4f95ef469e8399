import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { LogView } from '../../../renderer/jobs/log-view.tsx';
import type { LogSource } from '../../../renderer/jobs/log-source.ts';
import type { LogLine } from '../../../src/contract/window/build.ts';

const ROW_PX = 20;
const BOX_PX = 400;

/** happy-dom has no layout: the box is 20 rows high, its content as high as its style says. */
beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => BOX_PX });
  Object.defineProperty(HTMLElement.prototype, 'scrollHeight', {
    configurable: true,
    get(this: HTMLElement) {
      const content = this.querySelector<HTMLElement>('[style*="height"]');
      return parseFloat(content?.style.height ?? '0') * 16;
    },
  });
  HTMLElement.prototype.scrollTo = function (this: HTMLElement, to?: ScrollToOptions | number) {
    const top = typeof to === 'object' ? (to.top ?? 0) : 0;
    this.scrollTop = Math.max(0, Math.min(top, this.scrollHeight - this.clientHeight));
    // As in a browser, it is told a moment later.
    queueMicrotask(() => fireEvent.scroll(this));
  };
});

/** A log that tests can make longer. */
function logOf(lines: LogLine[]): LogSource & { readonly reads: () => number } {
  let reads = 0;
  return {
    reads: () => reads,
    read: (from, count) => {
      reads += 1;
      return Promise.resolve({ first: from, kept: 0, lines: lines.slice(from, from + count) });
    },
    search: (text, from) => {
      const found = lines.flatMap((line, index) => (index >= from && line.text.includes(text) ? [index] : []));
      return Promise.resolve({ count: found.length, lines: found, upTo: lines.length });
    },
  };
}

const line = (text: string, kind: LogLine['kind'] = 'log'): LogLine => ({ derivation: 'linux-6.18', text, kind });
const numbered = (count: number): LogLine[] => Array.from({ length: count }, (_, index) => line(`CC file-${index}.o`));
const shown = (): readonly string[] =>
  [...screen.getByRole('log').querySelectorAll('[data-line]')].map((row) => row.getAttribute('data-line') ?? '');
const box = (): HTMLElement => screen.getByRole('log');
const view = (source: LogSource, total: number, props = {}) => (
  <LogView source={source} title="Log of the build" total={total} isLive {...props} />
);

function scrollTo(top: number): void {
  box().scrollTop = top;
  fireEvent.scroll(box());
}

describe('the log', () => {
  it('draws a screen of lines, however many there are', async () => {
    render(view(logOf(numbered(100_000)), 100_000));
    await screen.findByText('CC file-99999.o');
    expect(shown().length).toBeLessThan(60);
  });

  it('follows its end, until one scrolls up: then new lines move nothing', async () => {
    const lines = numbered(1000);
    const source = logOf(lines);
    const { rerender } = render(view(source, 1000));
    await screen.findByText('CC file-999.o');
    const follow = screen.getByRole<HTMLInputElement>('switch', { name: 'Follow' });
    expect(follow.checked).toBe(true);
    lines.push(...Array.from({ length: 100 }, (_, index) => line(`LD file-${index}.o`)));
    rerender(view(source, 1100));
    await screen.findByText('LD file-99.o');
    expect(box().scrollTop).toBe(1100 * ROW_PX - BOX_PX);

    scrollTo(10_000);
    expect(follow.checked).toBe(false);
    await screen.findByText('CC file-510.o');
    lines.push(line('AR last.o'));
    rerender(view(source, 1101));
    await screen.findByText('CC file-510.o');
    expect(box().scrollTop).toBe(10_000);
    expect(screen.queryByText('AR last.o')).toBeNull();
  });

  it('opens a failure where it goes wrong, and marks the line in the margin, too', async () => {
    const lines = numbered(500);
    lines[300] = line('a.c:1: error: no');
    render(view(logOf(lines), 500, { isLive: false, startAt: 300, fault: 300 }));
    expect(box().scrollTop).toBe(300 * ROW_PX - (BOX_PX - ROW_PX) / 2);
    const row = (await screen.findByText('a.c:1: error: no')).closest<HTMLElement>('[data-line]');
    expect(within(row!).getByRole('img', { name: 'Error' })).toBeTruthy();
    expect(screen.queryByRole('switch')).toBeNull();
  });

  it('is searched with Ctrl+F, and from hit to hit with Enter', async () => {
    const lines = numbered(1000);
    for (const at of [100, 200, 900]) lines[at] = line(`CC bcm2835-${at}.o`);
    const user = userEvent.setup();
    render(view(logOf(lines), 1000, { isLive: false }));
    await user.keyboard('{Control>}f{/Control}');
    const search = screen.getByRole<HTMLInputElement>('textbox', { name: 'Search the log' });
    expect(document.activeElement).toBe(search);
    await user.keyboard('bcm');
    await screen.findByText('3 found');
    await user.keyboard('{Enter}');
    await screen.findByText('1 of 3');
    expect((await screen.findAllByText('bcm'))[0]?.tagName).toBe('MARK');
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    await screen.findByText('3 of 3');
    expect(box().scrollTop).toBe(900 * ROW_PX - (BOX_PX - ROW_PX) / 2);
    await user.keyboard('{Escape}');
    expect(search.value).toBe('');
    expect(screen.queryByText('3 of 3')).toBeNull();
  });

  it('goes on searching while it grows', async () => {
    const lines = numbered(100);
    const source = logOf(lines);
    const user = userEvent.setup();
    const { rerender } = render(view(source, 100));
    await user.type(screen.getByRole('textbox'), 'file-9');
    await screen.findByText('11 found');
    lines.push(line('file-9 once more'));
    rerender(view(source, 101));
    await screen.findByText('12 found');
  });

  it('says which kind a line is, and shows what could play tricks', async () => {
    const lines = [line('trace: careful', 'warning'), line('left\u202eright\tnext', 'info')];
    render(view(logOf(lines), 2));
    await screen.findByText('trace: careful');
    expect(screen.getByRole('img', { name: 'Warning' })).toBeTruthy();
    expect(box().textContent).toContain('left\uFFFDright\tnext');
  });

  it('draws a line once, however often others come', async () => {
    const lines = numbered(30);
    const source = logOf(lines);
    const { rerender } = render(view(source, 30));
    const first = (await screen.findByText('CC file-3.o')).closest('[data-line]');
    lines.push(line('more'));
    rerender(view(source, 31));
    await screen.findByText('more');
    expect(screen.getByText('CC file-3.o').closest('[data-line]')).toBe(first);
    const reads = source.reads();
    await act(() => Promise.resolve());
    expect(source.reads()).toBe(reads);
  });
});
