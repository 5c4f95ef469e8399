import { useState, type ReactNode } from 'react';
import { LANGUAGES, TEXT_PERCENTS, THEMES, type Preferences } from '../../src/contract/window/preferences.ts';
import { call } from '../bridge/call.ts';
import { usePreferences } from '../state/preferences.ts';
import { useErrorWords, type ErrorWords } from '../words/use-error-words.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { LANGUAGE_NAMES } from '../words/language-names.ts';
import { useWords } from '../words/use-words.ts';

export interface SettingsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** How the window is. Each change counts at once. */
export function SettingsDialog({ isOpen, onClose }: SettingsDialogProps): ReactNode {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const preferences = usePreferences();
  const [failure, setFailure] = useState<ErrorWords | null>(null);
  const change = (changes: Partial<Preferences>): void => {
    call('preferences.change', changes).then(
      () => setFailure(null),
      (error: unknown) => setFailure(errorWords(error)),
    );
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('window.settings.title')}
      actions={<Button onPress={onClose}>{t('window.ui.close')}</Button>}
    >
      <div className="flex flex-col gap-3">
        {failure && (
          <Banner tone="danger" title={failure.message}>
            {failure.next}
          </Banner>
        )}
        <RadioGroup
          label={t('window.settings.theme')}
          layout="row"
          choices={THEMES.map((id) => ({ id, text: t(`window.settings.theme.${id}`) }))}
          value={preferences.theme}
          onChange={(theme) => change({ theme })}
        />
        <LanguageAndText preferences={preferences} change={change} />
        <Switch
          isOn={preferences.severalCards}
          onChange={(severalCards) => change({ severalCards })}
          help={t('window.settings.several.help')}
        >
          {t('window.settings.several')}
        </Switch>
        <Switch
          isOn={preferences.notifications}
          onChange={(notifications) => change({ notifications })}
          help={t('window.settings.notifications.help')}
        >
          {t('window.settings.notifications')}
        </Switch>
      </div>
    </Dialog>
  );
}

interface LanguageAndTextProps {
  readonly preferences: Preferences;
  readonly change: (changes: Partial<Preferences>) => void;
}

function LanguageAndText({ preferences, change }: LanguageAndTextProps): ReactNode {
  const { t, share } = useWords();
  const languages = LANGUAGES.map((id) => ({ id, text: LANGUAGE_NAMES[id] }));
  return (
    <div className="grid grid-cols-2 gap-5">
      <Select
        label={t('window.settings.language')}
        choices={[{ id: 'system' as const, text: t('window.settings.language.system') }, ...languages]}
        value={preferences.language}
        onChange={(language) => change({ language })}
      />
      <Select
        label={t('window.settings.text')}
        choices={TEXT_PERCENTS.map((percent) => ({ id: String(percent), text: share(percent / 100) }))}
        value={String(preferences.textPercent)}
        onChange={(id) => change({ textPercent: TEXT_PERCENTS.find((percent) => String(percent) === id) })}
      />
    </div>
  );
}
