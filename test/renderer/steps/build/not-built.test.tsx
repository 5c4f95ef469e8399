import { act } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppFactsContext } from '../../../../renderer/state/app-facts.ts';
import { NotBuilt } from '../../../../renderer/steps/build/not-built.tsx';
import { renderPage } from '../../support/render-page.tsx';

function textOfForge(demo: boolean): string {
  const page = renderPage(
    <AppFactsContext value={{ version: '1', demo, platform: 'linux', languages: ['en'] }}>
      <NotBuilt />
    </AppFactsContext>,
  );
  act(() => page.store.change({ place: 'host:ada@forge' }));
  return page.container.textContent;
}

test('a build is said to be made on the machine that was chosen', () => {
  expect(textOfForge(false)).toMatch(/^Built on.*forge.*How/);
});

test('the demo is built here, whatever machine was chosen', () => {
  expect(textOfForge(true)).toBe('Built onthis computer');
});
