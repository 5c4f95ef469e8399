import { answerAt } from '../../state/draft-store.ts';
import { settingLacks } from '../../state/setting-lacks.ts';
import type { StepDefinition } from '../step.ts';
import { RegionPage } from './page.tsx';
import { cityOf } from './zones.ts';

export const regionStep: StepDefinition = {
  id: 'region',
  group: 'describe',
  lacks: (situation) => settingLacks(situation, ['region']),
  answer: ({ draft }) => {
    const zone = answerAt(draft.answers, 'region.timeZone');
    return typeof zone === 'string' ? cityOf(zone) : null;
  },
  Page: RegionPage,
};
