export function serve(
  folder: string,
  port: number,
  isWhole?: () => boolean,
): Promise<{ port: number; close: () => Promise<void> }>;
