import { useEffect, useRef, useState } from 'react';
import { focusField } from '../state/focus-field.ts';
import { useWizard } from '../state/use-wizard.ts';
import type { FooterAction } from '../steps/step.ts';
import { keepSecrets, useIsSecretPending } from './pending-secrets.ts';

/** Next hands over the secrets that are still in their fields, and goes on when main has them. */
export function useSecretsNext(): FooterAction {
  const { goNext, views } = useWizard();
  const isPending = useIsSecretPending();
  const isLacking = views.some(({ mark }) => mark.type === 'here' && mark.lacks.length > 0);
  const [isBusy, setBusy] = useState(false);
  const wantsNext = useRef(false);
  // Only after the page knows that main has them: until then they are lacking.
  useEffect(() => {
    if (!wantsNext.current || isPending) return;
    wantsNext.current = false;
    goNext();
  }, [isPending, goNext]);
  if (!isPending && !isBusy) return {};
  return {
    isBusy,
    onPress: () => {
      wantsNext.current = true;
      setBusy(true);
      void keepSecrets().then((refused) => {
        setBusy(false);
        if (refused === null) return;
        wantsNext.current = false;
        // Where nothing older is kept one is lacking, and perhaps more: the footer says what, and the focus goes to the first.
        if (isLacking) goNext();
        else focusField(refused);
      });
    },
  };
}
