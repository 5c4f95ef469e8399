import boundaries from 'eslint-plugin-boundaries';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { houseRules, RESTRICTED_IMPORTS, RESTRICTED_SYNTAX } from './build/lint/house-rules.js';
import { elements, policies } from './build/lint/rooms.js';

export default defineConfig(
  {
    ignores: [
      'dist/**',
      'dist.*/**',
      'node_modules/**',
      'test/fixtures/**',
      'coverage/**',
      'release/**',
      'screenshots/**',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  prettier,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { boundaries, house: houseRules },
    settings: {
      'boundaries/elements': elements,
      'boundaries/dependency-nodes': ['import', 'export', 'dynamic-import', 'require'],
      // Imports carry their file's ending: Node's own resolver finds them.
      'import/resolver': { node: {} },
    },
    rules: {
      // All three switches are off by default, and then an import of a package or of an unknown folder is let through.
      'boundaries/dependencies': [
        'error',
        { default: 'disallow', checkAllOrigins: true, checkUnknownLocals: true, policies },
      ],
      'house/module-size': 'error',
      'house/file-name': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      'no-restricted-syntax': ['error', ...RESTRICTED_SYNTAX],
      'no-restricted-imports': ['error', { paths: RESTRICTED_IMPORTS }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  {
    // The root's tool configs belong to no room and must have a default export.
    files: ['*.config.{js,ts}'],
    rules: { 'no-restricted-syntax': 'off', 'boundaries/dependencies': 'off' },
  },
  {
    files: ['renderer/**', 'test/renderer/**'],
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
  {
    files: ['build/**', 'test/**', 'src/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
