import { afterEach, expect, test } from 'vitest';
import { cardHandlers } from '../../src/main/card-handlers.ts';
import { speak } from '../../src/main/words.ts';

afterEach(() => speak('en', []));

test('the dialogs of the system speak the language that was chosen last', async () => {
  const asked: string[] = [];
  const ask = ({ title, filters = [] }: { title: string; filters?: readonly { name: string }[] }): Promise<null> => {
    asked.push(title, ...filters.map(({ name }) => name));
    return Promise.resolve(null);
  };
  const handlers = cardHandlers({ dialogs: { openFile: ask, openFolder: ask, saveFile: ask } } as unknown as Parameters<
    typeof cardHandlers
  >[0]);
  const askAll = async (): Promise<readonly string[]> => {
    asked.length = 0;
    await handlers['images.openFile'](undefined);
    await handlers['drives.addVirtual']({ bytes: null });
    return [...asked];
  };
  const english = await askAll();
  await speak('ja', []);
  const japanese = await askAll();
  expect(english).toEqual(['Choose an image', 'Images', 'All files', expect.anything(), expect.anything()]);
  expect(japanese).toHaveLength(english.length);
  expect(japanese.filter((words, at) => words === english[at])).toEqual([]);
});
