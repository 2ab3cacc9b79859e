/** What a mapping may say, checked: it comes from a script, a stored choice or a permalink. */
import { z } from 'zod';
import { faultOf } from '../../../schemaFault';
import { ACKNOWLEDGEABLE } from '../../report/acknowledgement';
import { type Issue, SPLIT_METHODS } from '../../schema';
import { NUMBER_FORMATS } from '../cells/numberFormats';
import { TIME_FORMATS } from '../cells/timeFormats';
import { type ColumnMapping, ENCODINGS, LOG_SHAPES, SEPARATORS } from './mappingTypes';

const names = z.array(z.string());
const perObjective = <T extends z.ZodType>(value: T) =>
  z.strictObject({ exposure: value, click: value, conversion: value }).partial();

const columnMapping = z
  .strictObject({
    user: z.string(),
    item: z.string(),
    exposure: z.string(),
    click: z.string(),
    conversion: z.string(),
    timestamp: z.string(),
    title: z.string(),
    userFeatures: names,
    itemFeatures: names,
    shape: z.enum(LOG_SHAPES),
    event: z.string(),
    events: perObjective(names),
    rating: z.string(),
    thresholds: z
      .strictObject({ click: z.number(), conversion: z.number().optional() })
      .refine(({ click, conversion }) => conversion === undefined || conversion >= click),
    timeFormat: z.enum(TIME_FORMATS),
    timeOfDay: z.string(),
    numberFormats: z.record(z.string(), z.enum(NUMBER_FORMATS)),
    complements: names,
    numericFeatures: names,
    listFeatures: names,
    names: perObjective(z.string().trim().min(1).max(40)),
    nesting: z.enum(['close', 'reject']),
    badRows: z.enum(['refuse', 'skip']),
    split: z.enum(SPLIT_METHODS),
    acknowledge: z.array(z.enum(ACKNOWLEDGEABLE)),
    separator: z.enum(SEPARATORS),
    encoding: z.enum(ENCODINGS),
    header: z.boolean(),
    sample: z.strictObject({
      share: z.number().positive().max(1),
      seed: z.number().int().nonnegative().optional(),
    }),
    limits: z
      .strictObject({
        bytes: z.number().positive(),
        rows: z.number().positive(),
        users: z.number().positive(),
        items: z.number().positive(),
      })
      .partial(),
  } satisfies Record<keyof ColumnMapping, z.ZodType>)
  .partial();

/** The mapping as it may be used, and `bad-mapping` for whatever cannot be. */
export function checkedMapping(mapping: unknown = {}): { mapping: Partial<ColumnMapping>; issues: Issue[] } {
  const parsed = columnMapping.safeParse(mapping);
  if (parsed.success) return { mapping: parsed.data as Partial<ColumnMapping>, issues: [] };
  const issues = parsed.error.issues.map((issue): Issue => {
    if (issue.code === 'custom') return { code: 'bad-thresholds' };
    return { code: 'bad-mapping', values: faultOf(issue) };
  });
  return { mapping: {}, issues };
}
