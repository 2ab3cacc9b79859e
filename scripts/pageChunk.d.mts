/** Of the bundler's module graph what the chunks are found with. */
export interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

export const pageChunks: {
  debugName: string;
  name(id: string, graph: Graph): string | null;
  priority: number;
}[];
