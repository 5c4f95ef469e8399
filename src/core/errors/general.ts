import { DETAIL } from './facts.ts';
import { like, maybe, shaped, text, type Causes } from './page.ts';

/** What fits no other family. */
export const GENERAL_CAUSES = {
  unexpected: {
    kind: 'unexpected',
    when: 'Anything thrown that is no AppError, and what cannot be by our own rules.',
    facts: {
      detail: maybe(text('the words of what was thrown', 'no such target: 3')),
      where: maybe(
        shaped(
          /^[\w.]{1,40}(?: [\w.-]{1,60}:\d{1,7}:\d{1,7}){0,4}$/,
          'the class of what was thrown, and lines of our own files that it passed (see thrown-where.ts)',
          'TypeError main.js:47:11',
        ),
      ),
    },
  },
  usage: {
    kind: 'usage',
    when: 'A command line that says too little, too much or things that exclude each other.',
    facts: { detail: like(DETAIL, 'No target was given. Add --to TARGET.') },
  },
  cancelled: {
    kind: 'cancelled',
    when: 'The person stopped the job, or said no.',
    facts: {},
  },
} satisfies Causes;
