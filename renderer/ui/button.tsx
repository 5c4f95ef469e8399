import type { LucideIcon } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { BusyRing, BusyWord } from './busy.tsx';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';

export type ButtonVariant = 'primary' | 'plain' | 'danger' | 'quiet';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  /** `primary`: one a page; `danger`: only what destroys; `quiet`: no line. */
  readonly variant?: ButtonVariant;
  readonly size?: 'body' | 'small';
  readonly icon?: LucideIcon;
  /** An icon after the words: an arrow. */
  readonly iconAfter?: LucideIcon;
  /** A ring turns in the icon's place; the width stays, and it cannot be pressed. */
  readonly isBusy?: boolean;
  /** Why it cannot be pressed; null when it can. It stays focusable and says this. */
  readonly refusal?: string | null;
  /** The same without words, where the reason stands beside it in plain sight. */
  readonly isRefused?: boolean;
  readonly type?: 'button' | 'submit';
  /** Takes the focus when it appears: Cancel, in a dangerous dialog. */
  readonly autoFocus?: boolean;
  readonly describedBy?: string;
  readonly ref?: RefObject<HTMLButtonElement | null>;
}

const BASE =
  'relative inline-flex items-center justify-center gap-2 rounded-control border font-label whitespace-nowrap transition-colors duration-(--nb-quick)';

const SIZES = {
  body: 'min-h-(--nb-control) px-3.5 text-body',
  small: 'min-h-(--nb-target) px-2.5 text-small',
} as const;

const VARIANTS: Readonly<Record<ButtonVariant, string>> = {
  primary:
    'min-w-24 border-accent bg-accent text-on-accent data-hovered:border-accent-hover data-hovered:bg-accent-hover data-pressed:border-accent-pressed data-pressed:bg-accent-pressed',
  plain:
    'border-line-strong bg-surface text-text data-hovered:bg-hover data-pressed:border-text-2 data-pressed:bg-hover',
  danger:
    'border-danger bg-danger text-on-danger data-hovered:border-danger-hover data-hovered:bg-danger-hover data-pressed:border-danger-pressed data-pressed:bg-danger-pressed',
  quiet: 'border-transparent text-text-2 data-hovered:bg-hover data-hovered:text-text data-pressed:border-text-2',
};

const REFUSED = 'border-hover bg-hover text-text-3 forced-colors:border-[GrayText] forced-colors:text-[GrayText]';

/** A button. What opens a question ends in "…". A refused one can be focused and says why. */
export function Button(props: ButtonProps): ReactNode {
  const { variant = 'plain', size = 'body', isBusy = false, refusal = null, isRefused = refusal !== null } = props;
  const reasonId = useId();
  const ref = useFocused(props);
  const isOff = isRefused || isBusy;
  const described = [refusal === null ? null : reasonId, props.describedBy].filter(Boolean).join(' ');
  return (
    <Tooltip text={refusal}>
      <AriaButton
        ref={ref}
        type={isOff ? 'button' : props.type}
        onPress={isOff ? undefined : props.onPress}
        aria-disabled={isOff || undefined}
        render={(button) => <button {...button} data-variant={variant} aria-busy={isBusy || undefined} />}
        aria-describedby={described === '' ? undefined : described}
        className={classes(BASE, SIZES[size], isRefused ? REFUSED : VARIANTS[variant])}
      >
        <ButtonFace {...props} isBusy={isBusy} />
        {refusal !== null && (
          <span hidden id={reasonId}>
            {refusal}
          </span>
        )}
      </AriaButton>
    </Tooltip>
  );
}

/** Not React Aria's own: with a screen reader that waits a frame, and then leaves the focus to the dialog around it. */
function useFocused({ autoFocus = false, ref }: Pick<ButtonProps, 'autoFocus' | 'ref'>): ButtonProps['ref'] {
  const own = useRef<HTMLButtonElement>(null);
  const button = ref ?? own;
  useEffect(() => {
    if (autoFocus) button.current?.focus();
  }, [autoFocus, button]);
  return button;
}

/**
 * The ring takes an icon's place; without an icon it lies over the words. With reduced motion the word lies over both. What
 * is covered keeps the width.
 */
function ButtonFace({ children, icon, iconAfter, isBusy = false }: ButtonProps): ReactNode {
  const before = icon !== undefined && <Icon of={icon} size="small" />;
  const after = iconAfter !== undefined && <Icon of={iconAfter} size="small" />;
  if (!isBusy)
    return (
      <>
        {before}
        {children}
        {after}
      </>
    );
  const ring = (
    <span className="size-3.75 flex-none">
      <BusyRing />
    </span>
  );
  const isOver = icon === undefined && iconAfter === undefined;
  return (
    <>
      {isOver && <span className="absolute inset-0 grid place-items-center">{ring}</span>}
      <span className="absolute inset-0 hidden place-items-center motion-reduce:grid">
        <BusyWord />
      </span>
      {before && ring}
      <span className={isOver ? 'opacity-0' : 'motion-reduce:opacity-0'}>{children}</span>
      {after && (before ? after : ring)}
    </>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'iconAfter' | 'variant' | 'size'> {
  readonly icon: LucideIcon;
  /** Its name, for screen readers and as a tooltip. */
  readonly label: string;
  readonly isExpanded?: boolean;
}

/** Help, settings, close, show: the few icons that stand without words. */
export function IconButton({ icon, label, onPress, ref, isExpanded }: IconButtonProps): ReactNode {
  return (
    <Tooltip text={label}>
      <AriaButton
        ref={ref}
        aria-label={label}
        aria-expanded={isExpanded}
        onPress={onPress}
        className={classes(BASE, 'size-(--nb-target)', VARIANTS.quiet)}
      >
        <Icon of={icon} />
      </AriaButton>
    </Tooltip>
  );
}
