/** Puts the focus into the field of an answer, once the page is drawn: for what mends a field and then goes away itself. */
export function focusField(path: string): void {
  requestAnimationFrame(() => {
    const fields = [...document.querySelectorAll<HTMLElement>('[data-path]')];
    const field = fields.find((one) => one.dataset.path === path);
    field?.querySelector<HTMLElement>('input,textarea,button,[tabindex="0"]')?.focus();
  });
}

/** Puts the focus into the first field that is marked as wrong, once the page is drawn. */
export function focusInvalid(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('input[aria-invalid=true]')?.focus());
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
