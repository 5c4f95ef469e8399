import { onTestFinished, vi } from 'vitest';

/**
 * Gives every element a size, for lists that draw only what is seen: without layout all rows are 0 px high, and the list
 * measures for ever. The test's end takes it away.
 */
export function giveSizes({ width = 300, height = 320, row = 32 } = {}): void {
  const sizes = [
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(width),
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(height),
    vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockReturnValue(width),
    vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(row),
  ];
  onTestFinished(() => {
    for (const size of sizes) size.mockRestore();
  });
}
