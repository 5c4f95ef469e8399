import { Eye, EyeOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { IconButton } from './button.tsx';
import { TextField, type TextFieldProps } from './text-field.tsx';

export type PasswordFieldProps = Omit<TextFieldProps, 'type' | 'tools' | 'suffix' | 'isMono'>;

/** A secret, shown on demand. */
export function PasswordField(props: PasswordFieldProps): ReactNode {
  const { t } = useWords();
  const [isShown, setShown] = useState(false);
  const label = t(isShown ? 'window.ui.hide' : 'window.ui.show', { what: props.label });
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
      isMono={isShown}
      tools={<IconButton icon={isShown ? EyeOff : Eye} label={label} onPress={() => setShown(!isShown)} />}
    />
  );
}
