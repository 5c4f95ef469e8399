import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A place in the sources that makes an error, a refusal or a warning, and the facts that it gives to the words. */
export interface Site {
  readonly code: string;
  readonly facts: ReadonlySet<string>;
  readonly where: string;
}

export interface ThrownFacts {
  readonly errors: readonly Site[];
  readonly remarks: readonly Site[];
  /** Calls of `downloadFailed(name, 'reason', { facts })`: the code is the reason. */
  readonly downloads: readonly Site[];
}

/** Every `new AppError('code', { facts })` and `{ code: 'x', facts: { ... } }` in a folder whose facts can be seen. */
export function thrownFacts(folder: string): ThrownFacts {
  const errors: Site[] = [];
  const downloads: Site[] = [];
  const remarks: Site[] = [];
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.ts')) continue;
    const file = path.join(folder, entry);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true);
    const visit = (node: ts.Node): void => {
      if (ts.isNewExpression(node) && node.expression.getText() === 'AppError')
        push(errors, file, node.arguments?.[0], node.arguments?.[1] ?? 'none');
      if (ts.isCallExpression(node) && node.expression.getText() === 'downloadFailed')
        push(downloads, file, node.arguments[1], node.arguments[2] ?? 'none');
      if (ts.isObjectLiteralExpression(node)) push(remarks, file, valueOf(node, 'code'), valueOf(node, 'facts'));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { errors, remarks, downloads };
}

function push(sites: Site[], where: string, code: ts.Node | undefined, facts: ts.Node | 'none' | undefined): void {
  const text = code && ts.isAsExpression(code) ? code.expression : code;
  if (!text || !ts.isStringLiteral(text)) return;
  const names = facts === 'none' ? new Set<string>() : namesOf(facts);
  if (names) sites.push({ code: text.text, facts: names, where });
}

/** The names in an object literal; null when something is spread into it, or it is none. */
function namesOf(node: ts.Node | undefined): Set<string> | null {
  if (!node || !ts.isObjectLiteralExpression(node) || node.properties.some(ts.isSpreadAssignment)) return null;
  return new Set(node.properties.map((property) => property.name?.getText() ?? ''));
}

function valueOf(node: ts.ObjectLiteralExpression, name: string): ts.Node | undefined {
  const property = node.properties.find((one) => one.name?.getText() === name);
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}
