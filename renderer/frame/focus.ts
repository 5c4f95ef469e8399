import type { Lack } from '../../src/core/wizard/step.ts';
import { isBelow } from '../state/paths.ts';

const OPERABLE = 'input:not([disabled]),textarea,button,[tabindex="0"],[role=radio],[role=checkbox]';

/** Puts the focus on the first thing that has to be mended: a field by its path, or whatever is marked as invalid. */
export function focusLack(lacks: readonly Lack[]): void {
  // After the page has shown what is wrong: until then nothing is marked.
  requestAnimationFrame(() => {
    const page = document.querySelector('main');
    if (!page) return;
    const fields = [...page.querySelectorAll<HTMLElement>('[data-path]')];
    const byPath = lacks.flatMap(({ path }) =>
      path === undefined ? [] : fields.filter((field) => isAbout(field.dataset.path ?? '', path)),
    );
    const marked = page.querySelector<HTMLElement>('[aria-invalid=true],[data-invalid]');
    const target = byPath[0] ?? marked ?? page.querySelector<HTMLElement>('h1');
    operable(target)?.focus();
  });
}

/** A list's problem may be about one of its entries, and an entry's about a part of it. */
function isAbout(field: string, path: string): boolean {
  return field !== '' && (isBelow(path, field) || isBelow(field, path));
}

function operable(element: HTMLElement | null): HTMLElement | null {
  if (!element || element.matches('h1') || element.matches(OPERABLE)) return element;
  const wrong = element.querySelector<HTMLElement>('input[aria-invalid=true]');
  return wrong ?? element.querySelector<HTMLElement>(OPERABLE) ?? element;
}
