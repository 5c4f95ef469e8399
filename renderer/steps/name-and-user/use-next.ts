import { useEffect, useRef, useState } from 'react';
import { hasPassword } from '../../../src/contract/window/secrets.ts';
import { useTopic } from '../../bridge/topics.ts';
import { ownerOf } from '../../secrets/owner.ts';
import { focusInvalid } from '../../state/focus-field.ts';
import { useDraft } from '../../state/use-draft.ts';
import { useWizard } from '../../state/use-wizard.ts';
import type { FooterAction } from '../step.ts';
import { isTyping, keepPassword, useTypedPassword } from './typed-password.ts';

/** Next hands over a password that is still in its fields, and goes on when main has it. */
export function useNameAndUserNext(): FooterAction {
  const { goNext } = useWizard();
  const isPending = isTyping(useTypedPassword());
  const owner = ownerOf(useDraft().answers);
  const isKept = hasPassword(useTopic('secrets'), owner);
  const [isBusy, setBusy] = useState(false);
  const wantsNext = useRef(false);
  // Only after the page knows that main has it: until then a password is lacking.
  useEffect(() => {
    if (!wantsNext.current || !isKept || isPending) return;
    wantsNext.current = false;
    goNext();
  }, [isKept, isPending, goNext]);
  if (!isPending && !isBusy) return {};
  return {
    isBusy,
    onPress: () => {
      wantsNext.current = true;
      setBusy(true);
      void keepPassword(owner).then((isTaken) => {
        setBusy(false);
        if (isTaken) return;
        wantsNext.current = false;
        // Where there is no older password, one is lacking, and the footer says so. The fields say what is wrong.
        if (!isKept) goNext();
        focusInvalid();
      });
    },
  };
}
