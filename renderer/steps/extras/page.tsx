import type { ReactNode } from 'react';
import { Form } from '../../ui/layout.tsx';
import { AdvancedExtras } from './advanced.tsx';
import { Interfaces } from './interfaces.tsx';
import { Packages } from './packages.tsx';
import { Services } from './services.tsx';
import { System } from './system.tsx';

/** What a Pi can do besides: everything here has a default. */
export function ExtrasPage(): ReactNode {
  return (
    <Form>
      <Interfaces />
      <Services />
      <Packages />
      <System />
      <AdvancedExtras />
    </Form>
  );
}
