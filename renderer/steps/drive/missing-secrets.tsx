import type { ReactNode } from 'react';
import { useTopic } from '../../bridge/topics.ts';
import { useImageOfWay } from '../../jobs/image-of-way.ts';
import { missingFor } from '../../jobs/missing.ts';
import { Form, Section } from '../../ui/layout.tsx';
import { useWords } from '../../words/use-words.ts';
import { SecretForm } from './secret-form.tsx';

/** Asks for what the image wants from the card and nobody has given yet: before anything is written. */
export function MissingSecrets(): ReactNode {
  const { t } = useWords();
  const image = useImageOfWay();
  const missing = missingFor(image, useTopic('secrets'));
  const needs = image?.needs ?? null;
  if (missing === null || needs === null) return null;
  const owner = { host: needs.host, user: needs.user };
  return (
    <Section
      title={t('window.drive.secrets.title')}
      lead={t('window.drive.secrets.lead', { host: needs.host === '' ? null : needs.host })}
    >
      <Form>
        {missing.password && (
          <SecretForm
            label={t('window.drive.secrets.password', { user: needs.user })}
            secretOf={(password) => ({ kind: 'password', owner, password })}
          />
        )}
        {missing.wifi.map(({ ssid, security }) =>
          security === 'open' ? null : (
            <SecretForm
              key={ssid}
              label={t('window.drive.secrets.wifi', { ssid })}
              secretOf={(passphrase) => ({ kind: 'wifi', ssid, security, passphrase })}
            />
          ),
        )}
        {missing.tailscale && (
          <SecretForm
            label={t('window.drive.secrets.tailscale')}
            secretOf={(key) => ({ kind: 'tailscale', owner, key: key.trim() })}
          />
        )}
      </Form>
    </Section>
  );
}
