import type { Group } from './group.ts';
import { runVitest } from './vitest.ts';

const UNIT_MS = 5 * 60_000;

export const unit: Group = {
  name: 'unit',
  purpose: 'tests that need nothing but Node, those of the page included',
  needs: [],
  // The terminal's tests start the built writer.
  built: true,
  run: () => runVitest(['unit', 'page'], UNIT_MS),
};
