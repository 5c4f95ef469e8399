// The house's own lint rules: what no kept plugin says. Each is a few lines; see CONTRIBUTING.md for the reasons.

/** No module is larger than this; most are below half of it. */
export const MAX_MODULE_BYTES = 12 * 1024;

/** Kebab-case, with the ending that says what it is: `job.ts`, `judge.test.ts`, `build.mjs`. */
const FILE_NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.(ts|tsx|js|mjs|cjs)$/;

/** @type {import('eslint').Rule.RuleModule} */
const moduleSize = {
  meta: { type: 'suggestion', messages: { large: '{{bytes}} bytes: more than {{max}}. One file, one purpose.' } },
  create(context) {
    return {
      Program(node) {
        const bytes = Buffer.byteLength(context.sourceCode.text);
        if (bytes <= MAX_MODULE_BYTES) return;
        context.report({ node, messageId: 'large', data: { bytes: String(bytes), max: String(MAX_MODULE_BYTES) } });
      },
    };
  },
};

/** @type {import('eslint').Rule.RuleModule} */
const fileName = {
  meta: { type: 'suggestion', messages: { kebab: '{{name}}: file names are kebab-case.' } },
  create(context) {
    return {
      Program(node) {
        const name = context.filename.replace(/^.*[\\/]/, '');
        if (!FILE_NAME.test(name)) context.report({ node, messageId: 'kebab', data: { name } });
      },
    };
  },
};

export const houseRules = { rules: { 'module-size': moduleSize, 'file-name': fileName } };

/** For `no-restricted-syntax`: each says what to do instead. */
export const RESTRICTED_SYNTAX = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a thing has one name everywhere.' },
  {
    selector:
      ':matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration)[source.value=/^\\.(?!.*\\.\\w+$)/]',
    message: 'Write the ending of an imported file (`./job.ts`), as the file system has it.',
  },
  {
    selector: "Property[key.name='shell']:not([value.value=false])",
    message: 'No shell: programs are started with an argv array.',
  },
  {
    selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
    message: "`import * as z from 'zod'`: the other form puts half a megabyte of unused parts into each bundle.",
  },
];

/** For `no-restricted-imports`: the ways to start a program through a shell string. */
export const RESTRICTED_IMPORTS = ['node:child_process', 'child_process'].map((name) => ({
  name,
  importNames: ['exec', 'execSync'],
  message: 'No shell: programs are started with an argv array.',
}));
