import type { ReactNode } from 'react';
import { Form } from '../../ui/layout.tsx';
import { KeysPart } from './keys-part.tsx';
import { NamesPart } from './names-part.tsx';
import { PasswordPart } from './password-part.tsx';
import { SudoPart } from './sudo-part.tsx';

/** What the Pi is called, and who may sign in. */
export function NameAndUserPage(): ReactNode {
  return (
    <Form>
      <NamesPart />
      <KeysPart />
      <PasswordPart />
      <SudoPart />
    </Form>
  );
}
