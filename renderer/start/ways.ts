import type { Draft } from '../../src/contract/window/draft.ts';
import { goTo } from '../../src/core/wizard/flow.ts';
import { FIRST_DRAFT } from '../state/draft-store.ts';
import { STEPS } from '../steps/list.ts';

/** Nobody has its private half: the demo's image takes no key, its answers only have to be complete. */
const DEMO_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM5dbmtYs9q8kRj1Yq0Vh2xwE4o7T6uLr3aBnC8fDgHp demo';

const CARD_STEPS: readonly string[] = STEPS.filter(({ group }) => group === 'card').map(({ id }) => id);

/** The draft on the way that flashes an image. What was answered for a Pi stays for later. */
export function imageWay(draft: Draft): Draft {
  return { ...draft, way: 'image', step: 'drive', visited: withoutCard(goTo(draft, 'drive').visited) };
}

/** The draft where it was left on the way of a Pi: the furthest that was come to before the card. */
export function piWay(draft: Draft): Draft {
  if (draft.way === 'pi') return draft;
  const visited = withoutCard(draft.visited);
  return { ...draft, way: 'pi', step: visited.at(-1) ?? FIRST_DRAFT.step, visited };
}

/** Complete answers, on the page before building. */
export function demoWay(): Draft {
  const before = STEPS.filter(({ group, id }) => group === 'describe' || id === 'where').map(({ id }) => id);
  return {
    ...FIRST_DRAFT,
    step: 'review',
    visited: before,
    answers: { board: 'pi4', hostName: 'demo', user: { name: 'demo', sshKeys: [DEMO_KEY] } },
  };
}

/** Another image goes onto another card: what was chosen and written before says nothing about it. */
function withoutCard(visited: readonly string[]): Draft['visited'] {
  return visited.filter((id) => !CARD_STEPS.includes(id));
}
