const OPERABLE = 'input,textarea,button,[tabindex="0"]';

/**
 * Puts the focus into the field of an answer, once the page is drawn: for what mends a field and then goes away itself. Of
 * several boxes that are one field, into the one that is marked as wrong.
 */
export function focusField(path: string): void {
  requestAnimationFrame(() => {
    const fields = [...document.querySelectorAll<HTMLElement>('[data-path]')];
    const field = fields.find((one) => one.dataset.path === path);
    (field?.querySelector<HTMLElement>('[aria-invalid=true]') ?? field?.querySelector<HTMLElement>(OPERABLE))?.focus();
  });
}

/**
 * After a row (`data-row`) of a list was taken away: puts the focus into the row that took its place; where none did, onto
 * the button behind the rows that adds one.
 */
export function focusRow(list: HTMLElement | null, at: number): void {
  requestAnimationFrame(() => {
    const row = list?.querySelectorAll('[data-row]')[at];
    const buttons = [...(list?.querySelectorAll('button') ?? [])];
    const target = row?.querySelector<HTMLElement>('input,button') ?? buttons.find((one) => !one.closest('[data-row]'));
    target?.focus();
  });
}
