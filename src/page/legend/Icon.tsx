/** The page's icons in the colour of the text; each has a label beside or around it. */
const PATHS = {
  play: 'M5 3.2v9.6a.6.6 0 0 0 .9.5l7.6-4.8a.6.6 0 0 0 0-1L5.9 2.7a.6.6 0 0 0-.9.5z',
  pause: 'M4 3h2.8v10H4zM9.2 3H12v10H9.2z',
  stepBatch: 'M3 3.4v9.2l6-4.6zM10.5 3H13v10h-2.5z',
  stepStage: 'M1.5 3.4v9.2l5-4.6zM6.5 3.4v9.2l5-4.6zM12 3h2.2v10H12z',
  cancel: 'M3.5 3.5h9v9h-9z',
  reset: 'M8 2.5a5.5 5.5 0 1 1-5.3 4h1.9A3.7 3.7 0 1 0 8 4.3v2.2L4.2 3.4 8 .4z',
  seed: 'M3 2h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zm2.3 2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM8 6.7a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm2.7 2.7a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6z',
  train: 'M2 12.5V9h2.6v3.5zM6.7 12.5V6.3h2.6v6.2zM11.4 12.5v-9H14v9z',
  prune: 'M3.4 2l5 6-5 6H5.800l3.600-4.300L13 14h-2.400 2.400L9.800 8 13 2h-2.400L8.200 6.300 5.800 2z',
  recover: 'M6.600 2h2.800v4.600H14v2.800H9.400V14H6.600V9.400H2V6.600h4.600z',
  shrink:
    'M2 2l4.800 1.200L5.600 4.400l2.400 2.400-1.200 1.200-2.400-2.400-1.200 1.200zM14 14l-4.800-1.200 1.200-1.200L8 9.200 9.200 8l2.400 2.400 1.200-1.200z',
  rerank: 'M4.500 1.500 8 5.500H5.600v9H3.400v-9H1zM11.500 14.500 8 10.500h2.400v-9h2.200v9H15z',
  enlarge:
    'M9.500 2H14v4.500h-1.800V5.100L9.600 7.700 8.300 6.400l2.600-2.600H9.500zM6.500 14H2V9.500h1.800v1.400l2.600-2.600 1.300 1.300-2.600 2.600h1.400z',
  check: 'M2.200 8.400 3.900 6.700 6.600 9.400 12.300 3.700 14 5.400 6.600 12.800z',
  chevron: 'M3.300 5.700 8 10.400l4.700-4.700-1.100-1.100L8 8.200 4.400 4.600z',
  more: 'M2 6.600h2.800v2.800H2zM6.600 6.600h2.800v2.800H6.600zM11.200 6.600H14v2.800h-2.800z',
  setup: 'M2 4h6V2.500h3V4h3v1.600h-3V7H8V5.600H2zM2 10.400h2V9h3v1.400h7V12H7v1.500H4V12H2z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="currentColor"
      fillRule="evenodd"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
