/** The page's button. While it is busy it stays focusable and says so by aria-disabled. */
import { clsx } from 'clsx';
import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button';
import styles from './Button.module.css';

interface ButtonProperties extends Omit<ButtonProps, 'className' | 'isPending'> {
  ref?: Ref<HTMLButtonElement>;
  className?: string | undefined;
  /** `primary`: the next step; `quiet`: after a sentence; `link`: the name of what it shows. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'link';
  size?: 'medium' | 'small';
  isBusy?: boolean;
  /** Nothing to press now: unlike a disabled button it keeps the focus. */
  isInactive?: boolean;
}

export function Button(properties: ButtonProperties) {
  const {
    className,
    variant = 'secondary',
    size = 'medium',
    isBusy = false,
    isInactive = false,
    ...rest
  } = properties;
  return (
    <AriaButton
      {...rest}
      className={clsx(styles.button, className)}
      data-variant={variant}
      data-size={size}
      data-inactive={isInactive || undefined}
      isPending={isBusy || isInactive}
    />
  );
}
