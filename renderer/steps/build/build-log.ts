import type { FailedLog } from '../../../src/contract/window/build.ts';
import { findText } from '../../../src/core/jobs/find-text.ts';
import { call } from '../../bridge/call.ts';
import type { LogSource } from '../../jobs/log-source.ts';

/** The whole log of the build, which is main's. */
export function wholeLog(): LogSource {
  return {
    read: (from, count) => call('build.log', { from, count }),
    search: (text, from) => call('build.search', { text, from }),
  };
}

/** The log of what could not be built, which is here. */
export function failedLog({ derivation, lines }: FailedLog): LogSource {
  return {
    read: (from, count) => {
      const some = lines.slice(from, from + count).map((text) => ({ derivation, text, kind: 'log' as const }));
      return Promise.resolve({ first: from, kept: 0, lines: some });
    },
    search: (text, from) => {
      const { isIn } = findText(text);
      const found = lines.flatMap((line, index) => (index >= from && isIn(line) ? [index] : []));
      return Promise.resolve({ count: found.length, lines: found, upTo: lines.length });
    },
  };
}
