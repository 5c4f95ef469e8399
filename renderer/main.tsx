import './bridge/no-eval.ts';
import { openPage } from './open-page.tsx';

const root = document.getElementById('root');
if (root) void openPage(root);
