import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { AppFacts } from '../../src/contract/window/app.ts';
import { useAppFacts } from '../state/app-facts.ts';

/** What keys can do from anywhere in the window. */
export type KeyDeed = 'back' | 'next' | 'help' | 'settings' | 'diagnosis' | `step-${number}`;

/** What a key press stands for; null for nothing. Ctrl and Cmd count alike. */
export function deedOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
): KeyDeed | null {
  const { altKey, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  if (altKey && !command && event.key === 'ArrowLeft') return 'back';
  // By its place: with Alt some layouts write another sign.
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (altKey && !command && digit !== undefined) return `step-${Number(digit)}`;
  if (command && !altKey && event.key === 'Enter') return 'next';
  if (command && !altKey && event.key === ',') return 'settings';
  if (command && !altKey && shiftKey && event.code === 'KeyD') return 'diagnosis';
  return event.key === 'F1' ? 'help' : null;
}

/** Inputs that take no text: in them Alt writes nothing. */
const NO_TEXT = ['button', 'checkbox', 'radio', 'range', 'file', 'submit', 'reset', 'color', 'image'];

/** Whether the press belongs to the text that is being typed: with Option a Mac writes signs and moves by words. */
export function isForText(
  { altKey, target }: Pick<KeyboardEvent, 'altKey' | 'target'>,
  platform: AppFacts['platform'],
): boolean {
  if (platform !== 'darwin' || !altKey || !(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NO_TEXT.includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

/**
 * Does what keys stand for. Nothing is done behind an open dialog, for a question has to be answered first: except to copy the
 * diagnosis, which changes nothing, and which a dialog may ask for.
 */
export function useKeys(deeds: Partial<Readonly<Record<KeyDeed, () => void>>>): void {
  const { platform } = useAppFacts();
  const newest = useRef(deeds);
  useEffect(() => {
    newest.current = deeds;
    const press = (event: KeyboardEvent): void => {
      const deed = isForText(event, platform) ? null : deedOf(event);
      if (deed === null || deeds[deed] === undefined || (deed !== 'diagnosis' && isAsked())) return;
      event.preventDefault();
      // To a button that has the focus, Ctrl+Enter would be Enter.
      event.stopPropagation();
      // With what was typed the deed may be another one: Next goes on where something was lacking.
      if (deed !== 'help' && deed !== 'settings' && deed !== 'diagnosis')
        flushSync(() => leaveField(document.activeElement));
      newest.current[deed]?.();
    };
    // Before anything on the page: there a key that a button takes for its own comes no further.
    document.addEventListener('keydown', press, true);
    return () => document.removeEventListener('keydown', press, true);
  }, [deeds, platform]);
}

function isAsked(): boolean {
  return document.querySelector('[role=dialog],[role=alertdialog]') !== null;
}

/**
 * What is being typed is sent by its field when that is left, and a key leaves nothing by itself. The focus stays, so that a
 * dialog which opens now can give it back.
 */
function leaveField(field: Element | null): void {
  if (!(field instanceof HTMLElement) || field === document.body) return;
  field.blur();
  field.focus({ preventScroll: true });
}
