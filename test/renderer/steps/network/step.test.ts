import { expect, it } from 'vitest';
import { FIRST_DRAFT } from '../../../../renderer/state/draft-store.ts';
import { completedOf } from '../../../../renderer/state/completed.ts';
import type { Situation } from '../../../../renderer/state/situation.ts';
import { ENGLISH } from '../../../../renderer/words/use-words.ts';
import { networkStep } from '../../../../renderer/steps/network/step.tsx';
import type { DraftAnswers } from '../../../../src/contract/window/draft.ts';
import type { SecretsKept } from '../../../../src/contract/window/secrets.ts';

const KEPT: SecretsKept = { passwords: [], wifi: [], tailscaleKeys: [], remember: 'off' };
const WHO = { board: 'pi4', hostName: 'pi', user: { name: 'ada', password: 'seed' } };

function situation(answers: DraftAnswers, secrets: SecretsKept | null = KEPT): Situation {
  const topics = { secrets } as unknown as Situation['topics'];
  return { draft: { ...FIRST_DRAFT, answers }, completed: completedOf(answers), isDemo: false, topics };
}

it('lacks the passphrases that nobody has given', () => {
  const networks: DraftAnswers[] = [
    { ssid: 'Home' },
    { ssid: 'Cafe', security: 'open' },
    { ssid: 'Work', security: 'wpa3' },
  ];
  const answers = { ...WHO, wifi: { country: 'GB', networks } };
  const kept: SecretsKept = { ...KEPT, wifi: [{ ssid: 'Work', security: 'wpa3' }] };
  const lacks = networkStep.lacks?.(situation(answers, kept)) ?? [];
  expect(lacks).toHaveLength(1);
  expect(lacks[0]).toMatchObject({
    kind: 'mend',
    path: 'wifi.networks[0].passphrase',
    says: { facts: { ssid: 'Home' } },
  });
});

it('lacks nothing with a cable', () => {
  expect(networkStep.lacks?.(situation({ ...WHO, ethernet: { method: 'dhcp' } }))).toEqual([]);
});

it.each([
  [{}, null],
  [{ wifi: { country: 'GB', networks: [{ ssid: 'Home' }] } }, 'Home'],
  [{ wifi: { country: 'GB' } }, 'Wi-Fi'],
  [{ wifi: { networks: [] } }, 'Cable'],
  [{ wifi: 'nonsense' }, 'Cable'],
])('answers %j in two words', (answers, said) => {
  expect(networkStep.answer(situation({ ...WHO, ...answers }), ENGLISH)).toBe(said);
});
