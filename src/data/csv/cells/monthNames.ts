/** Months as words: English, German, French and Spanish, short and long, lower case. */

const NAMES: readonly string[] = [
  'jan january jän jänner januar janv janvier ene enero',
  'feb february februar fév févr février febr febrero',
  'mar march mär märz mars marzo',
  'apr april avr avril abr abril',
  'may mai mayo',
  'jun june juni juin junio',
  'jul july juli juil juillet julio',
  'aug august aoû août ago agosto',
  'sep sept september septembre septiembre',
  'oct october okt oktober octobre octubre',
  'nov november novembre noviembre',
  'dec december dez dezember déc décembre dic diciembre',
];

/** The number of a month, 1 … 12, by its name. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);
