import { describe, expect, test } from 'vitest';
import { boardsTable } from '../../../src/cli/boards/boards-table.ts';
import { listedBoard } from '../../../src/cli/boards/listed-board.ts';
import { createStyle } from '../../../src/cli/render/style.ts';
import { cliLineSchema } from '../../../src/contract/cli.ts';
import { BOARD_IDS } from '../../../src/core/boards/index.ts';
import { jsonLines, useCli } from '../run-cli.ts';

const boards = BOARD_IDS.map(listedBoard);
const plain = createStyle(false);

describe('boards', () => {
  test('in --json pass their schema', () => {
    const line = { type: 'boards', boards };
    expect(cliLineSchema.parse(line)).toEqual(line);
  });

  test('have each kernel with its releases', () => {
    expect(listedBoard('pi5')).toMatchObject({
      defaultKernel: { '26.05': 'vendor', unstable: 'mainline' },
      kernels: [
        { id: 'mainline', cached: true, releases: ['unstable'] },
        { id: 'vendor', cached: false, releases: ['26.05', 'unstable'] },
      ],
    });
  });

  test('that are not supported say what to do instead', () => {
    expect(listedBoard('zerow').instead).toContain('Zero 2 W');
    expect(boards.filter(({ instead }) => instead !== null).map(({ id }) => id)).toEqual(['pi1', 'zero', 'zerow']);
  });
});

describe('the table of boards', () => {
  const lines = boardsTable(boards, plain, 120).split('\n');

  test('has a line for each, and what does not work below', () => {
    expect(lines[0]).toMatch(/^board +name +memory +Wi-Fi +supported, with kernel$/);
    const line = (id: string): string => lines.find((one) => one.startsWith(`${id} `)) ?? '';
    expect(line('zero2w')).toMatch(/^zero2w +Zero 2 W +512 MB +2\.4 +yes: mainline, vendor$/);
    expect(line('pi5')).toMatch(/^pi5 +5 +up to 16 GB +2\.4, 5 +yes: mainline \(unstable\), vendor$/);
    expect(line('pi2')).toMatch(/^pi2 +2 Model B v1\.1 +1 GB +- +experimental: mainline$/);
    expect(line('pi1')).toMatch(/^pi1 +1 A\/A\+\/B\/B\+ +up to 512 MB +- +no$/);
    expect(lines.slice(boards.length + 1).join('\n')).toContain(
      '\n\npi5, pi500, cm5\nU-Boot starts it from an SD card',
    );
  });

  test.each([80, 100, 120])('fits into %i columns', (columns) => {
    const wide = boardsTable(boards, plain, columns).split('\n');
    expect(wide.filter((line) => line.length > columns)).toEqual([]);
  });
});

describe('nixberry boards', () => {
  const cli = useCli();

  test('prints the table, and with --json one line', async () => {
    const { code, stdout, stderr } = await cli.run(['boards']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^board +name/);
    const json = await cli.run(['boards', '--json']);
    expect({ code: json.code, stderr: json.stderr }).toEqual({ code: 0, stderr: '' });
    expect(jsonLines(json.stdout)).toEqual([{ type: 'boards', boards }]);
  });
});
