import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../src/core/errors/page.ts';
import { CAUSES, ERROR_CODES, type ErrorCode } from '../../../src/core/errors/causes.ts';
import { thrownFacts } from '../../cli/thrown-facts.ts';

/** The facts that a cause cannot be without. */
function neededBy(code: string): readonly string[] {
  const { facts }: Cause = CAUSES[code as ErrorCode];
  return Object.entries(facts).flatMap(([name, { optional }]) => (optional ? [] : [name]));
}

/** Codes in the first argument of `new AppError(...)`, and in tables that are said to hold codes. */
function thrownCodes(folder: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.ts') || entry.startsWith('core/errors/')) continue;
    const file = path.join(folder, entry);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true);
    const takeTexts = (node: ts.Node): void => {
      if (ts.isStringLiteral(node)) found.add(node.text);
      ts.forEachChild(node, takeTexts);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isNewExpression(node) && node.expression.getText() === 'AppError' && node.arguments?.[0])
        takeTexts(node.arguments[0]);
      if (ts.isVariableDeclaration(node) && node.type?.getText().includes('ErrorCode') === true && node.initializer)
        takeTexts(node.initializer);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

describe('every cause', () => {
  const thrown = thrownCodes('src');

  test.each(ERROR_CODES)('%s comes about somewhere', (code) => {
    expect([...thrown]).toContain(code);
  });

  test('a code that nobody throws would be found', () => {
    expect([...thrown]).not.toContain('image-not-nice');
  });
});

describe('where an error is made, its page is kept to', () => {
  const { errors } = thrownFacts('src');

  test.each(errors)('$code in $where', ({ code, facts, where }) => {
    // Who decodes an image or looks into it does not know what it is called: whoever opened it adds that.
    const all = /node\/images|core\/allocation/.test(where) ? new Set([...facts, 'image']) : facts;
    expect(neededBy(code).filter((name) => !all.has(name))).toEqual([]);
  });
});
