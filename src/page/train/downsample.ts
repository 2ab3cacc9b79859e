/** Long histories are drawn with few points: a chart has fewer pixels than a run has batches. */

export interface Sampled {
  step: number;
  value: number;
}

/**
 * Returns at most `limit` points: neighbours fall into buckets of equal size, each drawn at its mean value
 * and last step. A history that already fits is returned as it is. Throws RangeError when limit < 1.
 */
export function downsample(points: readonly Sampled[], limit: number): readonly Sampled[] {
  if (limit < 1) throw new RangeError(`limit ${limit} is below 1`);
  if (points.length <= limit) return points;
  const size = Math.ceil(points.length / limit);
  const drawn: Sampled[] = [];
  for (let start = 0; start < points.length; start += size) {
    const bucket = points.slice(start, start + size);
    const value = bucket.reduce((sum, point) => sum + point.value, 0) / bucket.length;
    drawn.push({ step: bucket.at(-1)!.step, value });
  }
  return drawn;
}
