import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/list.ts';
import { VERSION } from '../../src/cli/version.ts';
import { jsonLines, useCli } from './run-cli.ts';

const cli = useCli();

describe('help', () => {
  test('of the program names every command and exit code', async () => {
    const { code, stdout, stderr } = await cli.run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name, summary } of COMMANDS) {
      expect(stdout).toContain(`  ${name} `);
      expect(stdout).toContain(summary.slice(0, 30));
    }
    for (const exitCode of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130]) expect(stdout).toMatch(new RegExp(`\\b${exitCode}\\b`));
  });

  test.each(COMMANDS.map(({ name }) => name))('of %s has what it does, options and exit codes', async (name) => {
    const { code, stdout } = await cli.run([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: nixberry ${name}`);
    for (const words of ['--json', '--quiet', 'Exit codes:']) expect(stdout).toContain(words);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('says what the units of a size are', async () => {
    const { stdout } = await cli.run(['flash', '--help']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('8G is 8 GiB, 32GB is 32 * 10^9 bytes');
  });

  test('tells what is taken where an option is not given as a person would give it', async () => {
    const { stdout } = await cli.run(['boot-test', '--help']);
    expect(stdout).toMatch(/--timeout <seconds> .*\(default: 300\)/);
    expect(stdout).toMatch(/--memory <size> [^-]*\(default:\s+1G\)/);
  });

  test('is also shown by the command help', async () => {
    expect((await cli.run(['help', 'flash'])).stdout).toBe((await cli.run(['flash', '--help'])).stdout);
  });

  test('comes as an answer to nothing at all, as a usage error', async () => {
    const { code, stdout, stderr } = await cli.run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: nixberry');
  });
});

test('the version is that of the package', async () => {
  expect(JSON.parse(await readFile('package.json', 'utf8'))).toMatchObject({ version: VERSION });
  expect(await cli.run(['--version'])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
});

describe('usage errors end with 2 and a line that helps', () => {
  test.each([
    { args: ['fly'], says: "unknown command 'fly'", next: 'nixberry --help' },
    { args: ['drive'], says: '(Did you mean drives?)', next: 'nixberry --help' },
    { args: ['drives', '--wacht'], says: '(Did you mean --watch?)', next: 'nixberry drives --help' },
    { args: ['flash', '--to', 'a.img'], says: "missing required argument 'image'", next: 'nixberry flash --help' },
    { args: ['flash', 'a.img'], says: "required option '--to <target>'", next: 'nixberry flash --help' },
    { args: ['flash', 'a', '--to', 'b.img', '--card-size', 'big'], says: 'Give a size like 64M', next: 'flash --help' },
    { args: ['flash', 'a', '--to', 'b.img', '--expect-sha256', 'x'], says: '64 hexadecimal', next: 'flash --help' },
    { args: ['flash', 'a', '--to', 'sdq'], says: 'sdq is not there', next: 'nixberry drives' },
    { args: ['flash', '/nowhere/a.img', '--to', 'b.img'], says: 'no readable image', next: 'Check the path' },
    {
      args: ['flash', 'a.img', '--to', '/nowhere/b.img'],
      says: 'the folder /nowhere does not',
      next: 'Make the folder',
    },
    { args: ['flash', 'a.img', '--to', ''], says: 'Give a drive, or a path', next: 'flash --help' },
    { args: ['flash', '', '--to', 'b.img'], says: 'Give a file, or an', next: 'flash --help' },
    { args: ['flash', 'a.img', '--to', 'foo.txt'], says: 'name of a virtual card ends in .img', next: 'drives' },
    { args: ['flash', 'a.img', '--to', '/'], says: '/ is a folder', next: 'drives' },
    { args: ['flash', 'ftp://h/a.img', '--to', 'b.img'], says: 'Only http and https', next: 'flash --help' },
    { args: ['flash', 'file:///a.img', '--to', 'b.img'], says: 'without file://', next: 'flash --help' },
    { args: ['flash'], says: "missing required argument 'image'", next: 'nixberry flash --help' },
    { args: ['build', '.', '--out', '/nowhere/a.img'], says: 'the folder /nowhere does not', next: 'Make the folder' },
    { args: ['new', 'demo', '--bogus'], says: "unknown option '--bogus'", next: 'nixberry new --help' },
    { args: ['set', 'pis', 'pi'], says: "missing required argument 'path=value'", next: 'nixberry set --help' },
    { args: ['help', 'bogus'], says: "Error: unknown command 'bogus'", next: 'nixberry --help' },
    { args: ['build', '.', '--how', 'fast'], says: 'native, cross, auto', next: 'nixberry build --help' },
  ])('$args', async ({ args, says, next }) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).toContain(next);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test('and are a line of JSON, too, when that was asked for', async () => {
    const { code, stdout } = await cli.run(['flash', '--json']);
    expect(code).toBe(2);
    expect(jsonLines(stdout)).toMatchObject([{ type: 'error', code: 'usage', exitCode: 2 }]);
  });
});
