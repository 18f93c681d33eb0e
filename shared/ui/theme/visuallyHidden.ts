// Hides text from the eye and keeps it for screen readers.

/** Style rule for text that is only heard. */
export const visuallyHidden = {
  position: 'absolute',
  width: '0.0625rem',
  height: '0.0625rem',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;
