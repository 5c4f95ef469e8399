import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Testing Library does this by itself only where test functions are globals.
afterEach(cleanup);

// What a page waits for comes at once, but a computer that does much else is slow: a condition is waited for, not a time.
configure({ asyncUtilTimeout: 10_000 });

// React Aria asks `instanceof window.Document`, which happy-dom's document is not: it would take the focus away from the
// button of a dialog that just got it.
Object.defineProperty(window.Document, Symbol.hasInstance, {
  value: (thing: unknown) => thing instanceof Node && thing.nodeType === Node.DOCUMENT_NODE,
});
