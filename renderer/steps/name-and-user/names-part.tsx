import type { ReactNode } from 'react';
import { boardOfAnswers } from '../../state/board-of.ts';
import { focusField } from '../../state/focus-field.ts';
import { useComputer } from '../../state/use-computer.ts';
import { useDraft } from '../../state/use-draft.ts';
import { isText, useField } from '../../state/use-field.ts';
import { useSuggestion } from '../../state/use-suggestion.ts';
import { Pair } from '../../ui/layout.tsx';
import { Link } from '../../ui/link.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { fieldProblem } from './field-problem.tsx';
import { mendedHostName, mendedUserName, suggestedHostNames, suggestedUser } from './suggest-names.ts';

/** What the Pi is called, and its user. The user's name is this computer's, until somebody says otherwise. */
export function NamesPart(): ReactNode {
  const words = useWords();
  const { t } = words;
  const user = useField('user.name', isText);
  const fullName = useField('user.fullName', isText);
  useSuggestion('user.name', suggestedUser(useComputer()?.user ?? null));
  return (
    <>
      <HostName userName={user.value ?? null} />
      <Pair>
        <TextField
          label={t('window.step.name-and-user.user')}
          path="user.name"
          value={user.value ?? ''}
          onChange={user.set}
          onBlur={user.onBlur}
          help={t('window.step.name-and-user.user.help')}
          problem={fieldProblem(words, 'user.name', user, mendedUserName(user.value ?? ''))}
        />
        <TextField
          label={t('window.step.name-and-user.full-name')}
          path="user.fullName"
          isOptional
          value={fullName.value ?? ''}
          onChange={fullName.set}
          onBlur={fullName.onBlur}
          help={t('window.step.name-and-user.full-name.help')}
          problem={fieldProblem(words, 'user.fullName', fullName, null)}
        />
      </Pair>
    </>
  );
}

function HostName({ userName }: { readonly userName: string | null }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { answers } = useDraft();
  const host = useField('hostName', isText);
  const suggestions = suggestedHostNames(userName, boardOfAnswers(answers)?.id ?? null);
  const isEmpty = (host.value ?? '') === '';
  return (
    <TextField
      label={t('window.step.name-and-user.host')}
      path="hostName"
      suffix=".local"
      value={host.value ?? ''}
      onChange={host.set}
      onBlur={host.onBlur}
      help={
        isEmpty ? (
          <span className="flex flex-wrap gap-x-2">
            {t('window.step.name-and-user.host.suggestions')}
            {suggestions.map((name) => (
              <Link
                key={name}
                onPress={() => {
                  host.set(name);
                  focusField('hostName');
                }}
              >
                {name}
              </Link>
            ))}
          </span>
        ) : (
          t('window.step.name-and-user.host.help')
        )
      }
      problem={fieldProblem(words, 'hostName', host, mendedHostName(host.value ?? ''))}
    />
  );
}
