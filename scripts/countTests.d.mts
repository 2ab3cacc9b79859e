export function countTests(path: string, status: number): { passed: number; failed: number };
