import type { JSX } from 'solid-js';

/** Lines of 1.7 in a square of 24, as the look draws them; always hidden from screen readers, for a word or a label stands beside. */
const drawn = (path: JSX.Element): JSX.Element => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    {path}
  </svg>
);

export const BackIcon = (): JSX.Element => drawn(<path d="M15 4l-8 8 8 8" />);

export const PlaceIcon = (): JSX.Element =>
  drawn(
    <>
      <path d="M12 21c-7-9-7-18 0-18s7 9 0 18z" />
      <circle cx="12" cy="9.5" r="2.3" />
    </>,
  );

export const CameraIcon = (): JSX.Element =>
  drawn(
    <>
      <path d="M3 8h4l2-3h6l2 3h4v11H3z" />
      <circle cx="12" cy="13" r="3.6" />
    </>,
  );

export const DoneIcon = (): JSX.Element => drawn(<path d="M4 13l5 5L20 6" />);
